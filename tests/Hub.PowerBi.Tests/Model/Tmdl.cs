using System.Text;

namespace Hub.PowerBi.Tests.Model;

/// <summary>Writes objects of the model as TMDL: indented by tabs, a file a table. https://learn.microsoft.com/analysis-services/tmdl/tmdl-overview</summary>
internal sealed class Tmdl
{
    private readonly StringBuilder _text = new();

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A name as TMDL has it.</summary>
    public static string Name(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_') ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A line at a depth.</summary>
    public Tmdl Line(int depth, string line)
    {
        _text.Append('\t', depth).Append(line).Append('\n');
        return this;
    }

    /// <summary>A property, where it has a value; in quotation marks where it begins with one.</summary>
    public Tmdl Property(int depth, string name, string? value) => value is null ? this
        : Line(depth, value.StartsWith('"') ? $"{name}: \"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : $"{name}: {value}");

    /// <summary>A property without a value, where it holds.</summary>
    public Tmdl Flag(int depth, string name, bool holds) => holds ? Line(depth, name) : this;

    /// <summary>An empty line.</summary>
    public Tmdl Gap()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>The description of what follows.</summary>
    public Tmdl Description(int depth, string text)
    {
        foreach (var line in text.Split('\n')) Line(depth, $"/// {line}");
        return this;
    }

    /// <summary>A declaration with an expression: on its line where it is one, else below it, two deeper.</summary>
    public Tmdl Expression(int depth, string declaration, string expression)
    {
        var lines = expression.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines is [var one]) return Line(depth, $"{declaration} = {one}");
        Line(depth, $"{declaration} =");
        foreach (var line in lines) Line(line.Length == 0 ? 0 : depth + 2, line);
        return this;
    }
}

/// <summary>The files of the semantic model.</summary>
internal static class ModelFiles
{
    /// <summary>Months before the present one that every refresh looks at: old orders change.</summary>
    public const int RefreshedMonths = 15;

    /// <summary>The tables, in the order in which the model names them.</summary>
    public static IReadOnlyList<ModelTable> Tables { get; } =
    [
        Measures.Table, DayTable.Table, FactTables.Orders, FactTables.Appointments, FactTables.Steps, FactTables.Photos, FactTables.Deliveries,
        TermTables.Targets, FactTables.Chain, TermTables.Contracts, Dimensions.Contractors, Dimensions.Complexes, Dimensions.Areas, Dimensions.DwellingTypes,
        Dimensions.Kinds, Dimensions.Urgencies, Dimensions.Kpis, Dimensions.Refreshes, Dimensions.Viewers,
    ];

    /// <summary>Each file below <c>definition</c>, and its text.</summary>
    public static IEnumerable<(string Path, string Text)> All()
    {
        yield return ("database.tmdl", "database\n\tcompatibilityLevel: 1601\n");
        yield return ("model.tmdl", Model());
        yield return ("expressions.tmdl", Shared());
        yield return ("relationships.tmdl", Related());
        foreach (var table in Tables) yield return ($"tables/{table.Name}.tmdl", Table(table));
        yield return ($"roles/{Roles.Contractor}.tmdl", Role());
        yield return ("cultures/nl-NL.tmdl", Dutch());
        yield return ("cultures/en-GB.tmdl", English());
    }

    private static string Model()
    {
        var text = new Tmdl().Line(0, "model Model").Line(1, "culture: nl-NL").Line(1, "defaultPowerBIDataSourceVersion: powerBI_V3")
            .Line(1, "discourageImplicitMeasures").Line(1, "sourceQueryCulture: nl-NL").Line(1, "dataAccessOptions").Line(2, "legacyRedirects")
            .Gap().Line(0, "annotation __PBI_TimeIntelligenceEnabled = 0").Gap();
        var order = Expressions.All.Select(e => e.Name).Concat(Tables.Where(t => !t.Source.IsDax).Select(t => t.Name));
        text.Line(0, $"annotation PBI_QueryOrder = [{string.Join(",", order.Select(n => $"\"{n}\""))}]").Gap();
        foreach (var table in Tables) text.Line(0, $"ref table {Tmdl.Name(table.Name)}");
        return text.Gap().Line(0, $"ref role {Roles.Contractor}").Gap().Line(0, "ref cultureInfo nl-NL").Line(0, "ref cultureInfo en-GB").ToString();
    }

    private static string Shared()
    {
        var text = new Tmdl();
        foreach (var expression in Expressions.All)
            text.Description(0, expression.Description).Expression(0, $"expression {expression.Name}", expression.M).Gap();
        return text.ToString();
    }

    private static string Related()
    {
        var text = new Tmdl();
        foreach (var (from, fromColumn, to, toColumn) in Relationships.All)
            text.Line(0, $"relationship {Tmdl.Name($"{from.Name} - {to.Name}")}")
                .Line(1, $"fromColumn: {Tmdl.Name(from.Name)}.{Tmdl.Name(fromColumn.Name)}")
                .Line(1, $"toColumn: {Tmdl.Name(to.Name)}.{Tmdl.Name(toColumn.Name)}").Gap();
        return text.ToString();
    }

    private static string Table(ModelTable table)
    {
        var text = new Tmdl().Description(0, table.Description).Line(0, $"table {Tmdl.Name(table.Name)}")
            .Flag(1, "isHidden", table.IsHidden).Property(1, "dataCategory", table.IsOfDays ? "Time" : null).Gap();
        if (table.Source.Polling is { } polling)
            text.Line(1, "refreshPolicy").Line(2, "policyType: basic").Line(2, "rollingWindowGranularity: year")
                .Line(2, $"rollingWindowPeriods: {Expressions.Years}")
                .Line(2, "incrementalGranularity: month").Line(2, $"incrementalPeriods: {RefreshedMonths}")
                .Expression(2, "pollingExpression", polling).Expression(2, "sourceExpression", table.Source.Text).Gap();
        foreach (var measure in table.Measures)
            text.Description(1, measure.Description).Expression(1, $"measure {Tmdl.Name(measure.Name)}", measure.Dax)
                .Property(2, "formatString", measure.Format).Flag(2, "isHidden", measure.IsHidden).Property(2, "displayFolder", measure.Folder).Gap();
        foreach (var column in table.Columns)
            text.Description(1, column.Description).Line(1, $"column {Tmdl.Name(column.Name)}").Property(2, "dataType", column.Type)
                .Flag(2, "isHidden", column.IsHidden).Flag(2, "isKey", column.IsKey).Property(2, "formatString", column.Format)
                .Line(2, "summarizeBy: none").Property(2, "sourceColumn", column.Source)
                .Property(2, "sortByColumn", column.SortedBy is { } by ? Tmdl.Name(by) : null).Gap().Line(2, "annotation SummarizationSetBy = User").Gap();
        if (table.Levels.Count > 0)
        {
            text.Description(1, "Van jaar tot dag.").Line(1, "hierarchy Kalender").Gap();
            foreach (var level in table.Levels) text.Line(2, $"level {Tmdl.Name(level)}").Line(3, $"column: {Tmdl.Name(level)}").Gap();
        }
        text.Line(1, $"partition {Tmdl.Name(table.Name)} = {(table.Source.IsDax ? "calculated" : "m")}").Line(2, "mode: import")
            .Expression(2, "source", table.Source.Text).Gap();
        return text.ToString();
    }

    private static string Role()
    {
        var text = new Tmdl().Description(0, "Wie bij een aannemer hoort, ziet alleen wat van die aannemer is, en de keten zoals Ketenhub die optelde.")
            .Line(0, $"role {Roles.Contractor}").Line(1, "modelPermission: read").Gap();
        foreach (var (table, dax) in Roles.Permissions) text.Expression(1, $"tablePermission {Tmdl.Name(table.Name)}", dax).Gap();
        return text.ToString();
    }

    private static string Dutch() => new Tmdl().Line(0, "cultureInfo nl-NL").Gap()
        .Expression(1, "linguisticMetadata", "{\n  \"Version\": \"1.0.0\",\n  \"Language\": \"nl-NL\"\n}").Line(2, "contentType: json").ToString();

    private static string English()
    {
        var text = new Tmdl().Line(0, "cultureInfo en-GB").Gap().Line(1, "translations").Line(2, "model Model").Gap();
        foreach (var table in Tables)
        {
            text.Line(3, $"table {Tmdl.Name(table.Name)}").Line(4, $"caption: {table.English}").Gap();
            foreach (var measure in table.Measures)
                text.Line(4, $"measure {Tmdl.Name(measure.Name)}").Line(5, $"caption: {measure.English}")
                    .Property(5, "description", measure.EnglishDescription).Gap();
            foreach (var column in table.Columns) text.Line(4, $"column {Tmdl.Name(column.Name)}").Line(5, $"caption: {column.English}").Gap();
        }
        return text.ToString();
    }
}
