using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;

namespace Hub.Formats.Tests.Reports;

/// <summary>A report with every figure: as many rows, and texts as long, as a contractor ever gets.</summary>
internal static class SampleReport
{
    public static readonly Quarter Quarter = new(2026, 3);

    private static readonly DateTimeOffset MadeAt = new(2026, 10, 30, 23, 0, 12, TimeSpan.Zero);

    private static readonly string[] OfAreas = ["responseOnTime", "repairOnTime", "firstTimeFix", "appointmentsKept", "turnoverOnTime"];

    private static readonly decimal?[] Swing = [null, 0.9m, 0.94m, null, 0.97m, 0.92m, 1.03m, 1m];

    /// <summary>A report.</summary>
    /// <param name="name">The contractor's name.</param>
    /// <param name="areas">How many areas it works in.</param>
    public static QuarterReport Of(string name = "Constructif Onderhoud B.V.", int areas = 12)
    {
        var contract = new Contract
        {
            Number = "RO-2026-1", Version = 3, Contractor = "constructif", ValidFrom = new DateOnly(2026, 8, 15), ValidTo = new DateOnly(2026, 9, 20),
            Targets = new Dictionary<string, KpiTarget>
            {
                ["repairOnTime"] = new(0.95m, new ScoreScale(3, 0.85m, 0.97m)), ["turnoverDays"] = new(14, new ScoreScale(1, 20, 10)),
                ["satisfaction"] = new(7.5m, new ScoreScale(2, 6, 8)),
            },
            Incentives = [new(0, -2_500), new(0.5m, 0), new(0.8m, 11_850.5m)],
        };
        var values = Figures.ToDictionary(f => f.Own.Definition.Key, f => f.Own.Values[0]);
        values["turnoverDays"] = new KpiValue("turnoverDays", null, 3, false, NoValue.TooFew);
        var terms = new QuarterContract(contract, new DateTimeOffset(2026, 5, 11, 8, 30, 0, TimeSpan.Zero));
        return new QuarterReport
        {
            Entry = new ReportEntry(Quarter, "constructif", 2, name, MadeAt, "1.4.0+6b1c0de"),
            Corporation = "Woonstichting De Proef",
            Contracts = [terms],
            Scorecards = [new ContractScorecard(Quarter, terms, Scorecard.Of(contract.Targets, contract.Incentives, values), false)],
            Figures = Figures,
            Areas = [.. Enumerable.Range(1, areas).Select(i => new AreaFigures(
                i == 1 ? "Buitengebied Noordoost en omliggende kernen" : $"Wijk {i}",
                OfAreas.Where((_, k) => (k + i) % 7 > 0).ToDictionary(k => k, k => i % 5 == 0
                    ? new KpiValue(k, null, 3, false, NoValue.TooFew)
                    : new KpiValue(k, 0.9m + (0.007m * i), 12 * i, false, NoValue.HasOne))))],
        };
    }

    /// <summary>Every figure of quarters, with the numbers of its worked example.</summary>
    public static IReadOnlyList<ReportFigure> Figures { get; } = [.. Kpis.Definitions.Where(d => !d.IsOfNow).Index().Select(d => FigureOf(d.Item, d.Index))];

    private static ReportFigure FigureOf(KpiDefinition definition, int index)
    {
        var values = definition.Measures.Select(m => KpiValue.Read(definition, m, definition.Example.Cell, definition.Example.Reading)).ToList();
        if (index == 5) values[0] = values[0] with { Value = null, N = 4, Missing = NoValue.TooFew };
        if (index == 6) values[0] = values[0] with { IsProvisional = true };
        decimal? target = index % 3 == 0 && definition.Direction is not KpiDirection.Neutral ? values[0].Value * (index % 2 == 0 ? 1.04m : 0.97m) : null;
        var own = new Figure(
            definition, new FigureSlice(null, "constructif", null, null, null, null, null), values, target,
            target is { } asked ? definition.Meets(values[0], asked) : null, (KpiTrend)(index % 4));
        var history = Swing.Select(s => s * values[0].Value).ToList();
        return new(own, index % 4 == 3 ? null : [.. values.Select(v => v with { Value = v.Value * Swing[^2] })], index % 2 == 0 ? values : null, history);
    }
}
