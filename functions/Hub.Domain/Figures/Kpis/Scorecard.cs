using Hub.Domain.Contracts;

namespace Hub.Domain.Figures;

/// <summary>A figure in the scorecard.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Target">What the contract asks of it.</param>
/// <param name="Score">0 to 1, four decimals; null where the figure has no value, and then it has no weight either.</param>
public sealed record ScorecardPart(KpiValue Value, KpiTarget Target, decimal? Score);

/// <summary>
/// The scorecard of a contract over a quarter: the weighted mean of the figures that it weighs, each from 0 to 1. It advises a bonus or malus by the
/// contract's own table; nothing is paid or deducted by it.
/// </summary>
/// <param name="Parts">The figures that the contract weighs, by key.</param>
/// <param name="Score">0 to 1, four decimals; null where no figure has a value.</param>
/// <param name="Advice">EUR without VAT: above zero a bonus, below zero a malus; null where there is no score, or no step of the table holds for it.</param>
public sealed record Scorecard(IReadOnlyList<ScorecardPart> Parts, decimal? Score, decimal? Advice)
{
    /// <summary>The scorecard of figures.</summary>
    /// <param name="targets">The contract's targets; those without a scale have no part in it.</param>
    /// <param name="incentives">The contract's table, the lowest score first.</param>
    /// <param name="values">The figures of the quarter by key; one that is missing counts as one without a value.</param>
    public static Scorecard Of(
        IReadOnlyDictionary<string, KpiTarget> targets, IReadOnlyList<Incentive> incentives, IReadOnlyDictionary<string, KpiValue> values)
    {
        var parts = targets.Where(t => t.Value.Scale is not null).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t =>
        {
            var value = values.GetValueOrDefault(t.Key) ?? new KpiValue(t.Key, null, 0, false, NoValue.Nothing);
            return new ScorecardPart(value, t.Value, value.Value is { } figure ? ScoreOf(figure, t.Value.Scale!) : null);
        }).ToList();
        var scored = parts.Where(p => p.Score is not null).ToList();
        if (scored.Count == 0) return new Scorecard(parts, null, null);
        var score = Rounded(scored.Sum(p => p.Score!.Value * p.Target.Scale!.Weight) / scored.Sum(p => p.Target.Scale!.Weight));
        return new Scorecard(parts, score, incentives.LastOrDefault(i => i.From <= score)?.Amount);
    }

    /// <summary>The score of a figure: 0 at the floor and worse, 1 at the stretch and better, linear between the two.</summary>
    public static decimal ScoreOf(decimal value, ScoreScale scale) =>
        Rounded(Math.Clamp((value - scale.Floor) / (scale.Stretch - scale.Floor), 0, 1));

    private static decimal Rounded(decimal score) => decimal.Round(score, 4, MidpointRounding.AwayFromZero);
}
