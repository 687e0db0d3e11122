using Hub.WorkerHost;
using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The hub as it is deployed to Azure, over what stands in for Azure's services.</summary>
internal sealed class HubOnAzure : IRunningHub
{
    private HubOnAzure(HubInAzure services) => Services = services;

    /// <summary>Its services and its instances.</summary>
    public HubInAzure Services { get; }

    private FunctionsHost Host => Services.Instances[0].Host;

    public Uri Address => Host.Address;

    public IReadOnlyCollection<string> LogLines => Host.Logs;

    public static async Task<HubOnAzure> StartAsync(IReadOnlyDictionary<string, string> settings) =>
        // In Azure partners' addresses are public; the stand-ins of the tests are on this machine.
        new(await HubInAzure.StartAsync(new Dictionary<string, string>(settings) { ["Hub:AllowPrivateEndpoints"] = "true" }));

    public T Service<T>() where T : notnull => throw new InvalidOperationException(
        $"{typeof(T).Name} is in the worker's process: a test that needs it runs on the local runtime alone, and has the trait {Runtime.Trait}={Runtime.Local}.");

    public async Task RunTimerAsync(string function) =>
        Assert.Equal(new("Success", null), await Host.InvokeAsync(function, """{"IsPastDue":false}""", cancel: Patience.Token));

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
