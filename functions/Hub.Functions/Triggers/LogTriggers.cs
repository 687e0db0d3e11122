using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.LocalRuntime;

namespace Hub.Functions.Triggers;

/// <summary>Follows the order log.</summary>
public sealed class LogTriggers(Relay relay)
{
    /// <summary>Passes on what changed. A batch that fails is given again, for ever: the feed never moves past it.</summary>
    [Function("RelayOrders")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task RelayOrders(
        [CosmosDBTrigger("ketenhub", "orders", Connection = "Cosmos", LeaseContainerName = "leases", StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<StreamChange> changes,
        CancellationToken cancel) => relay.RelayAsync(changes, cancel);
}
