using System.Globalization;
using Hub.Domain.Figures;
using Hub.Formats.Pages;

namespace Hub.Formats.Reports;

/// <summary>A small line of a figure in quarter after quarter. A quarter without a value is a gap, and the target a dashed line.</summary>
internal static class TrendLine
{
    private const int Width = 104;
    private const int Height = 26;
    private const int Margin = 4;

    /// <summary>The line; nothing where there are no two values.</summary>
    /// <param name="history">The values, the last one of <paramref name="last"/>.</param>
    /// <param name="last">The quarter of the last value.</param>
    /// <param name="unit">Their unit.</param>
    /// <param name="target">The target; null where there is none.</param>
    public static Html Of(IReadOnlyList<decimal?> history, Quarter last, KpiUnit unit, decimal? target)
    {
        var values = history.OfType<decimal>().ToList();
        if (values.Count < 2) return new Html("");
        if (target is { } shown) values.Add(shown);
        var (low, high) = (values.Min(), values.Max());
        var line = target is { } at
            ? Html.Of($"""<line class="target" x1="0" x2="{Text(Width)}" y1="{Y(at)}" y2="{Y(at)}"/>""")
            : new Html("");
        var size = Html.Of($"""viewBox="0 0 {Text(Width)} {Text(Height)}" width="{Text(Width)}" height="{Text(Height)}" """);
        return Html.Of($"<svg {size}role=\"img\" aria-label=\"{Spoken(history, last, unit)}\">{line}{Html.Join(Segments().Select(Segment))}</svg>");

        string X(int index) => Text(Margin + ((Width - (2m * Margin)) * index / (history.Count - 1)));

        string Y(decimal value) => Text(high == low ? Height / 2m : Height - Margin - ((Height - (2m * Margin)) * (value - low) / (high - low)));

        Html Segment(List<int> segment) => segment.Count == 1 || segment[^1] == history.Count - 1
            ? Html.Join([Points(segment), Html.Of($"""<circle cx="{X(segment[^1])}" cy="{Y(history[segment[^1]]!.Value)}" r="2.5"/>""")])
            : Points(segment);

        Html Points(List<int> segment) => segment.Count == 1
            ? new Html("")
            : Html.Of($"""<polyline points="{string.Join(' ', segment.Select(i => $"{X(i)},{Y(history[i]!.Value)}"))}"/>""");

        List<List<int>> Segments()
        {
            var segments = new List<List<int>>();
            for (var i = 0; i < history.Count; i++)
            {
                if (history[i] is null) continue;
                if (segments.Count == 0 || segments[^1][^1] != i - 1) segments.Add([]);
                segments[^1].Add(i);
            }
            return segments;
        }
    }

    private static string Spoken(IReadOnlyList<decimal?> history, Quarter last, KpiUnit unit) => string.Join(", ", history.Index()
        .Where(h => h.Item is not null).Select(h => $"{ReportText.Of(last.Plus(h.Index - history.Count + 1))}: {ReportText.Of(unit, h.Item!.Value)}"));

    private static string Text(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
