using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Following;

/// <summary>
/// Keeps the figures that deliveries add up to: follows the changes of the store of deliveries, at least once each, and makes all anew where the stored cells
/// are of an older version. The event log has nothing to do with it, for deliveries are no events.
/// </summary>
public sealed partial class DeliveryFigures(IDeliveryFigures figures, HubMetrics metrics, TimeProvider clock, ILogger<DeliveryFigures> logger)
{
    /// <summary>Name of this follower.</summary>
    public const string FollowerName = "delivery-figures";

    /// <summary>Version of the cells: raised where a definition counts otherwise.</summary>
    public const int Version = 1;

    private const int Page = 500;

    /// <summary>Counts what changed. On an exception the feed repeats the batch.</summary>
    public async Task HandleAsync(IReadOnlyList<DeliveryChange> changes, CancellationToken cancel)
    {
        var deliveries = changes.Where(c => c.Key is not null).ToList();
        if (deliveries.Count == 0) return;
        await figures.CountAsync([.. deliveries.Select(c => c.Key!.Value).Distinct()], cancel);
        var lag = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(deliveries.Min(c => c.ChangedAt));
        // A change may have been noted by a clock that was ahead.
        metrics.ReportLag(FollowerName, lag > TimeSpan.Zero ? lag : TimeSpan.Zero);
    }

    /// <summary>Version of the cells and progress of the rebuild, if one is going on.</summary>
    public ValueTask<ProjectionState> GetAsync(CancellationToken cancel) => figures.GetStateAsync(cancel);

    /// <summary>Begins a rebuild, or returns the one that is going on. Durable when it returns; <see cref="ContinueAsync"/> does the work.</summary>
    public async Task<ProjectionState> BeginAsync(CancellationToken cancel) =>
        await figures.BeginRebuildAsync(Version, await figures.CountDeliveriesAsync(cancel), clock.GetUtcNow(), cancel);

    /// <summary>
    /// Begins a rebuild where the stored cells are of an older version, as in a hub that has deliveries from before there were figures of them, and works on
    /// the one that is going on, until it is done or the turn is over.
    /// </summary>
    public Task ContinueAsync(CancellationToken cancel) => ContinueAsync(clock.GetTimestamp(), cancel);

    /// <summary>As <see cref="ContinueAsync(CancellationToken)"/>, in a turn that it shares with other rebuilds.</summary>
    /// <param name="begun">When the turn began, by the clock's timestamp.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task ContinueAsync(long begun, CancellationToken cancel) => await new RebuildTurn(clock, begun).ContinueAsync(
        await figures.GetStateAsync(cancel), Version, () => BeginAsync(cancel), at => DoPageAsync(at, cancel));

    // The rebuild after this page; null where it is done, or where another instance does it.
    private async Task<Rebuild?> DoPageAsync(Rebuild at, CancellationToken cancel)
    {
        var page = await figures.ListDeliveriesAsync(at.Cursor, Page, cancel);
        if (page.Items.Count == 0)
        {
            if (await figures.SwapAsync(at, clock.GetUtcNow(), cancel)) LogDone(at.Version, at.Done);
            return null;
        }
        var next = at with { Done = at.Done + page.Items.Count, Cursor = page.Cursor };
        return await figures.CountRebuiltAsync(at, page.Items, next, cancel) ? next : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The figures of deliveries were rebuilt, version {Version}: {Deliveries} deliveries")]
    private partial void LogDone(int version, long deliveries);
}
