using System.Collections.Frozen;

namespace Hub.Domain.Figures;

/// <summary>All figures. A figure from another kind of fact brings a list of its own, with its definitions beside these.</summary>
public static class Kpis
{
    /// <summary>Figures made from orders.</summary>
    public static readonly IReadOnlyList<Kpi<OrderFacts>> OfOrders =
        [.. PunctualityKpis.All, .. VisitKpis.All, .. QualityKpis.All, .. MoneyKpis.All, .. TurnoverKpis.All, .. OpenWorkKpis.All];

    /// <summary>Figures made from deliveries of messages.</summary>
    public static readonly IReadOnlyList<Kpi<DeliveryFact>> OfDeliveries = DeliveryKpis.All;

    /// <summary>Every definition, in the order in which figures are shown.</summary>
    public static readonly IReadOnlyList<KpiDefinition> Definitions = [.. OfOrders.Select(k => k.Definition), .. OfDeliveries.Select(k => k.Definition)];

    private static readonly FrozenDictionary<string, KpiDefinition> ByKey = Definitions.ToFrozenDictionary(d => d.Key);

    /// <summary>A definition by its key; null where there is none.</summary>
    public static KpiDefinition? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>What an order adds to the cells, each cell once.</summary>
    public static IReadOnlyList<Contribution> ContributionsOf(OrderFacts facts)
    {
        var order = facts.Order;
        return Contributions.Merged(OfOrders.SelectMany(k => k.Count(facts)).Select(c => new Contribution(
            new CellKey(c.Figure, MonthOf(c), c.Party.Contractor, c.Party.Contract, order.Area, order.Complex, order.Kind, order.Urgency), c.Cell)));
    }

    /// <summary>What a delivery adds to the cells, each cell once; the partner is the contractor of the slice.</summary>
    public static IReadOnlyList<Contribution> ContributionsOf(DeliveryFact fact) =>
        Contributions.Merged(OfDeliveries.SelectMany(k => k.Count(fact)).Select(c => new Contribution(
            new CellKey(c.Figure, MonthOf(c), c.Party.Contractor, null, null, null, null, null), c.Cell)));

    private static YearMonth? MonthOf(Counted counted) => counted.At is { } at ? YearMonth.Of(at) : null;
}
