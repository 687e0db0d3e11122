using System.Text.Json;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>
/// Stores a contract or its next version. Orders that wait for it are routed afterwards, and not while the administrator waits: this only announces it.
/// </summary>
public sealed class PutContract(RegistryCache registry, RegistryChanges changes, TimeProvider clock)
{
    /// <summary>Stores a contract; durable when it returns.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="document">The document.</param>
    /// <param name="json">The text of the document, as it is kept.</param>
    /// <param name="replacement">Whether only to tell what would change, and what its sender says that it removes.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<PutContractResult> PutAsync(string number, JsonElement document, string json, Replacement replacement, CancellationToken cancel)
    {
        var errors = new List<ReadError>();
        var snapshot = await registry.GetAsync(cancel);
        number = snapshot.ContractNumber(number);
        var contract = ContractDocument.Read(number, document, errors);
        if (contract is not null && snapshot.Partner(contract.Contractor) is not { Role: PartnerRole.Contractor })
            errors.Add(new ReadError("/contractor", "The id of a partner whose role is Contractor."));
        if (contract is null || errors.Count > 0) return new PutContractResult.Wrong(errors);

        var existing = snapshot.Content.Contracts.FirstOrDefault(c => c.Number == number);
        var removals = existing is null ? [] : ContractRemoval.Of(ContractDocument.Parse(existing), contract, replacement.Limits);
        if (replacement.IsDryRun || (removals.Count > 0 && removals.Sum(r => r.Removed) != replacement.Confirmed))
            return new PutContractResult.NotStored(number, existing?.Version ?? 0, removals, replacement.IsDryRun);

        if (await registry.ChangeAsync(r => r.SaveContractAsync(number, contract.Contractor, json, clock.GetUtcNow(), cancel)) is not { } record)
        {
            return new PutContractResult.Wrong(
                [new ReadError("/contractor",
                    "The contractor that it is with: orders were awarded under it. End it with validTo, and make another contract.")]);
        }
        changes.Announce();
        return new PutContractResult.Stored(record, existing is null);
    }
}
