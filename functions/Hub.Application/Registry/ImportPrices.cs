using Hub.Domain.Contracts;

namespace Hub.Application.Registry;

/// <summary>Replaces the price list of a contract, which makes the contract's next version.</summary>
public sealed class ImportPrices(RegistryCache registry, RegistryChanges changes, TimeProvider clock)
{
    /// <summary>Stores all lines or none; durable when it returns.</summary>
    /// <returns>The contract's version with this list; null where there is no such contract.</returns>
    public async Task<ContractRecord?> ImportAsync(string number, IReadOnlyList<PriceLine> lines, CancellationToken cancel)
    {
        number = (await registry.GetAsync(cancel)).ContractNumber(number);
        var record = await registry.ChangeAsync(r => r.SavePricesAsync(number, lines, clock.GetUtcNow(), cancel));
        if (record is not null) changes.Announce();
        return record;
    }
}
