using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Orders;

namespace Hub.Application.Figures;

/// <summary>The orders behind a figure: those that count in it, and how each did.</summary>
public sealed class FindCounted(IFigures figures, IViews views, TimeProvider clock)
{
    /// <summary>The number of a figure whose orders can be listed, by its key: a figure made from orders, or one of its parts that is a share.</summary>
    /// <param name="key">As <c>repairOnTime</c> or <c>repairOnTime.other</c>.</param>
    /// <returns>The definition and the measure; null where there is none.</returns>
    public static (KpiDefinition Definition, KpiMeasure Measure)? Find(string key)
    {
        foreach (var definition in Kpis.OfOrders.Select(k => k.Definition))
        {
            if (definition.Measures.FirstOrDefault(m => m.Key == key && (m == definition.Main || m.Method is KpiMethod.Share)) is { } measure)
                return (definition, measure);
        }
        return null;
    }

    /// <summary>True where orders of a number have an outcome.</summary>
    public static bool HasOutcomes(KpiMeasure measure) => measure.Method is KpiMethod.Share;

    /// <summary>A page, of the last month first. It may be short, or empty, and still have a cursor: see <see cref="IFigures.ListCountedAsync"/>.</summary>
    /// <param name="viewer">Who reads: what counts for a contractor may be of an order that another one has now, which it does not see.</param>
    /// <param name="query">Months and slices; of its definitions the first counts.</param>
    /// <param name="measure">The number.</param>
    /// <param name="outcome">Only those that did so; null for all that count.</param>
    /// <param name="limit">At most so many orders.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>
    /// The page; null while rows of an earlier version of the hub are made anew: until then the store does not know of each in which figures it counts.
    /// </returns>
    public async Task<OrderPage?> ListAsync(
        Viewer viewer, FigureQuery query, KpiMeasure measure, KpiOutcome? outcome, int limit, string? cursor, CancellationToken cancel)
    {
        if (Visibility.Narrow(viewer, new OrderQuery()) is not { } seen || Visibility.Figures(viewer, query.Contractor) is null) return new OrderPage([], null);
        // Of version 0 there is none.
        if ((await figures.GetStateAsync(cancel)).Version is > 0 and < FiguresFollower.Version) return null;
        var definition = query.Definitions[0];
        var now = clock.GetUtcNow();
        var from = definition.FirstMonth(query.From, query.Until) ?? query.From;
        var cells = new CellQuery([measure.Figure], from, query.Until)
        {
            Contractor = seen.ContractorId ?? query.Contractor, Contract = query.Contract, Area = query.Area, Complex = query.Complex, Kind = query.Kind,
            Urgency = query.Urgency,
        };
        var page = await figures.ListCountedAsync(
            new CountedQuery(
                measure.Figure, definition.IsOfNow ? null : from, definition.IsOfNow ? null : query.Until,
                order => (seen.ErpId is null || order.Order.ErpId == seen.ErpId) && Fits(definition, order, cells, outcome, now), limit, cursor)
            {
                ContractorId = seen.ContractorId,
            },
            cancel);
        return new OrderPage(await views.FindAsync([.. page.Items.Select(o => new OrderId(o.Order.OrderId)).Distinct()], cancel), page.Cursor);
    }

    private static bool Fits(KpiDefinition definition, OrderFacts order, CellQuery query, KpiOutcome? outcome, DateTimeOffset now)
    {
        var counted = Kpis.ContributionsOf(order).Where(c => c.Key.Figure == query.Figures.First() && query.IsAbout(c.Key)
            && (c.Key.Month is not { } month || (month >= query.From && month <= query.Until))).ToList();
        if (counted.Count == 0) return false;
        return outcome is not { } asked || definition.OutcomesOf(counted.Aggregate(Cell.None, (sum, c) => sum + c.Cell), now).Contains(asked);
    }
}
