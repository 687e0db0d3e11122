using Hub.Domain.Contracts;

namespace Hub.Domain.Figures;

/// <summary>What a figure is read with beside its cells.</summary>
/// <param name="AsOf">The moment at which it is read: what is due later does not count yet.</param>
/// <param name="Until">The last month that the cells are of; null for figures of now.</param>
/// <param name="MinimumCount">A share, mean or percentile of fewer is not shown: <see cref="Contract.MinimumCount"/>.</param>
/// <param name="Dwellings">Dwellings of the contracts whose orders the cells are of; null where that is not known, as within a complex.</param>
public sealed record KpiReading(
    DateTimeOffset AsOf, YearMonth? Until = null, int MinimumCount = Contract.UsualMinimumCount, long? Dwellings = null);

/// <summary>Why a figure has no value.</summary>
public enum NoValue
{
    /// <summary>It has one.</summary>
    HasOne,

    /// <summary>Nothing counted.</summary>
    Nothing,

    /// <summary>Fewer counted than the contract's minimum.</summary>
    TooFew,

    /// <summary>The number of dwellings is not known.</summary>
    NoDwellings,
}

/// <summary>A figure as it is shown.</summary>
/// <param name="Key">Its measure.</param>
/// <param name="Value">In the measure's unit; null where <paramref name="Missing"/> says why.</param>
/// <param name="N">How many counted.</param>
/// <param name="IsProvisional">True while what is still to come may change it: its month is not over, or the time in which it settles.</param>
/// <param name="Missing">Why there is no value.</param>
public sealed record KpiValue(string Key, decimal? Value, long N, bool IsProvisional, NoValue Missing)
{
    /// <summary>What is shown in place of a value, in Dutch; null where there is one.</summary>
    public string? Instead => Missing switch
    {
        NoValue.Nothing => "geen gegevens",
        NoValue.TooFew => "te weinig gegevens",
        NoValue.NoDwellings => "aantal woningen onbekend",
        _ => null,
    };

    /// <summary>Reads a measure from the sum of its cells.</summary>
    /// <param name="definition">The definition that the measure is of.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="cells">All cells of its figure in the months and slices that are asked, added together.</param>
    /// <param name="reading">What it is read with.</param>
    public static KpiValue Read(KpiDefinition definition, KpiMeasure measure, Cell cells, KpiReading reading)
    {
        var (n, value) = (measure.Method.Count(cells, reading), measure.Method.Value(cells, reading));
        var missing = n == 0 && value is null ? NoValue.Nothing
            : measure.Method.NeedsDwellings && reading.Dwellings is not > 0 ? NoValue.NoDwellings
            : measure.Method.NeedsMinimum && n < reading.MinimumCount ? NoValue.TooFew
            : NoValue.HasOne;
        var isProvisional = reading.Until is { } until && until.End.AddDays(definition.SettlesInDays) > reading.AsOf;
        return new KpiValue(measure.Key, missing is NoValue.HasOne ? value : null, n, isProvisional, missing);
    }
}

/// <summary>How a figure compares with that of the period before it.</summary>
public enum KpiTrend
{
    /// <summary>One of the two has no value, or the figure does not judge.</summary>
    Unknown,

    /// <summary>It went the right way.</summary>
    Better,

    /// <summary>It is the same.</summary>
    Same,

    /// <summary>It went the wrong way.</summary>
    Worse,
}

/// <summary>Judges figures.</summary>
public static class KpiJudging
{
    /// <summary>How a value compares with that of the period before it.</summary>
    public static KpiTrend Trend(this KpiDefinition definition, KpiValue now, KpiValue before) =>
        now.Value is not { } value || before.Value is not { } earlier || definition.Direction is KpiDirection.Neutral ? KpiTrend.Unknown
        : value == earlier ? KpiTrend.Same
        : value > earlier == definition.Direction is KpiDirection.HigherIsBetter ? KpiTrend.Better
        : KpiTrend.Worse;

    /// <summary>Whether a value meets a target; null where it has none, or the figure does not judge.</summary>
    public static bool? Meets(this KpiDefinition definition, KpiValue value, decimal target) => (value.Value, definition.Direction) switch
    {
        (null, _) or (_, KpiDirection.Neutral) => null,
        ({ } figure, KpiDirection.HigherIsBetter) => figure >= target,
        ({ } figure, _) => figure <= target,
    };
}
