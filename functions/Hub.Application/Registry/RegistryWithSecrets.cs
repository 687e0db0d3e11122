using Hub.Domain.Contracts;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>
/// The registry as the hub uses it: partners with their secrets, which lie in a store of their own and not in the stored documents. Each change of secrets has
/// a name of its own, to which the document refers: a crash between the two writes leaves the old document with the old secrets, never one with the other's.
/// </summary>
public sealed class RegistryWithSecrets(IRegistry documents, ISecretStore secrets) : IRegistry, IDisposable
{
    // One after the other, so that each removes what the one before it left.
    private readonly SemaphoreSlim _saving = new(1);

    /// <inheritdoc/>
    public async ValueTask<RegistryContent> LoadAsync(CancellationToken cancel)
    {
        var content = await documents.LoadAsync(cancel);
        var partners = new List<Partner>(content.Partners.Count);
        foreach (var partner in content.Partners)
            partners.Add(partner.Connection.SecretsName is { } name ? PartnerSecrets.With(partner, await secrets.FindAsync(name, cancel)) : partner);
        return content with { Partners = partners };
    }

    /// <inheritdoc/>
    public async Task SavePartnerAsync(Partner partner, CancellationToken cancel)
    {
        await _saving.WaitAsync(cancel);
        try
        {
            var old = (await documents.LoadAsync(cancel)).Partners.FirstOrDefault(p => p.Id == partner.Id)?.Connection.SecretsName;
            var name = await SaveSecretsAsync(partner, old, cancel);
            await documents.SavePartnerAsync(PartnerSecrets.Without(partner, name), cancel);
            if (old is not null && old != name) await secrets.RemoveAsync(old, cancel);
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Takes the secrets out of documents that earlier versions stored.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> MoveSecretsAsync(CancellationToken cancel)
    {
        var found = (await documents.LoadAsync(cancel)).Partners.Where(p => PartnerSecrets.TextOf(p.Connection) is not null).ToList();
        foreach (var partner in found) await SavePartnerAsync(partner, cancel);
        return found.Count > 0;
    }

    /// <inheritdoc/>
    public Task AddKeyAsync(PartnerKey key, CancellationToken cancel) => documents.AddKeyAsync(key, cancel);

    /// <inheritdoc/>
    public Task<bool> RemoveKeyAsync(string partnerId, string keyId, CancellationToken cancel) => documents.RemoveKeyAsync(partnerId, keyId, cancel);

    /// <inheritdoc/>
    public Task RecordUseAsync(string keyId, DateTimeOffset at, CancellationToken cancel) => documents.RecordUseAsync(keyId, at, cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> SaveContractAsync(string number, string contractorId, string json, DateTimeOffset at, CancellationToken cancel) =>
        documents.SaveContractAsync(number, contractorId, json, at, cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> RestoreContractAsync(ContractRecord earlier, string contractorId, DateTimeOffset at, CancellationToken cancel) =>
        documents.RestoreContractAsync(earlier, contractorId, at, cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel) =>
        documents.SavePricesAsync(number, lines, at, cancel);

    /// <inheritdoc/>
    public Task<RemoveContractResult> RemoveContractAsync(string number, DateTimeOffset at, CancellationToken cancel) =>
        documents.RemoveContractAsync(number, at, cancel);

    /// <inheritdoc/>
    public Task<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel) =>
        documents.RecordAwardAsync(number, version, contractorId, cancel);

    /// <inheritdoc/>
    public ValueTask<ContractRecord?> FindContractAsync(string number, int version, CancellationToken cancel) =>
        documents.FindContractAsync(number, version, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ContractRecord>> ContractVersionsAsync(string number, CancellationToken cancel) =>
        documents.ContractVersionsAsync(number, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PriceLine>> FindPricesAsync(string number, int priceList, CancellationToken cancel) =>
        documents.FindPricesAsync(number, priceList, cancel);

    /// <inheritdoc/>
    public void Dispose() => _saving.Dispose();

    private async Task<string?> SaveSecretsAsync(Partner partner, string? old, CancellationToken cancel)
    {
        if (PartnerSecrets.TextOf(partner.Connection) is not { } text) return null;
        if (old is not null && await secrets.FindAsync(old, cancel) == text) return old;
        var name = $"partner-{partner.Id}-{Guid.NewGuid():N}";
        await secrets.SaveAsync(name, text, cancel);
        return name;
    }
}
