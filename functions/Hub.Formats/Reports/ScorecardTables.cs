using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Pages;
using static Hub.Formats.Reports.ReportTable;

namespace Hub.Formats.Reports;

/// <summary>The scorecards of a report, a table for each contract that weighs figures.</summary>
internal static class ScorecardTables
{
    private const string Legend = "De score loopt van 0 (ondergrens) tot 1 (bovengrens). Een cijfer zonder waarde telt niet mee.";
    private const string OnlyAdvice = "per kwartaal en zonder btw. Het is een advies: er wordt niets vanzelf betaald of ingehouden.";

    private static readonly string[] Columns = ["Cijfer", "Dit kwartaal", "n", "Norm", "Ondergrens", "Bovengrens", "Gewicht", "Score"];

    // Figures that a contract may weigh and that the hub does not measure.
    private static readonly Dictionary<string, string> Unmeasured = new(StringComparer.Ordinal)
    {
        ["satisfaction"] = "Rapportcijfer", ["complaints"] = "Klachten", ["daysToPaid"] = "Doorlooptijd tot betaling", ["sroi"] = "Social return",
    };

    /// <summary>All of them; nothing where no contract weighs figures.</summary>
    public static Html Of(QuarterReport report) => report.Scorecards.Count == 0
        ? None
        : Html.Of($"""
            <h2>Scorecard</h2>
            <p class="print">{Legend}</p>
            {Html.Join(report.Scorecards.Select(One))}
            """);

    /// <summary>A score, or that there is none.</summary>
    public static string Score(decimal? score) =>
        score is { } value ? ReportText.Number(decimal.Round(value, 2, MidpointRounding.AwayFromZero)) : "geen score";

    /// <summary>On how much of the contract's weights a score rests, where not on all; nothing where there is no score.</summary>
    public static string Basis(Scorecard card)
    {
        var (all, scored) = (card.Parts.Sum(Weight), card.Parts.Where(p => p.Score is not null).Sum(Weight));
        return card.Score is null || scored == all ? "" : $", rust op {ReportText.Number(scored)} van de {ReportText.Number(all)} gewichten";

        static decimal Weight(ScorecardPart part) => part.Target.Scale!.Weight;
    }

    private static Html One(ContractScorecard card)
    {
        var (contract, advice) = (card.Terms.Contract, card.Card.Advice);
        var whole = Foot($"Score, gewogen gemiddelde{Basis(card.Card)}{(card.IsProvisional ? " (voorlopig)" : "")}", Columns.Length, Score(card.Card.Score));
        Html[] foot = contract.Incentives.Count == 0
            ? [whole]
            : [whole, Foot(AdviceName(advice), Columns.Length, advice is { } amount ? ReportText.Euros(amount) : "geen")];
        var steps = string.Join("; ", contract.Incentives.Select(i => $"vanaf {ReportText.Number(i.From)}: {ReportText.Euros(i.Amount)}"));
        return Html.Join(
        [
            ReportTable.Of(
                $"Scorecard van contract {contract.Number}", $"Contract {contract.Number}, versie {ReportText.Count(contract.Version)}", Columns,
                card.Card.Parts.Select(Part), foot),
            steps.Length == 0 ? None : Html.Of($"<p class=\"print\">Bedragen uit het contract, bij een score {steps}, {OnlyAdvice}</p>\n"),
        ]);
    }

    private static string AdviceName(decimal? advice) => advice switch
    {
        > 0 => "Advies: bonus",
        < 0 => "Advies: malus",
        0 => "Advies: geen bonus of malus",
        null => "Advies",
    };

    private static Html Part(ScorecardPart part)
    {
        var (target, scale, definition) = (part.Target, part.Target.Scale!, Kpis.Find(part.Value.Key));
        var unit = definition?.Main.Unit ?? KpiUnit.Number;
        return Row(
            Text(definition?.Name ?? Unmeasured.GetValueOrDefault(part.Value.Key, part.Value.Key)),
            Text(definition is null ? "nog niet gemeten" : ReportText.Of(unit, part.Value)),
            Text(ReportText.Count(part.Value.N)),
            Html.Join([Text(ReportText.Of(unit, target.Target)), FigureTables.Met(definition?.Meets(part.Value, target.Target))]),
            Text(ReportText.Of(unit, scale.Floor)), Text(ReportText.Of(unit, scale.Stretch)), Text(ReportText.Number(scale.Weight)),
            Text(part.Score is null ? "-" : Score(part.Score)));
    }
}
