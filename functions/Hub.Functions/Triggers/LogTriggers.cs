using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Figures;

namespace Hub.Functions.Triggers;

/// <summary>
/// The followers of the event log: a function each, with a checkpoint of its own under its lease prefix. A batch that fails is repeated
/// without end: the feed never moves past it.
/// </summary>
public sealed class LogTriggers(
    FollowLog<ViewsFollower> views, FollowLog<FiguresFollower> figures, FollowLog<DeliveriesFollower> deliveries,
    RebuildProjection<OrderSummary> rebuildViews, RebuildProjection<OrderFacts> rebuildFigures, DeliveryFigures deliveryFigures, TimeProvider clock)
{
    /// <summary>Keeps the read models up to date.</summary>
    [Function("FollowViews")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task FollowViews(
        [CosmosDBTrigger("ketenhub", "streams", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = ViewsFollower.FollowerName,
            StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<StreamChange> changes,
        CancellationToken cancel) => views.HandleAsync(changes, cancel);

    /// <summary>Keeps facts of orders and figures up to date.</summary>
    [Function("FollowFigures")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task FollowFigures(
        [CosmosDBTrigger("ketenhub", "streams", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = FiguresFollower.FollowerName,
            StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<StreamChange> changes,
        CancellationToken cancel) => figures.HandleAsync(changes, cancel);

    /// <summary>Enqueues deliveries.</summary>
    [Function("FollowDeliveries")]
    [FixedDelayRetry(-1, "00:00:05")]
    public Task FollowDeliveries(
        [CosmosDBTrigger("ketenhub", "streams", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = DeliveriesFollower.FollowerName,
            StartFromBeginning = true, MaxItemsPerInvocation = 200)]
        IReadOnlyList<StreamChange> changes,
        CancellationToken cancel) => deliveries.HandleAsync(changes, cancel);

    /// <summary>
    /// Each half minute: works on rebuilds of the lists and the figures that an administrator began, that a stop interrupted, or that a newer version of the
    /// hub needs. One after the other, for each reads the whole log, or all deliveries; and all in one turn, which ends before the platform's limit for a
    /// function.
    /// </summary>
    [Function("RebuildProjections")]
    public async Task RebuildProjections([TimerTrigger("*/30 * * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        await rebuildViews.ContinueAsync(begun, cancel);
        await rebuildFigures.ContinueAsync(begun, cancel);
        await deliveryFigures.ContinueAsync(begun, cancel);
    }
}
