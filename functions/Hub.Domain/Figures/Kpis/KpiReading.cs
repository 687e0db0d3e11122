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
    public string? Instead => Missing is NoValue.HasOne ? null : FactLabels.Of(Missing);

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

/// <summary>How one order did in a share.</summary>
public enum KpiOutcome
{
    /// <summary>As the figure wants it.</summary>
    Met,

    /// <summary>Not as the figure wants it, or late by now.</summary>
    Missed,

    /// <summary>Not known yet.</summary>
    Open,
}

/// <summary>Judges figures.</summary>
public static class KpiJudging
{
    /// <summary>A contractor sees others only as an average of at least so many.</summary>
    public const int LeastInChain = 3;

    /// <summary>
    /// How an order did in a share, by what it adds to its cells; several where it counts more than once, such as for two appointments. Empty where it does not
    /// count.
    /// </summary>
    /// <param name="definition">The figure.</param>
    /// <param name="ofOrder">What the order adds to it.</param>
    /// <param name="asOf">Now.</param>
    public static IReadOnlyList<KpiOutcome> OutcomesOf(this KpiDefinition definition, Cell ofOrder, DateTimeOffset asOf)
    {
        var (did, didNot, late) = (ofOrder.Numerator > 0, ofOrder.Denominator > ofOrder.Numerator, ofOrder.LateAt(asOf));
        var isMet = definition.Direction is KpiDirection.LowerIsBetter ? didNot : did;
        var isMissed = late > 0 || (definition.Direction is KpiDirection.LowerIsBetter ? did : didNot);
        return [.. Present(isMet, KpiOutcome.Met), .. Present(isMissed, KpiOutcome.Missed), .. Present(ofOrder.Due.Total > late, KpiOutcome.Open)];

        static KpiOutcome[] Present(bool isPresent, KpiOutcome outcome) => isPresent ? [outcome] : [];
    }

    /// <summary>
    /// The chain without one contractor, as that contractor may see it: the cells of all others together; null where fewer than <see cref="LeastInChain"/> of
    /// them count, for then it would show what a single one does. Who has nothing but what is still open does not count yet.
    /// </summary>
    /// <param name="byContractor">The cells of one figure, months and slice of each contractor.</param>
    /// <param name="own">The contractor that asks; null for the chain as a whole.</param>
    public static Cell? Chain(IReadOnlyDictionary<string, Cell> byContractor, string? own)
    {
        var others = byContractor.Where(c => c.Key != own && !c.Value.IsEmpty).Select(c => c.Value).ToList();
        return others.Count(o => o.Denominator > 0) < LeastInChain ? null : others.Aggregate(Cell.None, (sum, cell) => sum + cell);
    }

    /// <summary>
    /// How a value compares with that of the period before it; with one in which nothing counted it does not, though a sum of nothing is zero.
    /// </summary>
    public static KpiTrend Trend(this KpiDefinition definition, KpiValue now, KpiValue before) =>
        now.Value is not { } value || before is not { N: > 0, Value: { } earlier } || definition.Direction is KpiDirection.Neutral ? KpiTrend.Unknown
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
