using Hub.Domain.Calendar;

namespace Hub.Domain.Figures;

/// <summary>How a number is read from cells. Values are rounded half up: shares and numbers a dwelling to four decimals, others to two.</summary>
public abstract record KpiMethod
{
    /// <summary>How many count in it.</summary>
    public virtual long Count(Cell cell, KpiReading reading) => cell.Denominator;

    /// <summary>The number; null where it cannot be read.</summary>
    public abstract decimal? Value(Cell cell, KpiReading reading);

    /// <summary>True where a number on few is no figure: it is shown from the contract's minimum on.</summary>
    public virtual bool NeedsMinimum => false;

    /// <summary>True where it is read a dwelling.</summary>
    public virtual bool NeedsDwellings => false;

    private static decimal Rounded(decimal value, int decimals) => decimal.Round(value, decimals, MidpointRounding.AwayFromZero);

    private static decimal? Divided(decimal value, long? by, int decimals) => by is { } divisor and > 0 ? Rounded(value / divisor, decimals) : null;

    /// <summary>Those that did, of all that counted; what is open and late counts as one that did not.</summary>
    public sealed record Share : KpiMethod
    {
        /// <inheritdoc/>
        public override bool NeedsMinimum => true;

        /// <inheritdoc/>
        public override long Count(Cell cell, KpiReading reading) => cell.Denominator + cell.LateAt(reading.AsOf);

        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => Divided(cell.Numerator, Count(cell, reading), 4);
    }

    /// <summary>The mean of a sum.</summary>
    /// <param name="Scale">How many of the smallest unit make one.</param>
    public sealed record Mean(int Scale) : KpiMethod
    {
        /// <inheritdoc/>
        public override bool NeedsMinimum => true;

        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => Divided((decimal)cell.Sum / Scale, cell.Denominator, 2);
    }

    /// <summary>A sum.</summary>
    /// <param name="Scale">How many of the smallest unit make one.</param>
    public sealed record Sum(int Scale) : KpiMethod
    {
        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => Rounded((decimal)cell.Sum / Scale, 2);
    }

    /// <summary>A sum for each dwelling.</summary>
    /// <param name="Scale">How many of the smallest unit make one.</param>
    public sealed record SumPerDwelling(int Scale) : KpiMethod
    {
        /// <inheritdoc/>
        public override bool NeedsDwellings => true;

        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => Divided((decimal)cell.Sum / Scale, reading.Dwellings, 2);
    }

    /// <summary>How many for each dwelling.</summary>
    public sealed record CountPerDwelling : KpiMethod
    {
        /// <inheritdoc/>
        public override bool NeedsDwellings => true;

        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => Divided(cell.Denominator, reading.Dwellings, 4);
    }

    /// <summary>The value below which a share of all values lies; a half is the median. See <see cref="Counts.Percentile"/>.</summary>
    /// <param name="At">The share, 0 to 1.</param>
    /// <param name="Scale">How many of the smallest unit make one.</param>
    public sealed record Percentile(decimal At, int Scale) : KpiMethod
    {
        /// <inheritdoc/>
        public override bool NeedsMinimum => true;

        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => cell.Values.Percentile(At) is { } value ? Rounded(value / Scale, 2) : null;
    }

    /// <summary>How many there are now.</summary>
    public sealed record CountNow : KpiMethod
    {
        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => cell.Denominator;
    }

    /// <summary>How many there are now of so many calendar days (Europe/Amsterdam).</summary>
    /// <param name="From">Days, at least.</param>
    /// <param name="Until">Days, at most; null without end.</param>
    public sealed record AgedNow(int From, int? Until) : KpiMethod
    {
        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading)
        {
            var today = DutchTime.DayOf(reading.AsOf).DayNumber;
            // What was placed by a clock that is ahead is of today.
            return cell.Values.Items.Where(i => Math.Max(0, today - i.Value) is var age && age >= From && !(age > Until)).Sum(i => i.Count);
        }
    }

    /// <summary>How many there are now that are late.</summary>
    public sealed record LateNow : KpiMethod
    {
        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading) => cell.LateAt(reading.AsOf);
    }

    /// <summary>How many there are now of more than so many working days.</summary>
    /// <param name="WorkingDays">Working days, the first day not counted.</param>
    public sealed record OlderNow(int WorkingDays) : KpiMethod
    {
        /// <inheritdoc/>
        public override decimal? Value(Cell cell, KpiReading reading)
        {
            var today = DutchTime.DayOf(reading.AsOf);
            return cell.Values.Items.Where(i => WorkingCalendar.WorkingDayAfter(DateOnly.FromDayNumber((int)i.Value), WorkingDays) < today).Sum(i => i.Count);
        }
    }
}
