using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Figures;
using Hub.Domain.Partners;

namespace Hub.Application.Reports;

/// <summary>Puts a quarterly report together, from <see cref="ReadFigures"/> alone and as the contractor itself may see it.</summary>
public sealed class ComposeReport(
    ReadFigures figures, QuarterContracts contracts, ReadScorecards scorecards, RegistryCache registry, HubVersion hub, TimeProvider clock)
{
    /// <summary>Quarters in the line of a figure, this one included.</summary>
    public const int QuartersShown = 8;

    private const int MostAreas = 25;

    // What is so now is no figure of a quarter that is over.
    private static readonly List<KpiDefinition> OfQuarters = [.. Kpis.Definitions.Where(d => !d.IsOfNow)];

    // Those that say by themselves whether a contractor did something: a value over a year goes on without it, and messages go to an ERP too.
    private static readonly List<KpiDefinition> OfWork = [.. OfQuarters.Where(d => d is { Months: 1, Source: KpiSource.Orders })];

    // What tells areas apart: how the work went there.
    private static readonly List<KpiDefinition> OfAreas =
        [.. ((string[])["responseOnTime", "repairOnTime", "appointmentsKept", "firstTimeFix", "turnoverOnTime"]).Select(k => Kpis.Find(k)!)];

    /// <summary>The contractors in whose figures of a quarter anything counted, by id.</summary>
    public async Task<IReadOnlyList<string>> ContractorsAsync(Quarter quarter, CancellationToken cancel)
    {
        var read = await figures.ReadAsync(Viewer.Administrator, new FigureQuery(OfWork, quarter.First, quarter.Last, Slices.Contractor), cancel);
        return [.. read.Where(f => f.Values.Any(v => v.N > 0)).Select(f => f.Slice.Contractor).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The report of a contractor.</summary>
    /// <param name="quarter">The quarter; it is over.</param>
    /// <param name="contractorId">Partner id of the contractor.</param>
    /// <param name="version">The version that it will have.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<QuarterReport> ComposeAsync(Quarter quarter, string contractorId, int version, CancellationToken cancel)
    {
        var snapshot = await registry.GetAsync(cancel);
        // One that was removed since had its work all the same.
        var contractor = snapshot.Partner(contractorId) ?? Removed(contractorId);
        var viewer = new Viewer(contractor with { Role = PartnerRole.Contractor });
        var held = await contracts.ReadAsync(quarter, contractorId, null, cancel);
        var history = new List<IReadOnlyList<Figure>>();
        for (var at = quarter.Plus(1 - QuartersShown); at <= quarter; at = at.Plus(1))
            history.Add(await ReadAsync(viewer, OfQuarters, at, Slices.None, cancel));
        var entry = new ReportEntry(quarter, contractorId, version, contractor.Name, Second(clock.GetUtcNow()), hub.Text);
        return new QuarterReport
        {
            Entry = entry,
            Corporation = registry.Corporation.By(snapshot.Erps is [var erp] ? erp : null).Name,
            Contracts = held,
            Scorecards = await scorecards.ReadAsync(viewer, quarter, contractorId, null, cancel),
            // A sum of nothing is zero, and says no more than that nothing counted.
            Figures = [.. history[^1].Where(f => !f.Slice.IsChain).Select(f => FigureOf(f, history)).Where(f => f.Measures.Any(i => f.Own.Values[i].N > 0))],
            Areas = AreasOf(await ReadAsync(viewer, OfAreas, quarter, Slices.Area, cancel)),
        };
    }

    private async Task<IReadOnlyList<Figure>> ReadAsync(
        Viewer viewer, IReadOnlyList<KpiDefinition> definitions, Quarter quarter, Slices by, CancellationToken cancel)
    {
        // Of all contractors: the rest of the chain is shown by the strictest of their contracts.
        var terms = (await contracts.ReadAsync(quarter, null, null, cancel)).Select(c => c.Contract).ToList();
        return await figures.ReadAsync(viewer, new FigureQuery(definitions, quarter.First, quarter.Last, by) { Terms = terms }, cancel);
    }

    private static ReportFigure FigureOf(Figure own, List<IReadOnlyList<Figure>> history)
    {
        return new(own, In(history[^2], isChain: false), In(history[^1], isChain: true), [.. history.Select(q => In(q, isChain: false)?[0].Value)]);

        IReadOnlyList<KpiValue>? In(IReadOnlyList<Figure> quarter, bool isChain) =>
            quarter.FirstOrDefault(f => f.Definition == own.Definition && f.Slice.IsChain == isChain)?.Values;
    }

    private static IReadOnlyList<AreaFigures> AreasOf(IReadOnlyList<Figure> read)
    {
        var areas = read.Where(f => f.Slice is { IsChain: false, Area: not null }).GroupBy(f => f.Slice.Area!)
            .Select(a => new AreaFigures(a.Key, a.ToDictionary(f => f.Definition.Key, f => f.Values[0]))).ToList();
        if (areas.Count < 2) return [];
        return [.. areas.OrderByDescending(a => a.Values.Values.Max(v => v.N)).Take(MostAreas).OrderBy(a => a.Area, StringComparer.Ordinal)];
    }

    private static Partner Removed(string id) => new()
    {
        Id = id, Role = PartnerRole.Contractor, Name = id, Connection = new Connection { Language = Language.Canonical, Transport = Transport.Mailbox },
    };

    private static DateTimeOffset Second(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
