using Azure.Messaging.ServiceBus;
using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Application.Diagnostics;
using Hub.Azure;
using Hub.Azure.Cosmos;
using Hub.AzureStandIn;
using Hub.CosmosStandIn;
using Hub.ServiceBusStandIn;
using Microsoft.Azure.Cosmos;

namespace Hub.WorkerHost.Azure;

/// <summary>
/// The hub as it is deployed to Azure, on the genuine worker, with the genuine clients of Cosmos DB, Blob Storage, Key Vault and Service Bus over what stands in
/// for these services; and its queue, change feeds and timers, as the Functions host runs them.
/// </summary>
public sealed class HubInAzure : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly string[] BlobContainers = ["evidence", "messages"];

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly CosmosClient _cosmosClient;

    private HubInAzure()
    {
        _cosmosClient = Cosmos.NewClient(CosmosConnection.Options(gateway: true));
        ServiceBus.AddQueue("lanes", new QueueOptions { LockDuration = TimeSpan.FromMinutes(5) });
    }

    /// <summary>The Cosmos DB account.</summary>
    public StandIn Cosmos { get; } = new(TimeProvider.System);

    /// <summary>The Service Bus namespace.</summary>
    public StandInNamespace ServiceBus { get; } = new(TimeProvider.System);

    /// <summary>All else.</summary>
    public AzureEnvironment Environment { get; private set; } = null!;

    /// <summary>Runs the functions.</summary>
    public FunctionsHost Host { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings beside those of the services; the address is set to where the HTTP functions answer.</param>
    public static async Task<HubInAzure> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var hub = new HubInAzure();
        try
        {
            await hub.StartServicesAsync();
            await hub.StartHubAsync(settings);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _parts.Reverse();
        foreach (var part in _parts) await part.DisposeAsync();
        ServiceBus.Dispose();
        _cosmosClient.Dispose();
        Cosmos.Dispose();
    }

    private async Task StartServicesAsync()
    {
        using (var metrics = new HubMetrics(TimeProvider.System))
            await new CosmosDatabase(_cosmosClient, TimeProvider.System, metrics).CreateAsync(CancellationToken.None);
        Environment = await AzureEnvironment.StartAsync(Cosmos);
        _parts.Add(Environment);
        var azurite = Environment.Azurite;
        using var handler = azurite.Handler();
        var options = BlobEvidenceStore.ClientOptions();
        options.Transport = new global::Azure.Core.Pipeline.HttpClientTransport(new HttpClient(handler, disposeHandler: false));
        var account = new BlobServiceClient(azurite.Address, new StorageSharedKeyCredential(azurite.Account, azurite.Key), options);
        foreach (var container in BlobContainers) await account.CreateBlobContainerAsync(container);
    }

    private async Task StartHubAsync(IReadOnlyDictionary<string, string> settings)
    {
        using var patience = new CancellationTokenSource(LongestStart);
        Host = await FunctionsHost.StartAsync(
            Published.AzureFolder,
            address => new Dictionary<string, string>(settings.Concat(Environment.Settings))
            {
                ["Hub:PublicUrl"] = address.ToString(), ["ServiceBus"] = ServiceBus.ConnectionString,
            },
            patience.Token);
        _parts.Add(Host);
        var client = new ServiceBusClient(ServiceBus.ConnectionString);
        _parts.Add(client);
        foreach (var function in Host.Functions.Values)
        {
            if (function.TriggerType == "serviceBusTrigger") _parts.Add(await ServiceBusPump.StartAsync(Host, function, client));
            if (function.TriggerType == "cosmosDBTrigger") _parts.Add(FeedOf(function));
        }
        _parts.Add(new TimerPump(Host));
    }

    private ChangeFeedPump FeedOf(LoadedFunction function)
    {
        var container = _cosmosClient.GetContainer(function.Text("databaseName"), function.Text("containerName"));
        var max = function.Trigger.GetProperty("maxItemsPerInvocation").GetInt32();
        return new ChangeFeedPump(Host, function.Name, new CosmosFeed(container, max).ReadAsync);
    }
}
