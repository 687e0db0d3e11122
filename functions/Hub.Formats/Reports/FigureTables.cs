using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Formats.Pages;

namespace Hub.Formats.Reports;

/// <summary>The tables of figures in a report.</summary>
internal static class FigureTables
{
    /// <summary>Every figure in which anything counted, and the names of those in which nothing did.</summary>
    public static Html Of(QuarterReport report)
    {
        var nothing = Kpis.Definitions.Where(d => !d.IsOfNow && report.Figures.All(f => f.Own.Definition != d)).Select(d => d.Name).ToList();
        return Html.Of($"""
            <h2>Alle cijfers</h2>
            <p class="print">n is het aantal orders, afspraken, bezoeken of berichten waar het cijfer op rust. De lijn toont de laatste {ReportText.Count(ComposeReport.QuartersShown)} kwartalen; de streepjeslijn is de norm.</p>
            <div class="wide" role="region" aria-label="Alle cijfers" tabindex="0"><table>
            <caption>Cijfers van het kwartaal</caption>
            <thead><tr><th scope="col">Cijfer</th><th scope="col">Dit kwartaal</th><th scope="col">n</th><th scope="col">Norm</th><th scope="col">Kwartaal ervoor</th><th scope="col">Andere aannemers</th><th scope="col">Verloop</th></tr></thead>
            <tbody>
            {Html.Join(report.Figures.SelectMany(f => Rows(f, report.Entry.Quarter)))}
            </tbody>
            </table></div>
            {(nothing.Count == 0 ? new Html("") : Html.Of($"<p class=\"print\">Geen gegevens in dit kwartaal: {string.Join(", ", nothing)}.</p>"))}
            """);
    }

    /// <summary>Some of the figures by area; nothing where there are no two areas.</summary>
    public static Html Areas(QuarterReport report)
    {
        if (report.Areas.Count == 0) return new Html("");
        var shown = Kpis.Definitions.Where(d => report.Areas.Any(a => a.Values.ContainsKey(d.Key))).ToList();
        return Html.Of($"""
            <h2>Per gebied</h2>
            <p class="print">Orders van woningen zonder gebied tellen hier niet mee.</p>
            <div class="wide" role="region" aria-label="Per gebied" tabindex="0"><table>
            <caption>Enkele cijfers per gebied</caption>
            <thead><tr><th scope="col">Gebied</th>{Html.Join(shown.Select(d => Html.Of($"<th scope=\"col\">{d.Name}</th>")))}</tr></thead>
            <tbody>
            {Html.Join(report.Areas.Select(a => Html.Of($"<tr><th scope=\"row\">{a.Area}</th>{Html.Join(shown.Select(d => Cell(d, a.Values.GetValueOrDefault(d.Key))))}</tr>\n")))}
            </tbody>
            </table></div>
            """);
    }

    /// <summary>Whether a target is met, in words and not in colour alone; nothing where that cannot be said.</summary>
    public static Html Met(bool? meets) => meets switch
    {
        true => new Html("<small class=\"good\">gehaald</small>"),
        false => new Html("<small class=\"bad\">niet gehaald</small>"),
        null => new Html(""),
    };

    private static Html Cell(KpiDefinition definition, KpiValue? value) => value is null
        ? new Html("<td>-</td>")
        : Html.Of($"<td>{ReportText.Of(definition.Main.Unit, value)}<small>n = {ReportText.Count(value.N)}</small></td>");

    private static IEnumerable<Html> Rows(ReportFigure figure, Quarter quarter)
    {
        var (definition, own) = (figure.Own.Definition, figure.Own);
        foreach (var i in figure.Measures)
        {
            var (measure, value) = (definition.Measures[i], own.Values[i]);
            // A part in which nothing counted says nothing.
            if (i > 0 && value is { N: 0, Value: null }) continue;
            yield return Html.Of($"""
                <tr{new Html(i > 0 ? " class=\"part\"" : "")}><th scope="row">{measure.Name}{Note(definition, value)}</th><td>{ReportText.Of(measure.Unit, value)}</td><td>{ReportText.Count(value.N)}</td>{(i == 0 ? Target(own) : new Html("<td></td>"))}<td>{Beside(measure, figure.Before?[i])}</td><td>{Beside(measure, figure.Others?[i])}</td>{(i == 0 ? Trend(figure, quarter) : new Html("<td></td>"))}</tr>

                """);
        }
    }

    private static Html Note(KpiDefinition definition, KpiValue value)
    {
        string?[] notes = [definition.Months > 1 ? "over een jaar" : null, value.IsProvisional ? "voorlopig" : null];
        return Html.Join(notes.OfType<string>().Select(n => Html.Of($"<small>{n}</small>")));
    }

    private static Html Target(Application.Figures.Figure own) => own.Target is { } target
        ? Html.Of($"<td>{ReportText.Of(own.Definition.Main.Unit, target)}{Met(own.Meets)}</td>")
        : new Html("<td>-</td>");

    private static Html Beside(KpiMeasure measure, KpiValue? value) => value is null or { N: 0, Value: null }
        ? new Html("-")
        : Html.Of($"{ReportText.Of(measure.Unit, value)}<small>n = {ReportText.Count(value.N)}</small>");

    private static Html Trend(ReportFigure figure, Quarter quarter)
    {
        var words = figure.Own.Trend switch
        {
            KpiTrend.Better => new Html("<small class=\"good\">beter</small>"),
            KpiTrend.Worse => new Html("<small class=\"bad\">slechter</small>"),
            KpiTrend.Same => new Html("<small>gelijk</small>"),
            _ => new Html(""),
        };
        return Html.Of($"<td>{TrendLine.Of(figure.History, quarter, figure.Own.Definition.Main.Unit, figure.Own.Target)}{words}</td>");
    }
}
