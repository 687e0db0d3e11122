namespace Hub.Domain.Figures;

/// <summary>In what a figure is expressed.</summary>
public enum KpiUnit
{
    /// <summary>A share, 0 to 1; shown in percent.</summary>
    Share,

    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Working days.</summary>
    WorkingDays,

    /// <summary>Working hours.</summary>
    WorkingHours,

    /// <summary>EUR without VAT.</summary>
    Euro,

    /// <summary>A number of things.</summary>
    Number,
}

/// <summary>Which way a figure should go.</summary>
public enum KpiDirection
{
    /// <summary>More is better.</summary>
    HigherIsBetter,

    /// <summary>Less is better.</summary>
    LowerIsBetter,

    /// <summary>Neither: it describes, and does not judge.</summary>
    Neutral,
}

/// <summary>From which facts a figure is made.</summary>
public enum KpiSource
{
    /// <summary>Orders, with their appointments and steps.</summary>
    Orders,

    /// <summary>Deliveries of messages to partners.</summary>
    Deliveries,
}

/// <summary>A worked example of a figure: its numbers are checked against its code.</summary>
/// <param name="Text">The example in Dutch, with its arithmetic.</param>
/// <param name="Cell">The same as the facts add up.</param>
/// <param name="Value">What comes of it.</param>
/// <param name="Reading">What is read with it.</param>
public sealed record KpiExample(string Text, Cell Cell, decimal Value, KpiReading Reading);

/// <summary>One number of a figure: the figure itself, or a part that is shown beside it.</summary>
/// <param name="Key">Its key: of the figure itself that of its definition, of a part that key, a point and the part's name.</param>
/// <param name="Name">Its name in Dutch.</param>
/// <param name="Figure">The cells that it is read from (<see cref="CellKey.Figure"/>); several numbers may be read from the same.</param>
/// <param name="Unit">In what it is expressed.</param>
/// <param name="Method">How it is read.</param>
public sealed record KpiMeasure(string Key, string Name, string Figure, KpiUnit Unit, KpiMethod Method)
{
    /// <summary>True where it says how many there are now, which says nothing of a month or quarter that is over.</summary>
    public bool IsOfNow => Method is KpiMethod.CountNow or KpiMethod.AgedNow or KpiMethod.LateNow or KpiMethod.OlderNow;
}

/// <summary>
/// A figure on which corporation and contractors steer together: all that API, pages, reports and the Power BI model say about it. What is read in the
/// Netherlands is Dutch.
/// </summary>
public sealed record KpiDefinition
{
    /// <summary>Its key, never renamed.</summary>
    public required string Key { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it tells, in plain words (B1).</summary>
    public required string Explanation { get; init; }

    /// <summary>The formula in words, exact, with what is counted and what is not.</summary>
    public required string Formula { get; init; }

    /// <summary>The same in English, for developers.</summary>
    public required string FormulaInEnglish { get; init; }

    /// <summary>In which month a fact counts; of a figure of now, that it has none.</summary>
    public required string CountsIn { get; init; }

    /// <summary>Which way it should go.</summary>
    public required KpiDirection Direction { get; init; }

    /// <summary>A worked example.</summary>
    public required KpiExample Example { get; init; }

    /// <summary>The figure itself first, then its parts.</summary>
    public required IReadOnlyList<KpiMeasure> Measures { get; init; }

    /// <summary>From which facts it is made.</summary>
    public KpiSource Source { get; init; } = KpiSource.Orders;

    /// <summary>How fine values are counted, in Dutch; null where nothing is rounded.</summary>
    public string? Resolution { get; init; }

    /// <summary>Over how many months a value runs: 1, or 12 where it is over the last year.</summary>
    public int Months { get; init; } = 1;

    /// <summary>Days after the end of a month in which its value may still change by what happens then; 0 where none.</summary>
    public int SettlesInDays { get; init; }

    /// <summary>True for a figure of now: its cells have no month, and it has no history.</summary>
    public bool IsOfNow { get; init; }

    /// <summary>The figure itself.</summary>
    public KpiMeasure Main => Measures[0];

    /// <summary>The first month that counts in a value of some months: one over a year is that of the year which ends with its last month.</summary>
    /// <param name="from">First month that is asked; null for a figure of now.</param>
    /// <param name="until">Last month.</param>
    public YearMonth? FirstMonth(YearMonth? from, YearMonth? until) => Months > 1 ? until?.Plus(1 - Months) : from;
}
