using System.Globalization;
using Hub.PowerBi.Tests.Twins;

namespace Hub.PowerBi.Tests.Model;

/// <summary>
/// Which rows of a table a measure counts. Written once: as DAX for the model, and as a test of a row of the feed for the measure's twin, so that what is
/// compared with the hub's own figures is what the model says. Columns are named as the feed names them.
/// </summary>
internal abstract record Condition
{
    /// <summary>The condition in DAX, for a row of a table.</summary>
    public abstract string Dax(ModelTable table);

    /// <summary>Whether a row of the feed meets it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="asOf">The moment of the refresh, on a Dutch clock, in whole minutes.</param>
    public abstract bool Holds(FeedRow row, DateTime asOf);

    /// <summary>True where the moment of the refresh is asked for.</summary>
    public virtual bool AsksMoment => false;

    /// <summary>One of these values; of a column of choices the values that the feed has, not what they are called.</summary>
    public static Condition Is(string column, params string[] values) => new OneOf(column, values);

    /// <summary>There is something in it.</summary>
    public static Condition Filled(string column) => new HasValue(column);

    /// <summary>It says yes.</summary>
    public static Condition Yes(string column) => new IsTrue(column);

    /// <summary>It is above zero.</summary>
    public static Condition AboveZero(string column) => new Compared(column, IsAbove: true);

    /// <summary>It is zero.</summary>
    public static Condition Zero(string column) => new Compared(column, IsAbove: false);

    /// <summary>Its moment, and so many seconds more, was over when the data were refreshed.</summary>
    public static Condition Over(string column, int seconds = 0) => new IsOver(column, seconds);

    /// <summary>Not that.</summary>
    public static Condition Not(Condition what) => new Negated(what);

    /// <summary>Every one of these.</summary>
    public static Condition All(params Condition[] conditions) => new Joined("&&", conditions);

    /// <summary>At least one of these.</summary>
    public static Condition Any(params Condition[] conditions) => new Joined("||", conditions);

    private sealed record OneOf(string Column, string[] Values) : Condition
    {
        public override string Dax(ModelTable table) => Values is [var one]
            ? $"{table.Reference(Column)} = \"{one}\""
            : $"{table.Reference(Column)} IN {{ {string.Join(", ", Values.Select(v => $"\"{v}\""))} }}";

        public override bool Holds(FeedRow row, DateTime asOf) => Values.Contains(row.Text(Column));
    }

    private sealed record HasValue(string Column) : Condition
    {
        public override string Dax(ModelTable table) => $"NOT ISBLANK ( {table.Reference(Column)} )";

        public override bool Holds(FeedRow row, DateTime asOf) => row.Text(Column) is not null;
    }

    private sealed record IsTrue(string Column) : Condition
    {
        public override string Dax(ModelTable table) => $"{table.Reference(Column)} = TRUE ()";

        public override bool Holds(FeedRow row, DateTime asOf) => row.Text(Column) is "true";
    }

    private sealed record Compared(string Column, bool IsAbove) : Condition
    {
        public override string Dax(ModelTable table) => $"{table.Reference(Column)} {(IsAbove ? ">" : "=")} 0";

        public override bool Holds(FeedRow row, DateTime asOf) => row.Number(Column) is var number && (IsAbove ? number > 0 : (number ?? 0) == 0);
    }

    private sealed record IsOver(string Column, int Seconds) : Condition
    {
        public override bool AsksMoment => true;

        // Whole seconds are compared as whole numbers: a sum of a moment and a part of a day is not exact.
        public override string Dax(ModelTable table) => Seconds == 0
            ? $"{table.Reference(Column)} < {DaxText.Moment}"
            : string.Create(CultureInfo.InvariantCulture, $"DATEDIFF ( {table.Reference(Column)}, {DaxText.Moment}, SECOND ) > {Seconds}");

        public override bool Holds(FeedRow row, DateTime asOf) => row.Moment(Column) is { } moment && moment.AddSeconds(Seconds) < asOf;
    }

    private sealed record Negated(Condition What) : Condition
    {
        public override bool AsksMoment => What.AsksMoment;

        public override string Dax(ModelTable table) => What is HasValue(var column)
            ? $"ISBLANK ( {table.Reference(column)} )"
            : $"NOT ( {What.Dax(table)} )";

        public override bool Holds(FeedRow row, DateTime asOf) => !What.Holds(row, asOf);
    }

    private sealed record Joined(string Word, Condition[] Conditions) : Condition
    {
        public override bool AsksMoment => Array.Exists(Conditions, c => c.AsksMoment);

        public override string Dax(ModelTable table) =>
            string.Join($" {Word} ", Conditions.Select(c => c is Joined ? $"( {c.Dax(table)} )" : c.Dax(table)));

        public override bool Holds(FeedRow row, DateTime asOf) =>
            Word == "&&" ? Array.TrueForAll(Conditions, c => c.Holds(row, asOf)) : Array.Exists(Conditions, c => c.Holds(row, asOf));
    }
}

/// <summary>Names that stand in the DAX of many measures.</summary>
internal static class DaxText
{
    /// <summary>The variable with the moment of the refresh.</summary>
    public const string Moment = "Peilmoment";

    /// <summary>A table or the table's part of a column's name.</summary>
    public static string Table(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A column of a table.</summary>
    public static string Column(string table, string column) => $"{Table(table)}[{column.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>A measure.</summary>
    public static string Measure(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
}
