using Hub.Domain.Contracts;
using Hub.Domain.Keys;

namespace Hub.Application.Registry;

/// <summary>What comes of a price list.</summary>
/// <param name="Record">The contract's version with this list; where it is not made, the version as it is.</param>
/// <param name="Added">Codes that the list before did not have.</param>
/// <param name="Changed">Codes whose lines differ.</param>
/// <param name="Removed">Codes that the list no longer has.</param>
/// <param name="Before">Codes of the list before.</param>
/// <param name="Outcome">Whether it is made.</param>
public sealed record PriceChange(ContractRecord Record, int Added, int Changed, int Removed, int Before, ReplacementOutcome Outcome);

/// <summary>Replaces the price list of a contract, which makes the contract's next version.</summary>
public sealed class ImportPrices(RegistryCache registry, IRegistry store, RegistryChanges changes, TimeProvider clock)
{
    /// <summary>Stores all lines or none; durable when it returns.</summary>
    /// <returns>What changed; null where there is no such contract.</returns>
    public async Task<PriceChange?> ImportAsync(string number, IReadOnlyList<PriceLine> lines, Replacement replacement, CancellationToken cancel)
    {
        number = (await registry.GetAsync(cancel)).ContractNumber(number);
        if ((await store.LoadAsync(cancel)).Contracts.FirstOrDefault(c => c.Number == number) is not { } contract) return null;
        var had = ByCode(contract.PriceList is { } list ? await store.FindPricesAsync(number, list, cancel) : []);
        var has = ByCode(lines);
        var (added, removed) = (has.Keys.Count(c => !had.ContainsKey(c)), had.Keys.Count(c => !has.ContainsKey(c)));
        var changed = has.Count(c => had.TryGetValue(c.Key, out var before) && !before.SequenceEqual(c.Value));
        var change = new PriceChange(contract, added, changed, removed, had.Count, ReplacementOutcome.Made);
        if (replacement.IsDryRun) return change with { Outcome = ReplacementOutcome.DryRun };
        if (!replacement.Allows(had.Count, removed)) return change with { Outcome = ReplacementOutcome.RemovesMany };

        if (await registry.ChangeAsync(r => r.SavePricesAsync(number, lines, clock.GetUtcNow(), cancel)) is not { } record) return null;
        changes.Announce();
        return change with { Record = record };
    }

    private static Dictionary<string, List<PriceLine>> ByCode(IReadOnlyList<PriceLine> lines) =>
        lines.GroupBy(l => l.Code, KeyText.Codes).ToDictionary(l => l.Key, l => l.ToList(), KeyText.Codes);
}
