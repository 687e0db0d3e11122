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
            var held = await HeldAsync(newest, quarter, cancel);
            var contract = ContractDocument.Parse(held);
            if ((contractor is null || contract.Contractor == contractor) && contract.ValidFrom <= quarter.LastDay && !(contract.ValidTo < quarter.FirstDay))
                found.Add(new QuarterContract(contract, held.PutAt));
        }
        return [.. found.OrderBy(c => c.Contract.Number, StringComparer.Ordinal)];
    }

    private async Task<ContractRecord> HeldAsync(ContractRecord newest, Quarter quarter, CancellationToken cancel)
    {
        if (newest.PutAt < quarter.End) return newest;
        var versions = await registry.ContractVersionsAsync(newest.Number, cancel);
        return versions.FirstOrDefault(v => v.PutAt < quarter.End) ?? versions[^1];
    }
}
