using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Hub.Application.Moving;
using Hub.Application.Registry;
using Hub.Azure;
using Hub.Azure.Cosmos;
using Hub.Azure.KeyVault;
using Hub.Azure.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;
using Microsoft.Azure.Cosmos;
using Vault = Hub.AzureStandIn.KeyVault;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>A hub in Azure, without anything that works on it.</summary>
internal sealed class InAzure : IAsyncDisposable
{
    private readonly CosmosAccount _account;
    private readonly Vault _vault = new();

    private InAzure(CosmosAccount account, Azurite azurite, string evidence, string messages, string erased)
    {
        _account = account;
        Containers = [evidence, messages, erased];
        var options = KeyVaultSecretStore.ClientOptions();
        options.Transport = new HttpClientTransport(new HttpClient(_vault, disposeHandler: false));
        var secrets = new KeyVaultSecretStore(new SecretClient(Vault.Address, new TestIdentity(), options), TimeProvider.System);
        var pictures = azurite.WithIdentity(evidence);
        var bodies = new BlobMessageBodies(azurite.WithIdentity(messages), TimeProvider.System);
        var erasures = new BlobErasureLog(azurite.WithIdentity(erased), TimeProvider.System);
        var database = account.Database;
        var deliveries = new CosmosDeliveryStore(database);
        Stores = new HubStores
        {
            Log = new CosmosEventLog(database, Given.Codecs),
            Deliveries = deliveries,
            Pending = new CosmosPendingProjections(database),
            Archive = new CosmosMessageArchive(database, bodies),
            Contacts = new CosmosContacts(database, deliveries),
            Erasures = erasures,
            Agenda = new CosmosEvidenceAgenda(database),
            Registry = new RegistryWithSecrets(new CosmosRegistry(database), secrets, TimeProvider.System),
            Dwellings = new CosmosDwellings(database),
            Readers = new CosmosReaderKeys(database),
            Reports = new CosmosReports(database),
            Notices = new CosmosNotices(database),
            Audit = new CosmosAuditLog(database),
            Evidence = new BlobEvidenceStore(pictures, TimeProvider.System),
            Movable = () => AzureMoving.Open(database, bodies, pictures, erasures, secrets, Given.Codecs, TimeProvider.System),
        };
    }

    /// <summary>The clock of the service.</summary>
    public FakeClock Clock { get; private init; } = null!;

    /// <summary>The database.</summary>
    public CosmosDatabase Database => _account.Database;

    /// <summary>The Cosmos DB account.</summary>
    public CosmosStandIn.StandIn Service => _account.Service;

    /// <summary>The containers of blobs.</summary>
    public IReadOnlyList<string> Containers { get; }

    public HubStores Stores { get; }

    public MovableHub Movable => Stores.Movable();

    public static async Task<InAzure> StartAsync(Azurite azurite)
    {
        var clock = new FakeClock(Given.Start.AddDays(1));
        var account = new CosmosAccount(clock);
        await account.InitializeAsync();
        return new InAzure(
            account, azurite, await azurite.NewContainerAsync(), await azurite.NewContainerAsync(), await azurite.NewContainerAsync()) { Clock = clock };
    }

    /// <summary>The documents of a container's change feed, from its beginning.</summary>
    public async Task<string> ChangesAsync(string container)
    {
        using var client = Service.NewClient(CosmosConnection.Options(gateway: true));
        using var feed = client.GetContainer(CosmosConnection.DatabaseName, container).GetChangeFeedStreamIterator(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion);
        using var page = await feed.ReadNextAsync();
        using var reader = new StreamReader(page.Content);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _account.DisposeAsync();
        _vault.Dispose();
    }
}
