using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The hub as it is deployed to Azure, over what stands in for Azure's services.</summary>
/// <param name="services">Its services and its instances; the first answers.</param>
internal sealed class HubOnAzure(HubInAzure services) : HubOnWorker(() => services.Instances[0].Host, services)
{
    /// <summary>Its services and its instances.</summary>
    public HubInAzure Services => services;

    /// <summary>Starts it with one instance.</summary>
    public static new async Task<HubOnAzure> StartAsync(IReadOnlyDictionary<string, string> settings) =>
        new(await HubInAzure.StartAsync(OnThisMachine(settings)));
}
