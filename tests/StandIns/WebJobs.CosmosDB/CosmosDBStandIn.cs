using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.CosmosDB;
using Microsoft.Azure.WebJobs.Hosting;

[assembly: WebJobsStartup(typeof(CosmosDBStandIn), "CosmosDB")]

namespace Microsoft.Azure.WebJobs.Extensions.CosmosDB;

/// <summary>What the generator of extensions.json looks for. Never loaded: no Functions host runs where this package is used.</summary>
public sealed class CosmosDBStandIn : IWebJobsStartup
{
    /// <inheritdoc/>
    public void Configure(IWebJobsBuilder builder) =>
        throw new System.NotSupportedException("This is a stand-in of Microsoft.Azure.WebJobs.Extensions.CosmosDB, for tests only.");
}
