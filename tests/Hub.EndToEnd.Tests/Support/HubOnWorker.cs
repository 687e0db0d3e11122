using Hub.WorkerHost;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The hub as it is published for Azure, on the genuine Functions worker, which is a process of its own.</summary>
internal sealed class HubOnWorker : IRunningHub
{
    private readonly PublishedHub _hub;

    private HubOnWorker(PublishedHub hub) => _hub = hub;

    public Uri Address => _hub.Host.Address;

    public IReadOnlyCollection<string> LogLines => _hub.Host.Logs;

    public static async Task<HubOnWorker> StartAsync(IReadOnlyDictionary<string, string> settings) =>
        // In Azure partners' addresses are public; the stand-ins of the tests are on this machine.
        new(await PublishedHub.StartAsync(new Dictionary<string, string>(settings) { ["Hub:AllowPrivateEndpoints"] = "true" }, withTriggers: true));

    public T Service<T>() where T : notnull => throw new InvalidOperationException(
        $"{typeof(T).Name} is in the worker's process: a test that needs it runs on the local runtime alone, and has the trait {Runtime.Trait}={Runtime.Local}.");

    public async Task RunTimerAsync(string function) =>
        Assert.Equal(new("Success", null), await _hub.Host.InvokeAsync(function, """{"IsPastDue":false}""", cancel: Patience.Token));

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
