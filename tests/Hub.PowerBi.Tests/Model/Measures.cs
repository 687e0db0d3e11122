using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>The measures of the model: those of every figure that the hub defines, and what they need.</summary>
internal static class Measures
{
    private static readonly (string Folder, string[] Kpis)[] Folders =
    [
        ("Reparaties", ["responseOnTime", "repairOnTime", "emergencyOnTime", "firstTimeFix"]),
        ("Mutaties", ["turnoverDays", "turnoverOnTime", "preInspectionDays", "turnoverCost"]),
        ("Planning en afspraken", ["appointmentsKept", "movedAppointments", "noAccessShare", "waitingReasons", "refusedShare"]),
        ("Kosten en afkoop", ["lumpSumShare", "costOutsideLumpSum", "requestsPerDwelling", "extraWorkDays"]),
        ("Kwaliteit", ["evidenceComplete", "inspectionsPassed"]),
        ("Openstaand werk", ["openByAge", "temporaryOpen"]),
        ("Koppeling", ["messagesHealthy"]),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Measure> All { get; } = [.. SupportMeasures.All, .. Kpis.Definitions.SelectMany(Of)];

    /// <summary>The table that holds them.</summary>
    public static ModelTable Table { get; } = new(
        "Cijfers", "Figures", "Alle cijfers. Ze staan in mappen, zoals de pagina's van het rapport.",
        [new("Leeg", "[Leeg]", "string", "Empty", "Alleen nodig omdat een tabel een kolom heeft.") { IsHidden = true }],
        new TableSource(IsDax: true, "SELECTCOLUMNS ( { \"\" }, \"Leeg\", [Value] )")) { Measures = All };

    /// <summary>Name of the measure with how many count in a number.</summary>
    public static string CountOf(KpiMeasure measure) => $"{measure.Name} (n)";

    /// <summary>True where a number is not itself how many there are.</summary>
    public static bool HasCount(KpiMeasure measure) =>
        measure.Method is not (KpiMethod.CountNow or KpiMethod.AgedNow or KpiMethod.LateNow or KpiMethod.OlderNow);

    /// <summary>Name of the measure with the target of a figure.</summary>
    public static string TargetOf(KpiDefinition definition) => $"{definition.Main.Name} (norm)";

    /// <summary>Name of the measure with what the other contractors do.</summary>
    public static string ChainOf(KpiDefinition definition) => $"{definition.Main.Name} (keten)";

    /// <summary>Name of the measure that says whether a figure meets its target.</summary>
    public static string VerdictOf(KpiDefinition definition) => $"{definition.Main.Name} (oordeel)";

    /// <summary>Name of the measure that compares with as many months before.</summary>
    public static string TrendOf(KpiDefinition definition) => $"{definition.Main.Name} (trend)";

    /// <summary>How a number of a unit is shown.</summary>
    public static string FormatOf(KpiMeasure measure) => measure switch
    {
        { Unit: KpiUnit.Share } => Formats.Share,
        { Unit: KpiUnit.Euro } => Formats.Euro,
        { Unit: KpiUnit.Number, Method: KpiMethod.CountPerDwelling } => Formats.Hundredths,
        { Unit: KpiUnit.Number } => Formats.Whole,
        _ => Formats.Tenths,
    };

    /// <summary>What a definition says of itself, in Dutch.</summary>
    public static string DescriptionOf(KpiDefinition definition) => $"{definition.Explanation}\n{definition.Formula}\nTelt in: {definition.CountsIn}";

    private static IEnumerable<Measure> Of(KpiDefinition definition)
    {
        var folder = FolderOf(definition);
        foreach (var measure in definition.Measures)
        {
            var counting = Countings.Of(measure.Figure);
            var hasCount = HasCount(measure);
            yield return new Measure(
                measure.Name, MeasureDax.Value(definition, measure, counting, hasCount ? CountOf(measure) : null), FormatOf(measure), folder,
                DescriptionOf(definition), EnglishCaption.Of(measure.Key), definition.FormulaInEnglish);
            if (hasCount)
                yield return new Measure(
                    CountOf(measure), MeasureDax.Count(definition, counting), Formats.Whole, $@"{folder}\Aantallen",
                    $"Op hoeveel het cijfer '{measure.Name}' rust.", $"{EnglishCaption.Of(measure.Key)} (n)", "How many count in the figure.");
        }
        yield return new Measure(
            TargetOf(definition), SupportMeasures.Target(definition), FormatOf(definition.Main), $@"{folder}\Normen",
            $"De norm voor '{definition.Main.Name}' uit de contracten die nu gelden; leeg als ze niets of niet hetzelfde vragen.",
            $"{EnglishCaption.Of(definition.Key)} (target)", "What the contracts in force ask; blank where they ask nothing, or not the same.");
        yield return new Measure(
            ChainOf(definition), SupportMeasures.Chain(definition), FormatOf(definition.Main), $@"{folder}\Keten",
            $"'{definition.Main.Name}' van alle andere aannemers samen, minstens drie; alleen voor één aannemer, en een mediaan alleen voor één maand.",
            $"{EnglishCaption.Of(definition.Key)} (chain)", "The figure of all other contractors together, at least three, for one contractor.");
        if (definition.Direction is KpiDirection.Neutral) yield break;
        yield return new Measure(
            VerdictOf(definition), SupportMeasures.Verdict(definition), Formats.Verdict, $@"{folder}\Normen",
            $"Of '{definition.Main.Name}' de norm haalt; leeg zonder norm of cijfer.",
            $"{EnglishCaption.Of(definition.Key)} (verdict)", "Whether the figure meets its target; blank without either.");
        if (definition.IsOfNow) yield break;
        yield return new Measure(
            TrendOf(definition), SupportMeasures.Trend(definition), Formats.Trend, $@"{folder}\Trends",
            $"Of '{definition.Main.Name}' beter of slechter is dan in evenveel maanden ervoor.",
            $"{EnglishCaption.Of(definition.Key)} (trend)", "How the figure compares with that of as many months before.");
    }

    /// <summary>The display folder of a figure.</summary>
    public static string FolderOf(KpiDefinition definition) => Folders.First(f => f.Kpis.Contains(definition.Key)).Folder;
}
