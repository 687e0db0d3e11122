using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Pages;

namespace Hub.Formats.Reports;

/// <summary>The scorecards of a report, a table for each contract that weighs figures.</summary>
internal static class ScorecardTables
{
    public static Html Of(QuarterReport report) => report.Scorecards.Count == 0
        ? new Html("")
        : Html.Of($"""
            <h2>Scorecard</h2>
            <p class="print">De score loopt van 0 (ondergrens) tot 1 (bovengrens). Een cijfer zonder waarde telt niet mee.</p>
            {Html.Join(report.Scorecards.Select(One))}
            """);

    private static Html One(ContractScorecard card)
    {
        var contract = card.Terms.Contract;
        var steps = string.Join("; ", contract.Incentives.Select(i => $"vanaf {ReportText.Number(i.From)}: {ReportText.Euros(i.Amount)}"));
        return Html.Of($"""
            <div class="wide" role="region" aria-label="Scorecard van contract {contract.Number}" tabindex="0"><table>
            <caption>Contract {contract.Number}, versie {ReportText.Count(contract.Version)}</caption>
            <thead><tr><th scope="col">Cijfer</th><th scope="col">Dit kwartaal</th><th scope="col">n</th><th scope="col">Norm</th><th scope="col">Ondergrens</th><th scope="col">Bovengrens</th><th scope="col">Gewicht</th><th scope="col">Score</th></tr></thead>
            <tbody>
            {Html.Join(card.Card.Parts.Select(Part))}
            </tbody>
            <tfoot>
            <tr><th scope="row" colspan="7">Score, gewogen gemiddelde{(card.IsProvisional ? " (voorlopig)" : "")}</th><td>{Score(card.Card.Score)}</td></tr>
            {(contract.Incentives.Count == 0 ? new Html("") : Html.Of($"<tr><th scope=\"row\" colspan=\"7\">{AdviceName(card.Card.Advice)}</th><td>{Advice(card.Card.Advice)}</td></tr>"))}
            </tfoot>
            </table></div>
            {(steps.Length == 0 ? new Html("") : Html.Of($"<p class=\"print\">Bedragen uit het contract, bij een score {steps}, per kwartaal en zonder btw. Het is een advies: er wordt niets vanzelf betaald of ingehouden.</p>"))}

            """);
    }

    /// <summary>What an advice is called.</summary>
    public static string AdviceName(decimal? advice) => advice switch { > 0 => "Advies: bonus", < 0 => "Advies: malus", 0 => "Advies: geen bonus of malus", null => "Advies" };

    /// <summary>A score, or that there is none.</summary>
    public static string Score(decimal? score) => score is { } value ? ReportText.Number(decimal.Round(value, 2, MidpointRounding.AwayFromZero)) : "geen score";

    private static string Advice(decimal? advice) => advice is { } amount ? ReportText.Euros(amount) : "geen";

    private static Html Part(ScorecardPart part)
    {
        var (target, scale, definition) = (part.Target, part.Target.Scale!, Kpis.Find(part.Value.Key));
        var unit = definition?.Main.Unit ?? KpiUnit.Number;
        return Html.Of($"""
            <tr><th scope="row">{definition?.Name ?? part.Value.Key}</th><td>{(definition is null ? "nog niet gemeten" : ReportText.Of(unit, part.Value))}</td><td>{ReportText.Count(part.Value.N)}</td><td>{ReportText.Of(unit, target.Target)}{FigureTables.Met(definition?.Meets(part.Value, target.Target))}</td><td>{ReportText.Of(unit, scale.Floor)}</td><td>{ReportText.Of(unit, scale.Stretch)}</td><td>{ReportText.Number(scale.Weight)}</td><td>{(part.Score is null ? "-" : Score(part.Score))}</td></tr>

            """);
    }
}
