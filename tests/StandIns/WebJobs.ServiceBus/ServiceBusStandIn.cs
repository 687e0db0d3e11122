using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.ServiceBus;
using Microsoft.Azure.WebJobs.Hosting;

[assembly: WebJobsStartup(typeof(ServiceBusStandIn), "ServiceBus")]

namespace Microsoft.Azure.WebJobs.Extensions.ServiceBus;

/// <summary>What the generator of extensions.json looks for. Never loaded: no Functions host runs where this package is used.</summary>
public sealed class ServiceBusStandIn : IWebJobsStartup
{
    /// <inheritdoc/>
    public void Configure(IWebJobsBuilder builder) =>
        throw new System.NotSupportedException("This is a stand-in of Microsoft.Azure.WebJobs.Extensions.ServiceBus, for tests only.");
}
