using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Azure;

namespace Hub.Storage.Tests.Blobs.Support;

/// <summary>
/// Azurite, the emulator of Blob Storage, in its own process: on loopback, over HTTPS, in memory, with a generated account. It ends with
/// the test run, also where that is killed. It does not support immutability, soft delete or versions.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Account = "pictures";

    // It exits when its standard input closes: also where the test run is killed.
    private const string ExitsWithItsParent = "process.stdin.resume(); process.stdin.on('end', () => process.exit()); require(process.argv[1]);";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-azurite-").FullName;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly X509Certificate2 _certificate = Certificate();
    private Process? _process;

    /// <summary>The address of the account.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A client without credentials.</summary>
    public HttpClient AnonymousClient => field ??= new HttpClient(Handler());

    /// <summary>An HTTP handler that trusts only this server's certificate.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, seen, _, _) => seen?.GetCertHashString() == _certificate.GetCertHashString() },
    };

    /// <summary>A client with the account's key.</summary>
    public BlobContainerClient WithKey(string container, HttpMessageHandler? handler = null) =>
        new(At(container), new StorageSharedKeyCredential(Account, _key), Options(handler));

    /// <summary>A client with a token, like a managed identity.</summary>
    public BlobContainerClient WithIdentity(string container, HttpMessageHandler? handler = null) => new(At(container), new TestIdentity(), Options(handler));

    /// <summary>A new container for one test.</summary>
    public async Task<string> NewContainerAsync()
    {
        var name = $"c-{Guid.NewGuid():N}";
        await WithKey(name).CreateAsync();
        return name;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var certificate = Path.Combine(_folder, "certificate.pem");
        var key = Path.Combine(_folder, "key.pem");
        using (var secret = _certificate.GetECDsaPrivateKey()!) await File.WriteAllTextAsync(key, secret.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(certificate, _certificate.ExportCertificatePem());
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _folder,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{_key}" },
            ArgumentList =
            {
                "-e", ExitsWithItsParent, Script(), "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry",
                "--skipApiVersionCheck",
                "--oauth", "basic", "--cert", certificate, "--key", key,
            },
        };
        _process = Process.Start(start)!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            const string Ready = "successfully listens on ";
            if (line.IndexOf(Ready, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            Address = new Uri($"{line[(at + Ready.Length)..].Trim()}/{Account}");
            // The rest of its output is discarded; a full pipe would block it.
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return;
        }
        throw new InvalidOperationException("Azurite ended before it listened.");
    }

    /// <summary>Stops the server.</summary>
    public async Task StopAsync()
    {
        if (_process is null or { HasExited: true }) return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        AnonymousClient.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Uri At(string container) => new($"{Address}/{container}");

    private BlobClientOptions Options(HttpMessageHandler? handler)
    {
        var options = BlobEvidenceStore.ClientOptions();
        options.Transport = new HttpClientTransport(new HttpClient(handler ?? Handler()) { Timeout = Timeout.InfiniteTimeSpan });
        return options;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=azurite", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Script([CallerFilePath] string from = "")
    {
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, "..", "..", ".."));
        var script = Path.Combine(tests, ".azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        return File.Exists(script) ? script
            : throw new InvalidOperationException("Azurite is not installed. tests/run.sh installs it, or: npm install --prefix tests/.azurite azurite@3.37.0");
    }
}

/// <summary>The tests that share one Azurite, each with its own container.</summary>
[CollectionDefinition(nameof(Azurite))]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>;
