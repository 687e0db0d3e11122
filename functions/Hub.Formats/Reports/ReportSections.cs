using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Formats.Pages;

namespace Hub.Formats.Reports;

/// <summary>What stands before and behind the tables of a report.</summary>
internal static class ReportSections
{
    /// <summary>The report in a few sentences.</summary>
    public static Html Brief(QuarterReport report) => Html.Of($"""
        <section class="brief" aria-label="In het kort">
        {Html.Join(report.Scorecards.Select(Card))}<p>{Targets(report)}</p>
        <p>{Trends(report)}</p>
        </section>
        """);

    /// <summary>Which contracts, how the figures are shown, and when it was made.</summary>
    public static Html About(QuarterReport report)
    {
        var entry = report.Entry;
        var made = $"{ReportText.Of(entry.MadeAt)}, door Ketenhub {entry.MadeBy}";
        var corrected = entry.Version == 1 ? "" : ": de cijfers zijn na een eerdere versie verbeterd, en die blijft bewaard";
        return Html.Of($"""
            <h2>Over dit rapport</h2>
            <dl>
            {Html.Join(report.Contracts.Select(c => Contract(c, entry.Quarter)))}<dt>Gemaakt</dt><dd>{made}</dd>
            <dt>Versie</dt><dd>{ReportText.Count(entry.Version)}{corrected}</dd>
            </dl>
            <div class="print">
            {Html.Join(Rules().Select(r => Html.Of($"<p>{r}</p>\n")))}</div>
            """);
    }

    /// <summary>What each figure of the report means, in small print.</summary>
    public static Html Definitions(QuarterReport report) => Html.Of($"""
        <h2>Wat de cijfers betekenen</h2>
        <div class="print">
        <p>Lees voor maand: kwartaal.</p>
        {Html.Join(Shown(report).Select(Definition))}</div>
        """);

    private static IEnumerable<string> Rules() =>
    [
        "Dit rapport verandert niet meer. Het is gemaakt toen de cijfers vaststonden: sommige kunnen tot "
            + $"{ReportText.Count(Kpis.Definitions.Max(d => d.SettlesInDays))} dagen na het kwartaal nog veranderen. Is er daarna iets verbeterd, dan komt er "
            + "een nieuwe versie bij.",
        "Normen, gewichten en bedragen komen uit de versie van het contract die gold aan het einde van het kwartaal.",
        "Rust een cijfer op minder dan het minimum van het contract, dan staat er 'te weinig gegevens'. Andere aannemers staan er alleen samen, en alleen "
            + $"als er ten minste {ReportText.Count(KpiJudging.LeastInChain)} zijn.",
        $"Wat alleen over nu gaat ({string.Join(", ", Kpis.Definitions.Where(d => d.IsOfNow).Select(d => d.Name))}) staat niet in dit rapport.",
        "In dit rapport staan geen persoonsgegevens.",
    ];

    private static IEnumerable<KpiDefinition> Shown(QuarterReport report)
    {
        var weighed = report.Scorecards.SelectMany(c => c.Card.Parts).Select(p => p.Value.Key).ToHashSet(StringComparer.Ordinal);
        return Kpis.Definitions.Where(d => weighed.Contains(d.Key) || report.Figures.Any(f => f.Own.Definition == d));
    }

    private static Html Definition(KpiDefinition d)
    {
        var year = d.Months > 1 ? " Het cijfer gaat over het jaar tot en met het einde van het kwartaal." : "";
        var resolution = d.Resolution is { } said ? Html.Of($"<p>Nauwkeurigheid: {said}</p>") : ReportTable.None;
        var absent = d.Measures.Where(m => m.IsOfNow).Select(m => ReportText.LowerFirst(m.Name)).ToList();
        var now = absent.Count == 0 ? ReportTable.None : Html.Of($"<p>Niet in dit rapport, want een stand van nu: {string.Join(", ", absent)}.</p>");
        return Html.Of($"<section><h3>{d.Name}</h3><p>{d.Explanation}</p><p>Berekening: {d.Formula}{year}</p>{resolution}{now}</section>\n");
    }

    private static Html Contract(QuarterContract held, Quarter quarter)
    {
        var contract = held.Contract;
        var version = $"versie {ReportText.Count(contract.Version)} van {ReportText.Of(DutchTime.DayOf(held.PutAt))}";
        var least = $"een cijfer rust op minimaal {ReportText.Count(contract.MinimumCount)}";
        return Html.Of($"<dt>Contract</dt><dd>{contract.Number}, {version}{Term(contract, quarter)}; {least}</dd>\n");
    }

    // The part of the quarter in which it held; nothing where that is all of it.
    private static string Term(Contract contract, Quarter quarter)
    {
        var from = contract.ValidFrom > quarter.FirstDay ? ReportText.Of(contract.ValidFrom) : null;
        var to = contract.ValidTo is { } last && last < quarter.LastDay ? ReportText.Of(last) : null;
        return (from, to) switch
        {
            (null, null) => "",
            (_, null) => $", geldig vanaf {from}",
            (null, _) => $", geldig tot en met {to}",
            _ => $", geldig van {from} tot en met {to}",
        };
    }

    private static Html Card(ContractScorecard card)
    {
        var number = card.Terms.Contract.Number;
        var rest = $"{ScorecardTables.Basis(card.Card)}.{Advice(card.Card.Advice)}";
        return card.Card.Score is null
            ? Html.Of($"<p>Contract {number} heeft dit kwartaal geen score: er zijn te weinig gegevens.</p>\n")
            : Html.Of($"<p><strong>Score {ScorecardTables.Score(card.Card.Score)}</strong> op contract {number}{rest}</p>\n");
    }

    private static string Advice(decimal? advice) => advice switch
    {
        > 0 => $" Advies: een bonus van {ReportText.Euros(advice.Value)}.",
        < 0 => $" Advies: een malus van {ReportText.Euros(-advice.Value)}.",
        0 => " Advies: geen bonus of malus.",
        null => "",
    };

    private static string Targets(QuarterReport report)
    {
        var judged = report.Figures.Where(f => f.Own.Meets is not null).ToList();
        var missed = judged.Where(f => f.Own.Meets is false).Select(f => f.Own.Definition.Name).ToList();
        return (judged.Count, missed.Count) switch
        {
            (0, _) => "Bij geen van de cijfers is te zeggen of een norm is gehaald.",
            (1, 0) => "De ene norm die te beoordelen is, is gehaald.",
            (var all, 0) => $"Alle {ReportText.Count(all)} normen zijn gehaald.",
            (var all, var some) => $"Gehaald: {ReportText.Count(all - some)} van de {ReportText.Count(all)} normen. Niet gehaald: {string.Join(", ", missed)}.",
        };
    }

    private static string Trends(QuarterReport report) => report.Figures.All(f => f.Own.Trend is KpiTrend.Unknown)
        ? "Met het kwartaal ervoor is niet te vergelijken."
        : $"Vergeleken met het kwartaal ervoor: {Count(report, KpiTrend.Better, "beter")}, {Count(report, KpiTrend.Worse, "slechter")}.";

    private static string Count(QuarterReport report, KpiTrend trend, string word)
    {
        var count = report.Figures.Count(f => f.Own.Trend == trend);
        return $"{(count == 0 ? "geen" : ReportText.Count(count))} {(count < 2 ? "cijfer is" : "cijfers zijn")} {word}";
    }
}
