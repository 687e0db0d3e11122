using System.Text.Json;
using Hub.Application.Figures;
using Hub.Azure.Cosmos;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos.Support;

/// <summary>Orders that are put, and what facts and cells must be when all is done: worked out from the newest rows alone.</summary>
internal sealed class FiguresStory(CosmosDatabase database)
{
    private static readonly DateTimeOffset Placed = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] All = [.. Kpis.OfOrders.SelectMany(k => k.Definition.Measures).Select(m => m.Figure).Distinct()];

    private readonly Dictionary<Guid, OrderFacts> _newest = [];

    /// <summary>A figure store of its own, as each instance has.</summary>
    public CosmosFigures Figures { get; } = new(database, TimeProvider.System);

    /// <summary>A repair of a dwelling that was complete the day after it was placed.</summary>
    public static OrderFacts Done(int number, int version = 2, string contractor = "alfa", int dwelling = 0)
    {
        var order = Open(number, version, contractor, dwelling, 0).Order;
        return new(
            order with { CompletedAt = Placed.AddDays(1), FirstCompletedAt = Placed.AddDays(1), Status = OrderStatus.TechnicallyComplete, Visits = 1 },
            [], [], []);
    }

    /// <summary>A repair of a dwelling that is open.</summary>
    public static OrderFacts Open(int number, int version = 1, string contractor = "alfa", int dwelling = 0, int day = 20) => new(
        new OrderFact
        {
            OrderId = Given.Order(number).Value, ErpId = "erp", Number = $"{number}", Kind = OrderKind.Repair, Urgency = "spoed", ContractorId = contractor,
            Area = "Noord", Complex = $"C-{number % 3}", DwellingId = $"VHE-{dwelling}", Elements = "GEVEL", Status = OrderStatus.Awarded, Version = version,
            PlacedAt = Placed.AddDays(day), ChangedAt = Placed.AddDays(day + 2).AddHours(version),
        },
        [], [], []);

    /// <summary>Puts rows, which count from now on: also where it fails.</summary>
    public Task PutAsync(params OrderFacts[] rows) => PutAsync(Figures, rows);

    /// <summary>As <see cref="PutAsync(OrderFacts[])"/>, by another instance.</summary>
    public Task PutAsync(IFigures figures, params OrderFacts[] rows)
    {
        lock (_newest)
        {
            foreach (var row in rows)
                if (!(_newest.GetValueOrDefault(row.Order.OrderId)?.Order.Version >= row.Order.Version)) _newest[row.Order.OrderId] = row;
        }
        return figures.PutAsync(rows, CancellationToken.None);
    }

    /// <summary>Facts and cells are as they must be, at every level, and nothing is owed any more.</summary>
    public async Task CheckAsync()
    {
        var outcomes = _newest.Values.Select(f => RepairOfDwelling.Of(f.Order)!).GroupBy(r => r.DwellingId)
            .SelectMany(d => RepeatRepairs.Of([.. d])).ToDictionary();
        List<OrderFacts> facts = [.. _newest.Values.Select(f => f.With(outcomes[f.Order.OrderId])).OrderBy(f => f.Order.PlacedAt).ThenBy(f => f.Order.OrderId)];
        var stored = (await Figures.ListAsync(new FactQuery(10_000), CancellationToken.None)).Items;
        Assert.Equal(facts.Select(Json), stored.OrderBy(f => f.Order.PlacedAt).ThenBy(f => f.Order.OrderId).Select(Json));

        foreach (var by in (Slices[])[Slices.Month | Slices.Contractor, Slices.Area, Slices.Complex | Slices.Month | Slices.Contractor | Slices.Kind])
        {
            var query = new CellQuery(All, new YearMonth(2026, 1), new YearMonth(2026, 12), by);
            var expected = Contributions.Merged(facts.SelectMany(Kpis.ContributionsOf).Select(c => c with { Key = query.KeyOf(c.Key) }));
            Assert.Equal(Text(expected), Text(await Figures.SumAsync(query, CancellationToken.None)));
        }

        var documents = new CosmosFacts(database.Container(CosmosContainers.Facts), 0);
        foreach (var fact in facts)
        {
            var document = (await documents.FindAsync(fact.Order.OrderId.ToString(), CancellationToken.None))!;
            Assert.Empty(document.OwedGroups);
            Assert.Empty(document.OwedDwellings);
        }
    }

    private static string Json(OrderFacts facts) => JsonSerializer.Serialize(facts, FigureJson.Default.OrderFacts);

    private static IReadOnlyList<string> Text(IEnumerable<Contribution> cells) =>
        [.. cells.Select(c => $"{c.Key} {JsonSerializer.Serialize(c.Cell, FigureJson.Default.Cell)}").Order(StringComparer.Ordinal)];
}
