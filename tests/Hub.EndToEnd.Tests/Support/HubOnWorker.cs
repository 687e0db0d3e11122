using Hub.WorkerHost;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The hub as it is published for Azure, on the genuine Functions worker, which is a process of its own.</summary>
/// <param name="host">Runs its functions.</param>
/// <param name="whole">What ends with it.</param>
internal class HubOnWorker(Func<FunctionsHost> host, IAsyncDisposable whole) : IRunningHub
{
    public Uri Address => host().Address;

    public IReadOnlyCollection<string> LogLines => host().Logs;

    /// <summary>Starts it with the stores of one machine.</summary>
    public static async Task<HubOnWorker> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var hub = await PublishedHub.StartAsync(OnThisMachine(settings), withTriggers: true);
        return new HubOnWorker(() => hub.Host, hub);
    }

    public T Service<T>() where T : notnull => throw new InvalidOperationException(
        $"{typeof(T).Name} is in the worker's process: a test that needs it runs on the local runtime alone, and has the trait {Runtime.Trait}={Runtime.Local}.");

    public async Task RunTimerAsync(string function) =>
        Assert.Equal(new("Success", null), await host().InvokeAsync(function, """{"IsPastDue":false}""", cancel: Patience.Token));

    public ValueTask DisposeAsync() => whole.DisposeAsync();

    /// <summary>In Azure partners' addresses are public; the stand-ins of the tests are on this machine.</summary>
    protected static Dictionary<string, string> OnThisMachine(IReadOnlyDictionary<string, string> settings) =>
        new(settings) { ["Hub:AllowPrivateEndpoints"] = "true" };
}
