using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>A contract as it held in a quarter.</summary>
/// <param name="Contract">The version whose targets hold.</param>
/// <param name="PutAt">When that version was made.</param>
public sealed record QuarterContract(Contract Contract, DateTimeOffset PutAt);

/// <summary>
/// Which contracts held in a quarter, and in which version: the one that was the newest when the quarter ended, so that a target that is changed later
/// changes no quarter that is over. Of a contract that was made known only after it, the first version holds.
/// </summary>
public sealed class QuarterContracts(IRegistry registry, RegistryCache cache)
{
    private const int MaxContracts = 128;

    // Of a contract all versions up to one, which never change, the newest first: a report looks at eight quarters.
    private readonly RecentlyUsed<(string Number, int UpTo), IReadOnlyList<QuarterContract>> _versions = new(MaxContracts);

    /// <summary>The contracts that held on at least one day of the quarter, by number.</summary>
    /// <param name="quarter">The quarter; one that is going on has the newest versions.</param>
    /// <param name="contractor">Only of this contractor; null for all.</param>
    /// <param name="number">Only this contract; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<QuarterContract>> ReadAsync(Quarter quarter, string? contractor, string? number, CancellationToken cancel)
    {
        var found = new List<QuarterContract>();
        foreach (var newest in (await cache.GetAsync(cancel)).Content.Contracts.Where(c => number is null || c.Number == number))
        {
            var versions = (await _versions.GetAsync((newest.Number, newest.Version), () => LoadAsync(newest), cancel))!;
            var held = versions.FirstOrDefault(v => v.PutAt < quarter.End) ?? versions[^1];
            if ((contractor is null || held.Contract.Contractor == contractor) && IsIn(quarter, held.Contract)) found.Add(held);
        }
        return [.. found.OrderBy(c => c.Contract.Number, StringComparer.Ordinal)];
    }

    private static bool IsIn(Quarter quarter, Contract contract) => contract.ValidFrom <= quarter.LastDay && !(contract.ValidTo < quarter.FirstDay);

    private async ValueTask<IReadOnlyList<QuarterContract>?> LoadAsync(ContractRecord newest) =>
        [.. (await registry.ContractVersionsAsync(newest.Number, CancellationToken.None)).Where(v => v.Version <= newest.Version)
            .Select(v => new QuarterContract(ContractDocument.Parse(v), v.PutAt))];
}
