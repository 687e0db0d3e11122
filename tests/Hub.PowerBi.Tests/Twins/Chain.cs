using System.Reflection;
using System.Text;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Formats.Feeds;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.PowerBi.Tests.Twins;

/// <summary>A year of orders and deliveries, as the hub's feeds have them, and as the hub's own reading of figures has them.</summary>
internal sealed class Chain
{
    /// <summary>When the figures are read, and the model is refreshed.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 10, 7, 30, 40, TimeSpan.Zero);

    /// <summary>The same on a Dutch clock, in whole minutes, as the model has it.</summary>
    public static readonly DateTime Moment = FeedRow.InTheNetherlands(new DateTime(2026, 6, 10, 7, 30, 0));

    private static readonly (string Number, string Json)[] Contracts =
    [
        ("C-ALFA", """
            {"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}], "dwellings": 1250, "minimumCount": 8,
             "targets": {"repairOnTime": 0.6, "turnoverDays": 300, "openByAge": 20}}
            """),
        ("C-ALFA-2", """{"contractor": "alfa", "validFrom": "2026-06-10", "validTo": "2026-06-10", "work": [{"kind": "Turnover"}], "dwellings": 300}"""),
        ("C-ALFA-OLD", """{"contractor": "alfa", "validFrom": "2020-01-01", "validTo": "2026-06-09", "work": [{"kind": "Inspection"}], "minimumCount": 90}"""),
        ("C-BETA", """
            {"contractor": "beta", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "rank": 2}],
             "targets": {"repairOnTime": {"target": 0.2, "weight": 1, "floor": 0.1, "stretch": 0.9}}}
            """),
        ("C-DELTA", """
            {"contractor": "delta", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "rank": 3}], "dwellings": 80, "targets": {"repairOnTime": 0.6}}
            """),
    ];

    private readonly IReadOnlyList<OrderFacts> _orders;
    private readonly IReadOnlyList<DeliveryFact> _deliveries;
    private readonly ReadFigures _read;
    private readonly RegistryContent _registry;

    private Chain(IReadOnlyList<OrderFacts> orders, IReadOnlyList<DeliveryFact> deliveries)
    {
        (_orders, _deliveries) = (orders, deliveries);
        var clock = new FakeClock(Now);
        _registry = new RegistryContent(
            [Given.Erp, Given.PartnerAlfa, Given.PartnerBeta, Given.Contractor("gamma", "Gamma"), Given.Contractor("delta", "Delta")], [],
            [.. Contracts.Select(c => new ContractRecord(c.Number, 1, c.Json, Given.Start))]);
        _read = new ReadFigures(
            Summing<IFigures>(nameof(IFigures.SumAsync), [.. orders.SelectMany(Kpis.ContributionsOf)]),
            Summing<IDeliveryFigures>(nameof(IDeliveryFigures.SumAsync), [.. deliveries.SelectMany(Kpis.ContributionsOf)]),
            new RegistryCache(
                OnlyMethod.Of<IRegistry>(nameof(IRegistry.LoadAsync), _ => new ValueTask<RegistryContent>(_registry)),
                new Corporation("Woonstichting De Linde", null), clock),
            clock);
    }

    /// <summary>A chain of so many orders; the same each time.</summary>
    public static Chain Of(int orders) => new AnyFacts(orders).Build((o, d) => new Chain(o, d));

    /// <summary>The hub's own figures, as the whole corporation reads them.</summary>
    public Task<IReadOnlyList<Figure>> FiguresAsync(FigureQuery query) => _read.ReadAsync(Viewer.Corporation, query, CancellationToken.None);

    /// <summary>The rows of every feed of facts and terms, by the feed's name: written by the hub's own writer of CSV, and read back.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FeedRow>>> FeedsAsync() => new Dictionary<string, IReadOnlyList<FeedRow>>
    {
        ["facts"] = await RowsAsync(Feeds.Facts, _orders.SelectMany(o => OrderFeed.Facts(Viewer.Corporation, o))),
        ["appointments"] = await RowsAsync(Feeds.Appointments, _orders.SelectMany(o => OrderFeed.Appointments(Viewer.Corporation, o))),
        ["steps"] = await RowsAsync(Feeds.Steps, _orders.SelectMany(o => OrderFeed.Steps(Viewer.Corporation, o))),
        ["contracts"] = await RowsAsync(Feeds.Contracts, Contracts.Select(c => ContractRow.Of(Read(c), $"Naam van {c.Number}"))),
        ["targets"] = await RowsAsync(Feeds.Targets, Contracts.SelectMany(c => TargetRow.Of(Read(c)))),
        ["deliveries"] = await RowsAsync(Feeds.Deliveries, _deliveries),
    };

    /// <summary>The rows of the feed of figures.</summary>
    public static Task<IReadOnlyList<FeedRow>> RowsAsync(IEnumerable<Figure> figures) => RowsAsync(Feeds.Kpis, figures.SelectMany(KpiRows.Of));

    private Contract Read((string Number, string Json) contract) =>
        _registry.Contracts.Where(c => c.Number == contract.Number).Select(ContractDocument.Parse).Single();

    private static async Task<IReadOnlyList<FeedRow>> RowsAsync<TRow>(Feed<TRow> feed, IEnumerable<TRow> rows)
    {
        using var stream = new MemoryStream();
        await using (var writer = new CsvFeed().Writer(feed))
        {
            await writer.BeginAsync(stream);
            await writer.WriteAsync(rows);
            await writer.EndAsync(null);
        }
        return FeedRow.Of(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static TPort Summing<TPort>(string method, List<Contribution> cells) where TPort : class =>
        OnlyMethod.Of<TPort>(method, arguments => new ValueTask<IReadOnlyList<Contribution>>(Sum(cells, (CellQuery)arguments[0]!)));

    private static IReadOnlyList<Contribution> Sum(List<Contribution> cells, CellQuery query) => Contributions.Merged(cells
        .Where(c => query.Figures.Contains(c.Key.Figure) && query.IsAbout(c.Key)
            && (c.Key.Month is not { } month || (month >= query.From && month <= query.Until)))
        .Select(c => new Contribution(query.KeyOf(c.Key), c.Cell)));
}

/// <summary>Stands in for a port of which one method is asked.</summary>
public class OnlyMethod : DispatchProxy
{
    private string _method = "";
    private Func<object?[], object?> _answer = _ => null;

    /// <summary>The port, with this method alone.</summary>
    public static TPort Of<TPort>(string method, Func<object?[], object?> answer) where TPort : class
    {
        var port = Create<TPort, OnlyMethod>();
        ((OnlyMethod)(object)port)._method = method;
        ((OnlyMethod)(object)port)._answer = answer;
        return port;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == _method ? _answer(args ?? []) : throw new NotSupportedException($"{targetMethod?.Name} is not asked here.");
}
