using System.Text.Json.Serialization;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>
/// What facts add up to for one figure in one slice. Whole numbers only, so that it does not matter in which order facts are added, and taking a fact out
/// leaves exactly what there would be without it.
/// </summary>
public sealed record Cell
{
    /// <summary>Nothing.</summary>
    public static readonly Cell None = new();

    /// <summary>How many counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Denominator { get; init; }

    /// <summary>How many of them did what the figure asks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Numerator { get; init; }

    /// <summary>A sum in the smallest unit of the figure: cents, hundredths of days.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Sum { get; init; }

    /// <summary>How often each value occurs, in the smallest unit of the figure; of figures of now, how often each day (its day number) occurs.</summary>
    public Counts Values { get; init; } = Counts.None;

    /// <summary>
    /// Those that are open, by the moment at which they are to be done (minutes since 1970, UTC). From that moment on each counts in the denominator, as one
    /// that did not do what the figure asks; before it, it does not count.
    /// </summary>
    public Counts Due { get; init; } = Counts.None;

    /// <summary>True where nothing is left.</summary>
    [JsonIgnore]
    public bool IsEmpty => this == None;

    /// <summary>One that counts, and whether it did what the figure asks.</summary>
    public static Cell Counted(bool did) => new() { Denominator = 1, Numerator = did ? 1 : 0 };

    /// <summary>One with a sum.</summary>
    public static Cell Summed(long sum) => new() { Denominator = 1, Sum = sum };

    /// <summary>One with a value.</summary>
    public static Cell Valued(long value) => new() { Denominator = 1, Values = Counts.One(value) };

    /// <summary>One that is open until <paramref name="due"/>.</summary>
    public static Cell Open(DateTimeOffset due) => new() { Due = Counts.One(MinuteFrom(due)) };

    /// <summary>Both together.</summary>
    public static Cell operator +(Cell one, Cell other) => new()
    {
        Denominator = one.Denominator + other.Denominator, Numerator = one.Numerator + other.Numerator, Sum = one.Sum + other.Sum,
        Values = one.Values + other.Values, Due = one.Due + other.Due,
    };

    /// <summary>One without the other.</summary>
    public static Cell operator -(Cell one, Cell other) => new()
    {
        Denominator = one.Denominator - other.Denominator, Numerator = one.Numerator - other.Numerator, Sum = one.Sum - other.Sum,
        Values = one.Values - other.Values, Due = one.Due - other.Due,
    };

    /// <summary>How many of those that are <see cref="Due"/> are late at a moment.</summary>
    public long LateAt(DateTimeOffset moment) => Due.UpTo(moment.ToUnixTimeSeconds() / 60);

    // The first whole minute after it: at the very moment nothing is late yet.
    private static long MinuteFrom(DateTimeOffset due) => (due.ToUnixTimeSeconds() / 60) + 1;
}

/// <summary>Which cell: a figure, a month and a slice.</summary>
/// <param name="Figure">What is counted, such as <c>repairOnTime</c>; see <see cref="KpiMeasure.Figure"/>.</param>
/// <param name="Month">The month in which it counts; null for figures of now.</param>
/// <param name="Contractor">Partner id of the contractor, or of the partner; null where no contractor has the order.</param>
/// <param name="Contract">Number of the contract; null where there is none.</param>
/// <param name="Area">Area; null where it is not known.</param>
/// <param name="Complex">Complex; null where it is not known.</param>
/// <param name="Kind">Kind of order; null where it is not about orders.</param>
/// <param name="Urgency">Urgency; null where the order has none.</param>
public sealed record CellKey(
    string Figure, YearMonth? Month, string? Contractor, string? Contract, string? Area, string? Complex, OrderKind? Kind, string? Urgency);

/// <summary>What one fact, or a change of facts, adds to one cell.</summary>
/// <param name="Key">The cell.</param>
/// <param name="Cell">What is added.</param>
public sealed record Contribution(CellKey Key, Cell Cell);

/// <summary>Sums contributions.</summary>
public static class Contributions
{
    /// <summary>One contribution a cell, without cells to which nothing is added; in no order that means anything.</summary>
    public static IReadOnlyList<Contribution> Merged(IEnumerable<Contribution> contributions)
    {
        var sums = new Dictionary<CellKey, Cell>();
        foreach (var (key, cell) in contributions) sums[key] = sums.TryGetValue(key, out var sum) ? sum + cell : cell;
        return [.. sums.Where(s => !s.Value.IsEmpty).Select(s => new Contribution(s.Key, s.Value))];
    }

    /// <summary>
    /// What changes in the cells when <paramref name="after"/> takes the place of <paramref name="before"/>: only cells that change, each with what is to be
    /// added to it. Empty where both are the same.
    /// </summary>
    public static IReadOnlyList<Contribution> Change(IEnumerable<Contribution> before, IEnumerable<Contribution> after) =>
        Merged([.. after, .. before.Select(c => c with { Cell = Cell.None - c.Cell })]);
}
