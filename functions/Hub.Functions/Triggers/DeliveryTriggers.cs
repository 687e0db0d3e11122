using Hub.Application.Deliveries;
using Hub.Application.Following;

namespace Hub.Functions.Triggers;

/// <summary>What follows the changes of deliveries. A batch that fails is repeated without end: the feed never moves past it.</summary>
public sealed class DeliveryTriggers(DeliveryFigures figures)
{
    /// <summary>Keeps the figures of deliveries up to date.</summary>
    [Function("FollowDeliveryFigures")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task FollowDeliveryFigures(
        [CosmosDBTrigger("ketenhub", "deliveries", Connection = "Cosmos", LeaseContainerName = "leases",
            LeaseContainerPrefix = DeliveryFigures.FollowerName, StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<DeliveryChange> changes,
        CancellationToken cancel) => figures.HandleAsync(changes, cancel);
}
