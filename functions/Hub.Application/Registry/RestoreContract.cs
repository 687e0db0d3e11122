using System.Text.Json;
using Hub.Domain.Contracts;

namespace Hub.Application.Registry;

/// <summary>What comes of restoring a contract.</summary>
public abstract record RestoreContractResult
{
    /// <summary>It is in force again.</summary>
    public sealed record Restored(ContractRecord Record) : RestoreContractResult;

    /// <summary>There is no such version, or its contractor may not be the contract's any more.</summary>
    public sealed record NotFound : RestoreContractResult;

    /// <summary>Nothing was changed: it was asked only what would change, or it removes more than is allowed unasked.</summary>
    /// <param name="Number">The contract's number, as it is stored.</param>
    /// <param name="Version">The version in force; null where the contract is removed.</param>
    /// <param name="Removals">The lists of which it removes so much.</param>
    /// <param name="IsDryRun">Whether it was only asked.</param>
    public sealed record NotRestored(string Number, int? Version, IReadOnlyList<ContractRemoval> Removals, bool IsDryRun) : RestoreContractResult;
}

/// <summary>Puts an earlier version of a contract in force again, with its prices: as the next version, for orders were awarded under those between.</summary>
public sealed class RestoreContract(RegistryCache registry, IRegistry store, RegistryChanges changes, TimeProvider clock)
{
    /// <summary>Restores a version; durable when it returns.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="version">Which; null for the one before the newest, or of a contract that was removed the newest.</param>
    /// <param name="replacement">Whether only to tell what would change, and what its sender says that it removes.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RestoreContractResult> RestoreAsync(string number, int? version, Replacement replacement, CancellationToken cancel)
    {
        number = (await registry.GetAsync(cancel)).ContractNumber(number);
        var versions = await store.ContractVersionsAsync(number, cancel);
        var current = (await store.LoadAsync(cancel)).Contracts.FirstOrDefault(c => c.Number == number);
        var wanted = version is { } one ? versions.FirstOrDefault(v => v.Version == one) : versions.ElementAtOrDefault(current is null ? 0 : 1);
        if (wanted is null) return new RestoreContractResult.NotFound();
        var removals = current is null ? [] : await RemovalsAsync(current, wanted, replacement, cancel);
        if (replacement.IsDryRun || (removals.Count > 0 && removals.Sum(r => r.Removed) != replacement.Confirmed))
            return new RestoreContractResult.NotRestored(number, current?.Version, removals, replacement.IsDryRun);
        using var document = JsonDocument.Parse(wanted.Json);
        var contractor = document.RootElement.GetProperty("contractor").GetString()!;
        if (await registry.ChangeAsync(r => r.RestoreContractAsync(wanted, contractor, clock.GetUtcNow(), cancel)) is not { } record)
            return new RestoreContractResult.NotFound();
        changes.Announce();
        return new RestoreContractResult.Restored(record);
    }

    private async Task<IReadOnlyList<ContractRemoval>> RemovalsAsync(
        ContractRecord current, ContractRecord wanted, Replacement replacement, CancellationToken cancel)
    {
        var lists = ContractRemoval.Of(ContractDocument.Parse(current), ContractDocument.Parse(wanted), replacement.Limits);
        if (current.PriceList == wanted.PriceList) return lists;
        var (had, has) = (await PricesAsync(current, cancel), await PricesAsync(wanted, cancel));
        return [.. lists, .. ContractRemoval.Of(had, has, replacement.Limits)];
    }

    private async ValueTask<IReadOnlyList<PriceLine>> PricesAsync(ContractRecord contract, CancellationToken cancel) =>
        contract.PriceList is { } list ? await store.FindPricesAsync(contract.Number, list, cancel) : [];
}
