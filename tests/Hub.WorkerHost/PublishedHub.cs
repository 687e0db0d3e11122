using System.Globalization;
using System.Text.Json;

namespace Hub.WorkerHost;

/// <summary>
/// The hub as <c>tests/publish-worker.sh</c> publishes it, run by the genuine worker, with its queue, change feed and timers: what Azure's services would hand
/// to the Functions host comes from the worker's stores (<c>tests/EmbeddedWorker</c>).
/// </summary>
public sealed class PublishedHub : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly HttpClient _feeds;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IAsyncDisposable> _pumps = [];
    private Task _signals = Task.CompletedTask;

    private PublishedHub(FunctionsHost host)
    {
        Host = host;
        _feeds = new HttpClient { BaseAddress = host.WorkerAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Runs the functions.</summary>
    public FunctionsHost Host { get; }

    /// <summary>Starts it.</summary>
    /// <param name="settings">The app settings; the address is set to where the HTTP functions answer.</param>
    /// <param name="withTriggers">False where a test itself hands over what triggers a function.</param>
    public static async Task<PublishedHub> StartAsync(IReadOnlyDictionary<string, string> settings, bool withTriggers)
    {
        using var patience = new CancellationTokenSource(LongestStart);
        var host = await FunctionsHost.StartAsync(
            Published.Folder, address => new Dictionary<string, string>(settings) { ["Hub:PublicUrl"] = address.ToString() }, patience.Token);
        var hub = new PublishedHub(host);
        if (withTriggers) hub.StartTriggers();
        return hub;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var pump in _pumps) await pump.DisposeAsync();
        await _signals.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Host.DisposeAsync();
        _feeds.Dispose();
        _stop.Dispose();
    }

    private void StartTriggers()
    {
        foreach (var feed in Host.Functions.Values.Where(f => f.TriggerType == "cosmosDBTrigger"))
            _pumps.Add(new ChangeFeedPump(Host, feed.Name, (after, cancel) => ReadChangesAsync(feed.Text("containerName")!, after, cancel)));
        _pumps.Add(new TimerPump(Host));
        var lanes = new QueuePump(Host, Host.Functions.Values.Single(f => f.Text("queueName") == "lanes").Name);
        _pumps.Add(lanes);
        _signals = PassSignalsAsync(lanes);
    }

    private async Task<ChangedDocuments> ReadChangesAsync(string container, long after, CancellationToken cancel)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"feeds/{container}?after={after}"), UriKind.Relative);
        var page = JsonElement.Parse(await _feeds.GetStringAsync(address, cancel));
        return new ChangedDocuments(page.GetProperty("position").GetInt64(), page.GetProperty("changes").GetRawText());
    }

    private async Task PassSignalsAsync(QueuePump lanes)
    {
        while (true)
        {
            var signals = JsonElement.Parse(await _feeds.GetStringAsync(new Uri("feeds/signals", UriKind.Relative), _stop.Token));
            foreach (var signal in signals.EnumerateArray())
                lanes.Send(signal.GetProperty("body").GetString()!, signal.GetProperty("at") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : null);
        }
    }
}
