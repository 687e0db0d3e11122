using Azure.Messaging.ServiceBus;
using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Application.Diagnostics;
using Hub.Application.DueTimes;
using Hub.Azure;
using Hub.Azure.Cosmos;
using Hub.AzureStandIn;
using Hub.CosmosStandIn;
using Hub.ServiceBusStandIn;
using Microsoft.Azure.Cosmos;

namespace Hub.WorkerHost.Azure;

/// <summary>
/// The hub as it is deployed to Azure, on the genuine worker, with the genuine clients of Cosmos DB, Blob Storage, Key Vault and Service Bus over what stands in
/// for these services; and its queue, change feeds and timers, as the Functions host runs them. Its instances share the services and know nothing of each other.
/// </summary>
public sealed class HubInAzure : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly string[] BlobContainers = ["evidence", "messages", "keys", "erasures"];

    private const string ManageKey = "Hub:ManageKey";
    private const string ManageKeySecret = "hub-manage-key";

    private readonly string? _manageKey;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly CosmosClient _cosmosClient;
    private readonly ServiceBusClient _serviceBusClient;
    private readonly Dictionary<string, CosmosFeed> _feeds = [];
    private readonly List<HubInstance> _instances = [];
    private readonly List<Task> _ending = [];
    private AzureEnvironment? _environment;
    private bool _withTimers = true;

    private HubInAzure(IReadOnlyDictionary<string, string> settings)
    {
        // In Azure the manage key is a secret of the vault, and the setting is its name.
        _manageKey = settings.GetValueOrDefault(ManageKey);
        _settings = settings.Where(s => s.Key != ManageKey)
            .Concat(_manageKey is null ? [] : [KeyValuePair.Create($"{ManageKey}Secret", ManageKeySecret)]).ToDictionary();
        _cosmosClient = Cosmos.NewClient(CosmosConnection.Options(gateway: true));
        foreach (var queue in (string[])["lanes", "inbound", "outbound"])
            ServiceBus.AddQueue(queue, new QueueOptions { LockDuration = TimeSpan.FromMinutes(5) });
        _serviceBusClient = new ServiceBusClient(ServiceBus.ConnectionString);
    }

    /// <summary>The Cosmos DB account.</summary>
    public StandIn Cosmos { get; } = new(TimeProvider.System);

    /// <summary>The Service Bus namespace.</summary>
    public StandInNamespace ServiceBus { get; } = new(TimeProvider.System);

    /// <summary>All else.</summary>
    public AzureEnvironment Environment => _environment!;

    /// <summary>The instances that run; the first has the change feeds.</summary>
    public IReadOnlyList<HubInstance> Instances => _instances;

    /// <summary>Starts it, with one instance.</summary>
    /// <param name="settings">Settings beside those of the services; the address is set to where the HTTP functions answer.</param>
    /// <param name="withTimers">False where the caller starts the timers later: <see cref="HubInstance.StartTimers"/>.</param>
    public static async Task<HubInAzure> StartAsync(IReadOnlyDictionary<string, string> settings, bool withTimers = true)
    {
        var hub = await StartServicesAsync(settings);
        hub._withTimers = withTimers;
        try
        {
            await hub.AddInstanceAsync();
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts its services, without an instance: a function app that is stopped.</summary>
    /// <param name="settings">As of <see cref="StartAsync"/>.</param>
    public static async Task<HubInAzure> StartServicesAsync(IReadOnlyDictionary<string, string> settings)
    {
        var hub = new HubInAzure(settings);
        try
        {
            await hub.StartServicesAsync();
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts an instance more.</summary>
    public async Task<HubInstance> AddInstanceAsync()
    {
        using var patience = new CancellationTokenSource(LongestStart);
        var host = await FunctionsHost.StartAsync(
            Published.AzureFolder,
            SettingsAt,
            patience.Token);
        var instance = new HubInstance(host);
        _instances.Add(instance);
        await instance.StartQueuesAsync(_serviceBusClient);
        if (_withTimers) instance.StartTimers();
        foreach (var function in host.Functions.Values.Where(f => f.TriggerType == "cosmosDBTrigger")) _feeds.TryAdd(function.Name, FeedOf(function));
        if (_instances[0] == instance) instance.StartFeeds(_feeds);
        return instance;
    }

    /// <summary>Ends an instance without a word; another takes its change feeds over, from the last batch that succeeded.</summary>
    public async Task KillAsync(HubInstance instance)
    {
        await instance.Host.KillAsync();
        var hadFeeds = _instances[0] == instance;
        _instances.Remove(instance);
        await instance.StopFeedsAsync();
        // Whoever asks the others does not wait until the host of the dead one is gone too.
        _ending.Add(instance.DisposeAsync().AsTask());
        if (hadFeeds && _instances.Count > 0) _instances[0].StartFeeds(_feeds);
    }

    /// <summary>Asks an instance to end, as the host does before it is taken away, and waits for it.</summary>
    public async Task StopAsync(HubInstance instance)
    {
        _instances.Remove(instance);
        await instance.DisposeAsync();
    }

    /// <summary>Stops the function app.</summary>
    /// <param name="ago">So long ago, as far as its own notes tell.</param>
    public async Task StopAsync(TimeSpan ago)
    {
        foreach (var instance in _instances.ToList()) await KillAsync(instance);
        using var metrics = new HubMetrics(TimeProvider.System);
        var latest = new LatestDueTimes(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        await new CosmosDueTimes(new CosmosDatabase(_cosmosClient, TimeProvider.System, metrics))
            .ReviewAsync(TimeProvider.System.GetUtcNow() - ago, TimeSpan.Zero, latest, CancellationToken.None);
    }

    /// <summary>Hands no message of a queue to the instances that run now.</summary>
    public async Task StopQueuesAsync()
    {
        foreach (var instance in _instances) await instance.StopQueuesAsync();
    }

    /// <summary>Hands no changes to any instance.</summary>
    public async Task StopFeedsAsync()
    {
        foreach (var instance in _instances) await instance.StopFeedsAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_ending);
        foreach (var instance in _instances) await instance.DisposeAsync();
        await _serviceBusClient.DisposeAsync();
        if (_environment is not null) await _environment.DisposeAsync();
        ServiceBus.Dispose();
        _cosmosClient.Dispose();
        Cosmos.Dispose();
    }

    private async Task StartServicesAsync()
    {
        using (var metrics = new HubMetrics(TimeProvider.System))
            await new CosmosDatabase(_cosmosClient, TimeProvider.System, metrics).CreateAsync(CancellationToken.None);
        _environment = await AzureEnvironment.StartAsync(Cosmos);
        if (_manageKey is not null) Environment.Vault.Keep(ManageKeySecret, _manageKey);
        var azurite = Environment.Azurite;
        using var handler = azurite.Handler();
        foreach (var container in BlobContainers) await Container(container, handler).CreateAsync();
    }

    /// <summary>A container of the storage account, with the account's key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="handler">A handler of <see cref="Azurite"/>, which stays the caller's.</param>
    public BlobContainerClient Container(string name, HttpMessageHandler handler)
    {
        var options = BlobEvidenceStore.ClientOptions();
        options.Transport = new global::Azure.Core.Pipeline.HttpClientTransport(new HttpClient(handler, disposeHandler: false));
        var azurite = Environment.Azurite;
        return new BlobContainerClient(new Uri($"{azurite.Address}/{name}"), new StorageSharedKeyCredential(azurite.Account, azurite.Key), options);
    }

    // A test's own go before those of the services, but for the address; one that is empty is left out.
    private Dictionary<string, string> SettingsAt(Uri address)
    {
        var all = new Dictionary<string, string>(Environment.Settings) { ["ServiceBus"] = ServiceBus.ConnectionString };
        foreach (var (name, value) in _settings)
        {
            if (value.Length == 0) all.Remove(name);
            else all[name] = value;
        }
        all["Hub:PublicUrl"] = address.ToString();
        return all;
    }

    private CosmosFeed FeedOf(LoadedFunction function) => new(
        _cosmosClient.GetContainer(function.Text("databaseName"), function.Text("containerName")),
        function.Trigger.GetProperty("maxItemsPerInvocation").GetInt32());
}
