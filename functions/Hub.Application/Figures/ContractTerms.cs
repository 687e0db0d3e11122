using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>What contracts say about figures: the terms of one contractor's, or of all.</summary>
/// <param name="contracts">The contracts in force.</param>
internal sealed class ContractTerms(IReadOnlyList<Contract> contracts)
{
    /// <summary>From how many on a share, mean or percentile is shown: what the strictest of the contracts says.</summary>
    public int MinimumCount => contracts.Count == 0 ? Contract.UsualMinimumCount : contracts.Max(c => c.MinimumCount);

    /// <summary>Dwellings of the contracts; null where one does not say how many.</summary>
    public long? Dwellings => contracts.Count > 0 && contracts.All(c => c.Dwellings is not null) ? contracts.Sum(c => (long)c.Dwellings!.Value) : null;

    /// <summary>What they ask of a figure; null where nothing, or not all the same.</summary>
    public decimal? TargetOf(KpiDefinition definition) =>
        contracts.Select(c => c.Targets.GetValueOrDefault(definition.Key)?.Target).OfType<decimal>().Distinct().ToList() is [var target] ? target : null;

    /// <summary>The contracts in force at a moment.</summary>
    public static IReadOnlyList<Contract> InForce(IEnumerable<Contract> contracts, DateTimeOffset at)
    {
        var day = DutchTime.DayOf(at);
        return [.. contracts.Where(c => c.IsValidOn(day))];
    }

    /// <summary>The terms of some contracts.</summary>
    /// <param name="contracts">Those in force.</param>
    /// <param name="contractor">Only of this contractor; null for all.</param>
    /// <param name="number">Only this contract; null for all of them.</param>
    public static ContractTerms Of(IEnumerable<Contract> contracts, string? contractor, string? number) =>
        new([.. contracts.Where(c => (contractor is null || c.Contractor == contractor) && (number is null || c.Number == number))]);
}
