using Hub.Formats.Pages;

namespace Hub.Formats.Reports;

/// <summary>Tables of a report: on a narrow screen they scroll, by keys too, and on paper each page has the names of the columns again.</summary>
internal static class ReportTable
{
    /// <summary>Nothing.</summary>
    public static readonly Html None = new("");

    /// <summary>A table.</summary>
    /// <param name="name">What it is, for who hears it.</param>
    /// <param name="caption">What stands over it.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="foot">Rows that sum it up; none where there are none.</param>
    public static Html Of(string name, string caption, IEnumerable<string> columns, IEnumerable<Html> rows, params IReadOnlyList<Html> foot) => Html.Of($"""
        <div class="wide" role="region" aria-label="{name}" tabindex="0"><table>
        <caption>{caption}</caption>
        <thead><tr>{Html.Join(columns.Select(c => Html.Of($"<th scope=\"col\">{c}</th>")))}</tr></thead>
        <tbody>
        {Html.Join(rows)}</tbody>
        {(foot.Count == 0 ? None : Html.Of($"<tfoot>\n{Html.Join(foot)}</tfoot>\n"))}</table></div>

        """);

    /// <summary>A row.</summary>
    /// <param name="name">What it is of.</param>
    /// <param name="cells">Its cells.</param>
    public static Html Row(Html name, params IReadOnlyList<Html> cells) => Html.Of($"<tr><th scope=\"row\">{name}</th>{Cells(cells)}</tr>\n");

    /// <summary>A row of a part of what stands above it.</summary>
    public static Html Part(Html name, params IReadOnlyList<Html> cells) => Html.Of($"<tr class=\"part\"><th scope=\"row\">{name}</th>{Cells(cells)}</tr>\n");

    /// <summary>A row that sums up, with one cell under the last of so many columns.</summary>
    public static Html Foot(string name, int columns, string value) =>
        Html.Of($"<tr><th scope=\"row\" colspan=\"{ReportText.Count(columns - 1)}\">{name}</th><td>{value}</td></tr>\n");

    /// <summary>Text of a cell.</summary>
    public static Html Text(string text) => Html.Of($"{text}");

    /// <summary>A small line below what stands in a cell.</summary>
    public static Html Small(string text) => Html.Of($"<small>{text}</small>");

    private static Html Cells(IReadOnlyList<Html> cells) => Html.Join(cells.Select(c => Html.Of($"<td>{c}</td>")));
}
