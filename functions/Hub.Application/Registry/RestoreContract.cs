using System.Text.Json;
using Hub.Domain.Contracts;

namespace Hub.Application.Registry;

/// <summary>Puts an earlier version of a contract in force again, with its prices: as the next version, for orders were awarded under those between.</summary>
public sealed class RestoreContract(RegistryCache registry, IRegistry store, RegistryChanges changes, TimeProvider clock)
{
    /// <summary>Restores a version; durable when it returns.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="version">Which; null for the one before the newest, or of a contract that was removed the newest.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The version that is in force now; null where there is no such version, or its contractor may not be the contract's any more.</returns>
    public async Task<ContractRecord?> RestoreAsync(string number, int? version, CancellationToken cancel)
    {
        number = (await registry.GetAsync(cancel)).ContractNumber(number);
        var versions = await store.ContractVersionsAsync(number, cancel);
        var isRemoved = (await store.LoadAsync(cancel)).Contracts.All(c => c.Number != number);
        var wanted = version is { } one ? versions.FirstOrDefault(v => v.Version == one) : versions.ElementAtOrDefault(isRemoved ? 0 : 1);
        if (wanted is null) return null;
        using var document = JsonDocument.Parse(wanted.Json);
        var contractor = document.RootElement.GetProperty("contractor").GetString()!;
        if (await registry.ChangeAsync(r => r.RestoreContractAsync(wanted, contractor, clock.GetUtcNow(), cancel)) is not { } record) return null;
        changes.Announce();
        return record;
    }
}
