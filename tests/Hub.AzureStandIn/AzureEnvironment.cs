using System.Security.Cryptography.X509Certificates;

namespace Hub.AzureStandIn;

/// <summary>What a hub in Azure finds around it, on loopback; see README.md.</summary>
public sealed class AzureEnvironment : IAsyncDisposable
{
    /// <summary>Address of the Cosmos DB account.</summary>
    public static readonly Uri Cosmos = new("https://ketenhub.documents.azure.com");

    /// <summary>Address of the storage account's blobs.</summary>
    public static readonly Uri Blobs = new("https://ketenhub.blob.core.windows.net");

    private readonly string _folder;
    private readonly X509Certificate2 _certificate;
    private readonly IdentityEndpoint _identity;
    private readonly HttpsServer _services;
    private readonly HttpsProxy _proxy;

    private AzureEnvironment(
        string folder, X509Certificate2 certificate, KeyVault vault, GraphMail mail, ApplicationInsights insights, Azurite azurite,
        IdentityEndpoint identity, HttpsServer services, HttpsProxy proxy)
    {
        (_folder, _certificate, Vault, Mail, Insights, Azurite) = (folder, certificate, vault, mail, insights, azurite);
        (_identity, _services, _proxy) = (identity, services, proxy);
        Settings = new Dictionary<string, string>(identity.Settings)
        {
            ["HTTPS_PROXY"] = proxy.Address.ToString(),
            ["NO_PROXY"] = "127.0.0.1,localhost",
            ["SSL_CERT_FILE"] = CertificateFile(folder),
            ["Cosmos:accountEndpoint"] = Cosmos.ToString(),
            ["Blobs:serviceUri"] = Blobs.ToString(),
            ["Evidence:serviceUri"] = Blobs.ToString(),
            ["KeyVault:vaultUri"] = KeyVault.Address.ToString(),
            ["Graph:mailbox"] = GraphMail.Mailbox,
        };
    }

    /// <summary>The vault.</summary>
    public KeyVault Vault { get; }

    /// <summary>Mail by Microsoft Graph.</summary>
    public GraphMail Mail { get; }

    /// <summary>Application Insights; only a hub whose settings name it sends there.</summary>
    public ApplicationInsights Insights { get; }

    /// <summary>The storage account.</summary>
    public Azurite Azurite { get; }

    /// <summary>The app settings and the environment of a process that lives in it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Is told each request but those to blobs: host, method and path; null where nobody counts.</summary>
    public Action<string, string, string>? Served { get => _services.Served; set => _services.Served = value; }

    /// <summary>Starts it.</summary>
    /// <param name="cosmos">The Cosmos DB account; it stays the caller's.</param>
    public static async Task<AzureEnvironment> StartAsync(HttpMessageHandler cosmos)
    {
        var folder = Directory.CreateTempSubdirectory("hub-azure-").FullName;
        var certificate = TestCertificate.For(Cosmos.Host, Blobs.Host, KeyVault.Address.Host, GraphMail.Address.Host, ApplicationInsights.Address.Host);
        await File.WriteAllTextAsync(CertificateFile(folder), certificate.ExportCertificatePem());
        var vault = new KeyVault();
        var mail = new GraphMail();
        var insights = new ApplicationInsights();
        var azurite = await Azurite.StartAsync(Blobs.Host.Split('.')[0], certificate);
        var identity = await IdentityEndpoint.StartAsync();
        var services = await HttpsServer.StartAsync(
            certificate,
            new Dictionary<string, HttpMessageHandler>
            {
                [Cosmos.Host] = cosmos, [KeyVault.Address.Host] = vault, [GraphMail.Address.Host] = mail, [ApplicationInsights.Address.Host] = insights,
            });
        var proxy = new HttpsProxy(new Dictionary<string, int>
        {
            [Cosmos.Host] = services.Port, [KeyVault.Address.Host] = services.Port, [GraphMail.Address.Host] = services.Port,
            [ApplicationInsights.Address.Host] = services.Port, [Blobs.Host] = azurite.Port,
        });
        return new AzureEnvironment(folder, certificate, vault, mail, insights, azurite, identity, services, proxy);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _services.DisposeAsync();
        await _identity.DisposeAsync();
        await Azurite.DisposeAsync();
        Vault.Dispose();
        Mail.Dispose();
        Insights.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string CertificateFile(string folder) => Path.Combine(folder, "certificate.pem");
}
