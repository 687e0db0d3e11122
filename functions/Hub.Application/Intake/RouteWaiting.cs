using System.Diagnostics;
using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Intake;

/// <summary>
/// Looks again at orders that no contractor has: a partner, contract or dwelling may have come or changed since. So are those
/// that wait for an approval: under another contract it may be another role's, or nobody's.
/// </summary>
public sealed partial class RouteWaiting(IViews views, IEventLog log, DecisionContextLoader context, TimeProvider clock, ILogger<RouteWaiting> logger)
{
    private const int PageSize = 100;
    private const int MaxInOneSweep = 2_000;

    // Where the next sweep goes on. In this process: another instance has its own, and looks at the same orders in its own turn.
    private string? _cursor;

    /// <summary>
    /// Looks at orders that wait, those that have waited longest first, and goes on where the sweep before ended: however many wait, each has its turn. An
    /// order that somebody changes at the same moment is left to the next sweep.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var looked = 0;
        do
        {
            _cursor = await DoPageAsync(_cursor, cancel);
            looked += PageSize;
        }
        while (_cursor is not null && looked < MaxInOneSweep);
    }

    /// <summary>Looks at every order that waits: the registry changed, and any of them may find its contractor now.</summary>
    public async Task SweepAllAsync(CancellationToken cancel)
    {
        for (var cursor = await DoPageAsync(null, cancel); cursor is not null;) cursor = await DoPageAsync(cursor, cancel);
    }

    private async Task<string?> DoPageAsync(string? cursor, CancellationToken cancel)
    {
        var page = await views.ListWaitingAsync(cursor, PageSize, cancel);
        foreach (var row in page.Items) await TryAsync(row.OrderId, cancel);
        return page.Cursor;
    }

    // One order that cannot be judged must not keep the others from their contractor; it is looked at again in the next sweep.
    private async Task TryAsync(OrderId id, CancellationToken cancel)
    {
        try
        {
            await RouteAsync(id, cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreException))
        {
            LogFailed(e, id);
        }
    }

    private async Task RouteAsync(OrderId id, CancellationToken cancel)
    {
        var stream = await log.LoadAsync(id, cancel);
        if (stream.Fold() is not { } order) return;
        var now = clock.GetUtcNow();
        var events = OrderDecisions.Reroute(order, new Statement(Actor.TheHub, now, now), await context.LoadAsync(order, [], now, cancel));
        if (events.Count == 0) return;
        // The award belongs to the trace of the message that placed the order, however much later it comes.
        var traceParent = stream.Events[0].TraceParent;
        using var span = Tracing.Start("route order", ActivityKind.Internal, traceParent);
        events = [.. events.Select(e => e with { TraceParent = span?.Id ?? traceParent })];
        if (!await context.RecordAwardsAsync(events, cancel) || await log.AppendAsync(id, stream.Version, events, null, cancel) is not AppendOutcome.Appended) return;
        foreach (var warning in Order.Fold([.. stream.Events, .. events])!.Warnings) LogWarning(id, warning.Code);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId} goes on with a warning: {Warning}")]
    private partial void LogWarning(OrderId orderId, string warning);

    [LoggerMessage(Level = LogLevel.Error, Message = "Order {OrderId} cannot be routed")]
    private partial void LogFailed(Exception e, OrderId orderId);
}
