using Hub.Core.Dwellings;
using Hub.Core.Insights;
using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Core.Intake;

/// <summary>Looks again for a contractor for orders that have none: a partner, contract or dwelling may have come since.</summary>
public sealed class RouteWaiting(IViews views, IOrderLog log, IDwellings dwellings, RegistryCache registry, TimeProvider clock)
{
    private const int PageSize = 100;
    private const int MostInOneSweep = 2_000;

    /// <summary>Looks at every order that waits. An order that somebody changes at the same moment is left to the next sweep.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var router = (await registry.GetAsync(cancel)).Router;
        var query = new OrderQuery { Status = OrderStatus.Registered, UnroutedOnly = true, Limit = PageSize };
        var looked = 0;
        do
        {
            looked += PageSize;
            var page = await views.ListAsync(query, cancel);
            foreach (var row in page.Items) await RouteAsync(row.OrderId, router, cancel);
            query = query with { Cursor = page.Cursor };
        }
        while (query.Cursor is not null && looked < MostInOneSweep);
    }

    private async Task RouteAsync(OrderId id, Contracts.Router router, CancellationToken cancel)
    {
        var stream = await log.LoadAsync(id, cancel);
        if (stream.Fold() is not { } order) return;
        var now = clock.GetUtcNow();
        var found = new Dictionary<string, Dwelling>();
        if (order.Content.DwellingId is { } dwellingId && await dwellings.FindAsync(dwellingId, cancel) is { } dwelling) found[dwellingId] = dwelling;
        var events = OrderDecisions.Reroute(order, new Saying(Sayer.TheHub, now, now), new Surroundings(found, router));
        if (events.Count > 0) await log.AppendAsync(id, stream.Version, events, null, cancel);
    }
}
