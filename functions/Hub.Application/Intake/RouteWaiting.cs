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
    private const int MostInOneSweep = 2_000;

    private static readonly OrderQuery[] Waiting =
    [
        new() { Status = OrderStatus.Registered, UnroutedOnly = true, Limit = PageSize },
        new() { Status = OrderStatus.AwaitingApproval, Limit = PageSize },
    ];

    /// <summary>Looks at every order that waits. An order that somebody changes at the same moment is left to the next sweep.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        foreach (var waiting in Waiting)
        {
            var query = waiting;
            var looked = 0;
            do
            {
                looked += PageSize;
                var page = await views.ListAsync(query, cancel);
                foreach (var row in page.Items.Where(r => r.ContractorId is null)) await TryAsync(row.OrderId, cancel);
                query = query with { Cursor = page.Cursor };
            }
            while (query.Cursor is not null && looked < MostInOneSweep);
        }
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
        if (await context.RecordAwardsAsync(events, cancel)) await log.AppendAsync(id, stream.Version, events, null, cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Order {OrderId} cannot be routed")]
    private partial void LogFailed(Exception e, OrderId orderId);
}
