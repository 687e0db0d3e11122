namespace Hub.Domain.Contracts;

/// <summary>What a contract asks of a figure, in the figure's own unit: 0.95 of a share is 95 %.</summary>
/// <param name="Target">The figure that is asked.</param>
/// <param name="Scale">How the figure counts in the scorecard; null where it is only shown beside its target.</param>
public sealed record KpiTarget(decimal Target, ScoreScale? Scale = null);

/// <summary>How a figure becomes a part of the scorecard: 0 at the floor, 1 at the stretch, linear between the two.</summary>
/// <param name="Weight">Its weight among the figures of the scorecard; above zero.</param>
/// <param name="Floor">The figure that scores 0, and so does everything worse.</param>
/// <param name="Stretch">The figure that scores 1, and so does everything better; below <paramref name="Floor"/> where less is better.</param>
public sealed record ScoreScale(decimal Weight, decimal Floor, decimal Stretch);

/// <summary>A step of the table that turns a quarter's score into an advice.</summary>
/// <param name="From">It holds from this score on, 0 to 1.</param>
/// <param name="Amount">EUR without VAT a quarter: above zero a bonus, below zero a malus.</param>
public sealed record Incentive(decimal From, decimal Amount);
