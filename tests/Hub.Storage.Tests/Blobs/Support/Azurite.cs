using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Azure;

namespace Hub.Storage.Tests.Blobs.Support;

/// <summary>A storage account that tests share, each with a container of its own.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = AzureStandIn.TestCertificate.For();
    private AzureStandIn.Azurite _server = null!;

    /// <summary>The address of the account.</summary>
    public Uri Address => _server.Address;

    /// <summary>A client without credentials.</summary>
    public HttpClient AnonymousClient => field ??= new HttpClient(Handler());

    /// <summary>An HTTP handler that trusts only this server's certificate.</summary>
    public SocketsHttpHandler Handler() => _server.Handler();

    /// <summary>A client with the account's key.</summary>
    public BlobContainerClient WithKey(string container, HttpMessageHandler? handler = null) =>
        new(At(container), new StorageSharedKeyCredential(_server.Account, _server.Key), Options(handler));

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
    public async Task InitializeAsync() => _server = await AzureStandIn.Azurite.StartAsync("pictures", _certificate);

    /// <summary>Stops the server.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        AnonymousClient.Dispose();
        _certificate.Dispose();
    }

    private Uri At(string container) => new($"{Address}/{container}");

    private BlobClientOptions Options(HttpMessageHandler? handler)
    {
        var options = BlobEvidenceStore.ClientOptions();
        options.Transport = new HttpClientTransport(new HttpClient(handler ?? Handler()) { Timeout = Timeout.InfiniteTimeSpan });
        return options;
    }
}

/// <summary>The tests that share one Azurite, each with its own container.</summary>
[CollectionDefinition(nameof(Azurite))]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>;
