using System.Diagnostics;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Following;

/// <summary>
/// Follows the order log, at least once and in order: folds each changed order into its views, writes down what is owed
/// to whom, and rings. Every step can run again without a second effect.
/// </summary>
public sealed partial class Relay(
    IEventLog log, IViews views, IDeliveryStore deliveries, IPendingProjections owedFolds, RegistryCache registry, ISignal bell, TimeProvider clock, HubMetrics metrics,
    ILogger<Relay> logger) : IDisposable
{
    private const int MostInOneSweep = 200;

    // A sweep that strikes out an owed fold must not meet a batch that has just noted it anew.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Passes on a batch of changes. Throws only where nothing could even be noted; the feed then gives the batch again.</summary>
    public Task RelayAsync(IReadOnlyList<StreamChange> changes, CancellationToken cancel) => AloneAsync(() => PassOnBatchAsync(changes, cancel), cancel);

    private async Task PassOnBatchAsync(IReadOnlyList<StreamChange> changes, CancellationToken cancel)
    {
        var news = new Dictionary<StreamId, Reach>();
        // In a container of its own the log shares partitions with receipts, which have no version.
        foreach (var change in changes.Where(c => c.Version > 0))
        {
            var id = change.Stream;
            news[id] = news.TryGetValue(id, out var known)
                ? new Reach(Math.Min(known.From, change.Version), Math.Max(known.To, change.Version))
                : new Reach(change.Version, change.Version);
        }
        // Where an earlier version is still owed, later ones must not overtake it.
        var owed = await owedFolds.FindAsync(news.Keys, cancel);
        foreach (var (id, version) in owed) news[id] = news[id] with { From = Math.Min(news[id].From, version) };

        try
        {
            await PassOnAsync(news, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogBatch(e, news.Count);
            await OneByOneAsync(news, cancel);
            return;
        }
        foreach (var (id, version) in owed) await owedFolds.RemoveAsync(new PendingProjection(id, version), cancel);
    }

    /// <summary>Does the orders that were noted as owed a fold.</summary>
    public Task SweepAsync(CancellationToken cancel) => AloneAsync(() => SweepOwedAsync(cancel), cancel);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task AloneAsync(Func<Task> work, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task SweepOwedAsync(CancellationToken cancel)
    {
        foreach (var fold in await owedFolds.ListAsync(MostInOneSweep, cancel))
        {
            try
            {
                await PassOnAsync(new Dictionary<StreamId, Reach> { [fold.Stream] = new(fold.FromVersion, fold.FromVersion) }, cancel);
                await owedFolds.RemoveAsync(fold, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // It stays noted, for the next sweep and for the health page.
                LogOwed(e, fold.Stream, fold.FromVersion);
            }
        }
    }

    private async Task OneByOneAsync(Dictionary<StreamId, Reach> news, CancellationToken cancel)
    {
        foreach (var (id, reach) in news)
        {
            try
            {
                await PassOnAsync(new Dictionary<StreamId, Reach> { [id] = reach }, cancel);
                await owedFolds.RemoveAsync(new PendingProjection(id, reach.From), cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                LogOwed(e, id, reach.From);
                await owedFolds.AddAsync(new PendingProjection(id, reach.From), cancel);
            }
        }
    }

    private async Task PassOnAsync(Dictionary<StreamId, Reach> news, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var summaries = new List<OrderSummary>(news.Count);
        var owed = new List<Delivery>();
        var causes = new HashSet<string?>();
        var oldest = now;
        foreach (var (id, reach) in news)
        {
            var stream = await log.LoadAsync(id, cancel);
            // A store may show the feed sooner than the stream. Passing over such an event would lose it for good.
            if (stream.Version < reach.To || stream.Fold() is not { } order)
                throw new InvalidOperationException($"The feed names version {reach.To} of order {id}; the log has {stream.Version}.");
            summaries.Add(OrderSummary.Of(order));
            owed.AddRange(Audience.DeliveriesFor(stream, reach.From, now));
            causes.UnionWith(stream.Events.Skip(reach.From - 1).Select(e => e.TraceParent));
            var since = stream.Events[reach.From - 1].RecordedAt;
            if (since < oldest) oldest = since;
        }
        using var spans = Tracing.StartAll("follow relay", ActivityKind.Consumer, causes);
        var viewed = views.PutAsync(summaries, cancel);
        if (owed.Count > 0)
        {
            await deliveries.EnqueueAsync(owed, cancel);
            var snapshot = await registry.GetAsync(cancel);
            foreach (var delivery in owed)
                if (snapshot.Partner(delivery.PartnerId) is { } partner) metrics.Enqueued(partner);
            var lanes = owed.Select(d => d.Lane).Distinct()
                .Where(l => snapshot.Partner(l.PartnerId) is { CanReceive: true, Connection.Transport: not Transport.Mailbox }).ToList();
            // Only now that it stands in the store: a bell without a delivery would be answered with "nothing here".
            if (lanes.Count > 0) await bell.SignalAsync(lanes, null, cancel);
        }
        await viewed;
        metrics.ReportLag("relay", clock.GetUtcNow() - oldest);
    }

    // The first and the last version of an order that a batch names.
    private readonly record struct Reach(int From, int To);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Orders} orders could not be passed on at once; trying one by one")]
    private partial void LogBatch(Exception e, int orders);

    [LoggerMessage(Level = LogLevel.Error, Message = "Order {OrderId} is owed a fold from version {Version}")]
    private partial void LogOwed(Exception e, StreamId orderId, int version);
}
