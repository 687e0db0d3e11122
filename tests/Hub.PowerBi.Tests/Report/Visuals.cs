using Hub.Domain.Figures;
using Hub.PowerBi.Tests.Model;

namespace Hub.PowerBi.Tests.Report;

/// <summary>The visuals that pages are made of.</summary>
internal static class Visuals
{
    private static readonly Dictionary<string, Field[]> None = [];

    /// <summary>The heading of a page and what it is narrowed by.</summary>
    public static IEnumerable<Visual> Head(string title, string explanation) =>
    [
        new("kop", "textbox", title, $"Titel van de pagina: {title}. {explanation}", new(20, 8, 540, 76), None),
        Slicer("kies_maand", Field.Month, "Maand", 0),
        Slicer("kies_aannemer", Field.Contractor, "Aannemer", 1),
        Slicer("kies_gebied", Field.Area, "Gebied", 2),
        Slicer("kies_complex", new("Complex", "Complex"), "Complex", 3),
    ];

    /// <summary>Four figures, each with its target, trend and how many count.</summary>
    public static IEnumerable<Visual> Tiles(params string[] measures) =>
        measures.Select((key, i) => Tile(key, new(20 + (i % 2 * 625), 92 + (i / 2 * 92), 615, 84)));

    /// <summary>A chart of months.</summary>
    public static Visual Months(string name, string title, params Field[] values) =>
        new(name, "lineChart", title, $"Lijngrafiek per maand: {title}.", new(20, 278, 740, 206),
            new Dictionary<string, Field[]> { ["Category"] = [Field.Month], ["Y"] = values });

    /// <summary>A chart of bars.</summary>
    public static Visual Bars(string name, string title, Field by, params Field[] values) =>
        new(name, "clusteredBarChart", title, $"Staafgrafiek: {title}.", new(770, 278, 490, 206),
            new Dictionary<string, Field[]> { ["Category"] = [by], ["Y"] = values });

    /// <summary>A list of rows.</summary>
    public static Visual List(string name, string title, Place place, params Field[] columns) =>
        new(name, "tableEx", title, $"Tabel: {title}.", place, new Dictionary<string, Field[]> { ["Values"] = columns });

    /// <summary>A table of figures.</summary>
    public static Visual Matrix(string name, string title, Field rows, params Field[] values) =>
        new(name, "pivotTable", title, $"Matrix: {title}.", Below, new Dictionary<string, Field[]> { ["Rows"] = [rows], ["Values"] = values });

    /// <summary>The lower part of a page.</summary>
    public static readonly Place Below = new(20, 494, 1240, 218);

    /// <summary>The measure of a number.</summary>
    public static Field Of(string key) => Field.Measure(MeasureOf(key).Measure.Name);

    /// <summary>The measure of the target of a figure.</summary>
    public static Field Target(string key) => Field.Measure(Measures.TargetOf(Kpis.Find(key)!), "Norm");

    /// <summary>The measure of the chain without one contractor.</summary>
    public static Field Chain(string key) => Field.Measure(Measures.ChainOf(Kpis.Find(key)!), "Keten");

    /// <summary>A figure with what stands beside it.</summary>
    public static Visual Tile(string key, Place place)
    {
        var (definition, measure) = MeasureOf(key);
        var isMain = measure == definition.Main;
        Field?[] shown =
        [
            Field.Measure(measure.Name, measure.Unit is KpiUnit.Number ? "Aantal" : "Cijfer"),
            isMain ? Target(definition.Key) : null,
            isMain && definition is { IsOfNow: false, Direction: not KpiDirection.Neutral } ? Field.Measure(Measures.TrendOf(definition), "Trend") : null,
            Measures.HasCount(measure) ? Field.Measure(Measures.CountOf(measure), "n") : null,
        ];
        return new Visual(
            $"tegel_{key.Replace('.', '_')}", "cardVisual", measure.Name, $"Tegel: {measure.Name}, met norm, trend en aantal. {definition.Explanation}", place,
            new Dictionary<string, Field[]> { ["Data"] = [.. shown.OfType<Field>()] });
    }

    private static Visual Slicer(string name, Field field, string title, int at) => new(
        name, "slicer", title, $"Keuzelijst: {title}.", new(572 + (at * 173), 8, 169, 76), new Dictionary<string, Field[]> { ["Values"] = [field] });

    private static (KpiDefinition Definition, KpiMeasure Measure) MeasureOf(string key) =>
        Kpis.Definitions.SelectMany(d => d.Measures.Select(m => (d, m))).Single(m => m.m.Key == key);
}
