using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Domain.Figures;

namespace Hub.Formats.Reports;

/// <summary>The numbers of a report as rows: the figures with their parts, then the scorecards, then areas.</summary>
internal static class ReportRows
{
    private const string Card = "scorecard";

    public static IEnumerable<ReportRow> Of(QuarterReport report) =>
        report.Figures.SelectMany(f => Figure(report.Entry, f))
            .Concat(report.Scorecards.SelectMany(c => Scorecard(report.Entry, c)))
            .Concat(report.Areas.SelectMany(a => Area(report.Entry, a)));

    private static IEnumerable<ReportRow> Figure(ReportEntry entry, ReportFigure figure)
    {
        var definition = figure.Own.Definition;
        foreach (var i in figure.Measures)
        {
            var (isMain, before, others) = (i == 0, figure.Before?[i], figure.Others?[i]);
            yield return Row(entry, definition, definition.Measures[i], figure.Own.Values[i]) with
            {
                Target = isMain ? figure.Own.Target : null, MeetsTarget = isMain ? figure.Own.Meets : null, Before = before?.Value, BeforeN = before?.N,
                Others = others?.Value, OthersN = others?.N, Trend = isMain && figure.Own.Trend is not KpiTrend.Unknown ? figure.Own.Trend : null,
            };
        }
    }

    private static IEnumerable<ReportRow> Scorecard(ReportEntry entry, ContractScorecard card)
    {
        var number = card.Terms.Contract.Number;
        foreach (var part in card.Card.Parts)
        {
            // A figure that no version of the hub has yet has a target and nothing else.
            if (Kpis.Find(part.Value.Key) is not { } definition) continue;
            var scale = part.Target.Scale!;
            yield return Row(entry, definition, definition.Main, part.Value) with
            {
                ContractNumber = number, Target = part.Target.Target, MeetsTarget = definition.Meets(part.Value, part.Target.Target), Weight = scale.Weight,
                Floor = scale.Floor, Stretch = scale.Stretch, Score = part.Score,
            };
        }
        var whole = new ReportRow
        {
            Quarter = entry.Quarter, ContractorId = entry.ContractorId, ContractorName = entry.ContractorName, ContractNumber = number, Kpi = Card,
            Measure = Card, Name = "Scorecard", Unit = KpiUnit.Number, Value = card.Card.Score, Score = card.Card.Score,
            N = card.Card.Parts.Count(p => p.Score is not null), Missing = MissingOf(card.Card.Score), IsProvisional = card.IsProvisional,
        };
        yield return whole;
        yield return whole with
        {
            Measure = $"{Card}.advice", Name = "Advies bonus of malus", Unit = KpiUnit.Euro, Value = card.Card.Advice, Score = null,
            Missing = MissingOf(card.Card.Advice),
        };
    }

    private static IEnumerable<ReportRow> Area(ReportEntry entry, AreaFigures area) =>
        from definition in Kpis.Definitions
        where area.Values.ContainsKey(definition.Key)
        select Row(entry, definition, definition.Main, area.Values[definition.Key]) with { Area = area.Area };

    private static NoValue MissingOf(decimal? value) => value is null ? NoValue.Nothing : NoValue.HasOne;

    private static ReportRow Row(ReportEntry entry, KpiDefinition definition, KpiMeasure measure, KpiValue value) => new()
    {
        Quarter = entry.Quarter, ContractorId = entry.ContractorId, ContractorName = entry.ContractorName, Kpi = definition.Key, Measure = measure.Key,
        Name = measure.Name, Unit = measure.Unit, Value = value.Value, N = value.N, Missing = value.Missing, IsProvisional = value.IsProvisional,
    };
}
