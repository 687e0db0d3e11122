using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Signature of the genuine attribute; the worker's Sdk reads its properties into functions.metadata by their names.</summary>
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
public sealed class CosmosDBTriggerAttribute(string databaseName, string containerName) : TriggerBindingAttribute
{
    public string ContainerName { get; private set; } = containerName;

    public string DatabaseName { get; private set; } = databaseName;

    public string? Connection { get; set; }

    public string? LeaseContainerName { get; set; }

    public string? LeaseDatabaseName { get; set; }

    public string? LeaseConnection { get; set; }

    public bool CreateLeaseContainerIfNotExists { get; set; }

    public int LeasesContainerThroughput { get; set; }

    public string? LeaseContainerPrefix { get; set; }

    public int FeedPollDelay { get; set; }

    public int LeaseRenewInterval { get; set; }

    public int LeaseAcquireInterval { get; set; }

    public int LeaseExpirationInterval { get; set; }

    public int MaxItemsPerInvocation { get; set; }

    public bool StartFromBeginning { get; set; }

    public string? StartFromTime { get; set; }

    public string? PreferredLocations { get; set; }
}
