using Hub.Core.Insights;
using Hub.Core.Orders;

namespace Hub.Core.Intake;

/// <summary>Looks again for a contractor for orders that have none: a partner, contract or dwelling may have come since.</summary>
public sealed class RouteWaiting(IViews views, IOrderLog log, LookAround look, TimeProvider clock)
{
    private const int PageSize = 100;
    private const int MostInOneSweep = 2_000;

    /// <summary>Looks at every order that waits. An order that somebody changes at the same moment is left to the next sweep.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var query = new OrderQuery { Status = OrderStatus.Registered, UnroutedOnly = true, Limit = PageSize };
        var looked = 0;
        do
        {
            looked += PageSize;
            var page = await views.ListAsync(query, cancel);
            foreach (var row in page.Items) await RouteAsync(row.OrderId, cancel);
            query = query with { Cursor = page.Cursor };
        }
        while (query.Cursor is not null && looked < MostInOneSweep);
    }

    private async Task RouteAsync(OrderId id, CancellationToken cancel)
    {
        var stream = await log.LoadAsync(id, cancel);
        if (stream.Fold() is not { } order) return;
        var now = clock.GetUtcNow();
        var events = OrderDecisions.Reroute(order, new Saying(Sayer.TheHub, now, now), await look.ForAsync(order, [], now, cancel));
        if (events.Count > 0) await log.AppendAsync(id, stream.Version, events, null, cancel);
    }
}
