using Hub.Application.Following;
using Hub.Application.Streams;

namespace Hub.Functions.Triggers;

/// <summary>
/// The followers of the event log: a function each, with a checkpoint of its own under its lease prefix. A batch that fails is repeated
/// without end: the feed never moves past it.
/// </summary>
public sealed class LogTriggers(FollowLog<ViewsFollower> views, FollowLog<DeliveriesFollower> deliveries, RebuildViews rebuild)
{
    /// <summary>Keeps the read models up to date.</summary>
    [Function("FollowViews")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task FollowViews(
        [CosmosDBTrigger("ketenhub", "streams", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = ViewsFollower.FollowerName,
            StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<StreamChange> changes,
        CancellationToken cancel) => views.HandleAsync(changes, cancel);

    /// <summary>Enqueues deliveries.</summary>
    [Function("FollowDeliveries")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task FollowDeliveries(
        [CosmosDBTrigger("ketenhub", "streams", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = DeliveriesFollower.FollowerName,
            StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<StreamChange> changes,
        CancellationToken cancel) => deliveries.HandleAsync(changes, cancel);

    /// <summary>
    /// Each half minute: works on a rebuild of the read models that an administrator began, that a stop interrupted, or that a newer
    /// version of the hub needs.
    /// </summary>
    [Function("RebuildViews")]
    public Task RebuildViews([TimerTrigger("*/30 * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) =>
        rebuild.ContinueAsync(cancel);
}
