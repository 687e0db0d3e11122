using Azure.Messaging.ServiceBus;

namespace Hub.WorkerHost.Azure;

/// <summary>One instance of the hub: a worker, and what hands triggers to it.</summary>
public sealed class HubInstance : IAsyncDisposable
{
    private readonly List<ServiceBusPump> _queues = [];
    private readonly List<ChangeFeedPump> _feeds = [];
    private TimerPump? _timers;

    internal HubInstance(FunctionsHost host) => Host = host;

    /// <summary>Runs the functions.</summary>
    public FunctionsHost Host { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopFeedsAsync();
        await StopQueuesAsync();
        if (_timers is not null) await _timers.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>Runs the timers by their schedules.</summary>
    public void StartTimers() => _timers ??= new TimerPump(Host);

    internal async Task StartQueuesAsync(ServiceBusClient client)
    {
        foreach (var function in Host.Functions.Values.Where(f => f.TriggerType == "serviceBusTrigger"))
            _queues.Add(await ServiceBusPump.StartAsync(Host, function, client));
    }

    internal async Task StopQueuesAsync()
    {
        foreach (var queue in _queues) await queue.DisposeAsync();
        _queues.Clear();
    }

    /// <summary>Takes the change feeds over, from where they stand.</summary>
    internal void StartFeeds(IReadOnlyDictionary<string, CosmosFeed> feeds)
    {
        foreach (var (function, feed) in feeds) _feeds.Add(new ChangeFeedPump(Host, function, feed.ReadAsync));
    }

    internal async Task StopFeedsAsync()
    {
        foreach (var feed in _feeds) await feed.DisposeAsync();
        _feeds.Clear();
    }
}
