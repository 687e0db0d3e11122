using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Pages;
using static Hub.Formats.Reports.ReportTable;

namespace Hub.Formats.Reports;

/// <summary>The tables of figures in a report.</summary>
internal static class FigureTables
{
    private const string Legend = "n is het aantal orders, afspraken, bezoeken of berichten waar het cijfer op rust.";
    private const string Absent = "-";

    private static readonly string[] Columns = ["Cijfer", "Dit kwartaal", "n", "Norm", "Kwartaal ervoor", "Andere aannemers", "Verloop"];

    /// <summary>Every figure in which anything counted, and the names of those in which nothing did.</summary>
    public static Html Of(QuarterReport report)
    {
        var nothing = Kpis.Definitions.Where(d => !d.IsOfNow && report.Figures.All(f => f.Own.Definition != d)).Select(d => d.Name).ToList();
        var line = $"De lijn toont de laatste {ReportText.Count(ComposeReport.QuartersShown)} kwartalen; de streepjeslijn is de norm.";
        return Html.Of($"""
            <h2>Alle cijfers</h2>
            <p class="print">{Legend} {line}</p>
            {ReportTable.Of("Alle cijfers", "Cijfers van het kwartaal", Columns, report.Figures.SelectMany(f => Rows(f, report.Entry.Quarter)))}
            {(nothing.Count == 0 ? None : Html.Of($"<p class=\"print\">Geen gegevens in dit kwartaal: {string.Join(", ", nothing)}.</p>"))}
            """);
    }

    /// <summary>Some of the figures by area; nothing where there are no two areas.</summary>
    public static Html Areas(QuarterReport report)
    {
        if (report.Areas.Count == 0) return None;
        var shown = Kpis.Definitions.Where(d => report.Areas.Any(a => a.Values.ContainsKey(d.Key))).ToList();
        var rows = report.Areas.Select(a => Row(Text(a.Area), [.. shown.Select(d => Beside(d.Main, a.Values.GetValueOrDefault(d.Key)))]));
        return Html.Of($"""
            <h2>Per gebied</h2>
            <p class="print">Orders van woningen zonder gebied tellen hier niet mee.</p>
            {ReportTable.Of("Per gebied", "Enkele cijfers per gebied", shown.Select(d => d.Name).Prepend("Gebied"), rows)}
            """);
    }

    /// <summary>Whether a target is met, in words and not in colour alone; nothing where that cannot be said.</summary>
    public static Html Met(bool? meets) => meets switch
    {
        true => new Html("<small class=\"good\">gehaald</small>"),
        false => new Html("<small class=\"bad\">niet gehaald</small>"),
        null => None,
    };

    private static IEnumerable<Html> Rows(ReportFigure figure, Quarter quarter)
    {
        var (definition, own) = (figure.Own.Definition, figure.Own);
        foreach (var i in figure.Measures)
        {
            var (measure, value) = (definition.Measures[i], own.Values[i]);
            // A part in which nothing counted says nothing.
            if (i > 0 && value.N == 0) continue;
            var name = Html.Join([Text(ReportText.Name(definition, measure)), .. Notes(definition, value).Select(Small)]);
            var (shown, n) = (Text(ReportText.Of(measure.Unit, value)), Text(ReportText.Count(value.N)));
            var (before, others) = (Beside(measure, figure.Before?[i]), Beside(measure, figure.Others?[i]));
            yield return i == 0
                ? Row(name, shown, n, Target(own), before, others, Trend(figure, quarter))
                : Part(name, shown, n, None, before, others, None);
        }
    }

    private static IEnumerable<string> Notes(KpiDefinition definition, KpiValue value)
    {
        if (definition.Months > 1) yield return "over een jaar";
        if (value.IsProvisional) yield return "voorlopig";
    }

    private static Html Target(Figure own) =>
        own.Target is { } target ? Html.Join([Text(ReportText.Of(own.Definition.Main.Unit, target)), Met(own.Meets)]) : Text(Absent);

    private static Html Beside(KpiMeasure measure, KpiValue? value) => value is null or { N: 0 }
        ? Text(Absent)
        : Html.Join([Text(ReportText.Of(measure.Unit, value)), Small($"n = {ReportText.Count(value.N)}")]);

    private static Html Trend(ReportFigure figure, Quarter quarter)
    {
        var words = figure.Own.Trend switch
        {
            KpiTrend.Better => new Html("<small class=\"good\">beter</small>"),
            KpiTrend.Worse => new Html("<small class=\"bad\">slechter</small>"),
            KpiTrend.Same => Small("gelijk"),
            _ => None,
        };
        return Html.Join([TrendLine.Of(figure.History, quarter, figure.Own.Definition.Main.Unit, figure.Own.Target), words]);
    }
}
