namespace Hub.Domain.Figures;

/// <summary>Of what type a column of facts is.</summary>
public enum ColumnType
{
    /// <summary>Text, or the name of one of a few values (<see cref="Column{TRow}.Labels"/>).</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number, in a unit that the row says.</summary>
    Decimal,

    /// <summary>EUR without VAT, in whole cents.</summary>
    Money,

    /// <summary>Hours, as a decimal number.</summary>
    Hours,

    /// <summary>Days, as a decimal number.</summary>
    Days,

    /// <summary>A moment.</summary>
    Moment,

    /// <summary>A day of the calendar.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Flag,
}

/// <summary>What a row has in a column. At most one member is there; none where the column is empty.</summary>
public readonly record struct ColumnValue
{
    /// <summary>Of a <see cref="ColumnType.Text"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Of the types that are numbers.</summary>
    public decimal? Number { get; init; }

    /// <summary>Of a <see cref="ColumnType.Moment"/>.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>Of a <see cref="ColumnType.Date"/>.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Of a <see cref="ColumnType.Flag"/>.</summary>
    public bool? Flag { get; init; }

    /// <summary>True where the row has nothing there.</summary>
    public bool IsEmpty => Text is null && Number is null && Moment is null && Date is null && Flag is null;
}

/// <summary>A column of rows of facts, described once for feeds, documentation and the Power BI model.</summary>
/// <param name="Name">Its name, in camel case, unique in its table; never renamed.</param>
/// <param name="Caption">Its caption in Dutch.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unit">Its unit in Dutch; null where it has none.</param>
/// <param name="Meaning">What it means, in Dutch, one sentence.</param>
/// <param name="IsNullable">True where it may be empty.</param>
/// <param name="Example">A value as JSON writes it, without quotes.</param>
/// <param name="Labels">Of a text that is one of a few values: each value and what it is called in Dutch; null for any other.</param>
public abstract record Column(
    string Name, string Caption, ColumnType Type, string? Unit, string Meaning, bool IsNullable, string Example,
    IReadOnlyDictionary<string, string>? Labels);

/// <summary>A column, and how it is read from a row.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="Caption">Its caption in Dutch.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unit">Its unit in Dutch.</param>
/// <param name="Meaning">What it means, in Dutch.</param>
/// <param name="IsNullable">True where it may be empty.</param>
/// <param name="Example">A value as JSON writes it.</param>
/// <param name="Read">Reads it from a row.</param>
/// <param name="Labels">Each value of a few, and what it is called in Dutch.</param>
public sealed record Column<TRow>(
    string Name, string Caption, ColumnType Type, string? Unit, string Meaning, bool IsNullable, string Example, Func<TRow, ColumnValue> Read,
    IReadOnlyDictionary<string, string>? Labels = null)
    : Column(Name, Caption, Type, Unit, Meaning, IsNullable, Example, Labels);

/// <summary>Builds a table of columns, one call a row.</summary>
internal sealed class ColumnTable<TRow>
{
    private readonly List<Column<TRow>> _columns = [];

    public IReadOnlyList<Column<TRow>> Columns => _columns;

    public ColumnTable<TRow> Text(string name, string caption, string meaning, string example, Func<TRow, string?> read, bool nullable = false) =>
        Add(name, caption, ColumnType.Text, null, meaning, nullable, example, row => new ColumnValue { Text = read(row) });

    public ColumnTable<TRow> Choice<TValue>(string name, string caption, string meaning, TValue example, Func<TRow, TValue?> read, bool nullable = false)
        where TValue : struct, Enum =>
        Add(name, caption, ColumnType.Text, null, meaning, nullable, example.ToString(), row => new ColumnValue { Text = read(row)?.ToString() },
            FactLabels.Of<TValue>());

    public ColumnTable<TRow> Decimal(string name, string caption, string meaning, string example, Func<TRow, decimal?> read, bool nullable = false) =>
        Add(name, caption, ColumnType.Decimal, null, meaning, nullable, example, row => new ColumnValue { Number = read(row) });

    public ColumnTable<TRow> Integer(
        string name, string caption, string meaning, string example, Func<TRow, long?> read, bool nullable = false, string? unit = null) =>
        Add(name, caption, ColumnType.Integer, unit, meaning, nullable, example, row => new ColumnValue { Number = read(row) });

    public ColumnTable<TRow> Money(string name, string caption, string meaning, string example, Func<TRow, decimal?> read, bool nullable = false) =>
        Add(name, caption, ColumnType.Money, "EUR", meaning, nullable, example, row => new ColumnValue { Number = read(row) });

    public ColumnTable<TRow> Hours(
        string name, string caption, string meaning, string example, Func<TRow, decimal?> read, bool nullable = false, string unit = "uren") =>
        Add(name, caption, ColumnType.Hours, unit, meaning, nullable, example, row => new ColumnValue { Number = read(row) });

    public ColumnTable<TRow> Days(
        string name, string caption, string meaning, string example, Func<TRow, decimal?> read, bool nullable = false, string unit = "dagen") =>
        Add(name, caption, ColumnType.Days, unit, meaning, nullable, example, row => new ColumnValue { Number = read(row) });

    public ColumnTable<TRow> Moment(string name, string caption, string meaning, string example, Func<TRow, DateTimeOffset?> read, bool nullable = false) =>
        Add(name, caption, ColumnType.Moment, null, meaning, nullable, example, row => new ColumnValue { Moment = read(row) });

    public ColumnTable<TRow> Date(string name, string caption, string meaning, string example, Func<TRow, DateOnly?> read, bool nullable = false) =>
        Add(name, caption, ColumnType.Date, null, meaning, nullable, example, row => new ColumnValue { Date = read(row) });

    public ColumnTable<TRow> Flag(string name, string caption, string meaning, string example, Func<TRow, bool?> read, bool nullable = false) =>
        Add(name, caption, ColumnType.Flag, null, meaning, nullable, example, row => new ColumnValue { Flag = read(row) });

    private ColumnTable<TRow> Add(
        string name, string caption, ColumnType type, string? unit, string meaning, bool nullable, string example, Func<TRow, ColumnValue> read,
        IReadOnlyDictionary<string, string>? labels = null)
    {
        _columns.Add(new Column<TRow>(name, caption, type, unit, meaning, nullable, example, read, labels));
        return this;
    }
}
