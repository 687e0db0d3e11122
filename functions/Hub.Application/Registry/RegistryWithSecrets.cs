using System.Globalization;
using Hub.Domain.Contracts;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>
/// The registry as the hub uses it: partners with their secrets, which lie in a store of their own and not in the stored documents. Each change of secrets has
/// a name of its own, to which the document refers: a crash between the two writes leaves the old document with the old secrets, never one with the other's.
/// Earlier versions of a partner keep theirs as long as they are kept; secrets that no document refers to are removed by a sweep, also those of a crash.
/// </summary>
public sealed class RegistryWithSecrets(IRegistry documents, ISecretStore secrets, TimeProvider clock) : IRegistry, IDisposable
{
    private const string NamePrefix = "partner-";

    // Secrets are written before the document that refers to them, also by another instance: younger ones are left alone.
    private static readonly TimeSpan MaxBetweenWrites = TimeSpan.FromHours(1);

    // One after the other, so that none removes what another is about to refer to.
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
    public Task SavePartnerAsync(Partner partner, CancellationToken cancel) => AloneAsync(
        async () =>
        {
            var old = await SecretsNameAsync(partner.Id, cancel);
            var name = await SaveSecretsAsync(partner, old, cancel);
            await documents.SavePartnerAsync(PartnerSecrets.Without(partner, name), cancel);
            if (old is not null && old != name) await RemoveUnusedAsync([old], cancel);
            return true;
        }, cancel);

    /// <inheritdoc/>
    public Task PutPartnerAsync(Partner partner, DateTimeOffset at, CancellationToken cancel) => AloneAsync(
        async () =>
        {
            var name = await SaveSecretsAsync(partner, await SecretsNameAsync(partner.Id, cancel), cancel);
            await documents.PutPartnerAsync(PartnerSecrets.Without(partner, name), at, cancel);
            return true;
        }, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PartnerVersion>> PartnerVersionsAsync(string partnerId, CancellationToken cancel)
    {
        var versions = new List<PartnerVersion>();
        foreach (var version in await documents.PartnerVersionsAsync(partnerId, cancel))
        {
            var name = version.Partner.Connection.SecretsName;
            var text = name is null ? null : await secrets.FindAsync(name, cancel);
            versions.Add(name is null
                ? version
                : version with { Partner = PartnerSecrets.With(version.Partner, text), HasItsSecrets = text is not null });
        }
        return versions;
    }

    /// <inheritdoc/>
    public Task<RemovePartnerVersionResult> RemovePartnerVersionAsync(string partnerId, int version, CancellationToken cancel) => AloneAsync(
        async () =>
        {
            var removed = (await documents.PartnerVersionsAsync(partnerId, cancel)).FirstOrDefault(v => v.Number == version);
            var result = await documents.RemovePartnerVersionAsync(partnerId, version, cancel);
            if (result is RemovePartnerVersionResult.Removed && removed?.Partner.Connection.SecretsName is { } name) await RemoveUnusedAsync([name], cancel);
            return result;
        }, cancel);

    /// <inheritdoc/>
    public Task RemovePartnerVersionsAsync(DateTimeOffset replacedBefore, CancellationToken cancel) => AloneAsync(
        async () =>
        {
            await documents.RemovePartnerVersionsAsync(replacedBefore, cancel);
            var old = clock.GetUtcNow() - MaxBetweenWrites;
            await RemoveUnusedAsync(
                [.. (await secrets.NamesAsync(cancel)).Where(n => n.StartsWith(NamePrefix, StringComparison.Ordinal) && !(MadeAt(n) > old))], cancel);
            return true;
        }, cancel);

    /// <summary>Takes the secrets out of documents that earlier versions stored.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> MoveSecretsAsync(CancellationToken cancel)
    {
        var found = (await documents.LoadAsync(cancel)).Partners.Where(p => PartnerSecrets.TextOf(p) is not null).ToList();
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
        if (PartnerSecrets.TextOf(partner) is not { } text) return null;
        if (old is not null && await secrets.FindAsync(old, cancel) == text) return old;
        var name = $"{NamePrefix}{partner.Id}-{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        await secrets.SaveAsync(name, text, cancel);
        return name;
    }

    private async Task<string?> SecretsNameAsync(string partnerId, CancellationToken cancel) =>
        (await documents.LoadAsync(cancel)).Partners.FirstOrDefault(p => p.Id == partnerId)?.Connection.SecretsName;

    private async Task RemoveUnusedAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var used = new HashSet<string?>();
        foreach (var partner in (await documents.LoadAsync(cancel)).Partners)
        {
            used.Add(partner.Connection.SecretsName);
            used.UnionWith((await documents.PartnerVersionsAsync(partner.Id, cancel)).Select(v => v.Partner.Connection.SecretsName));
        }
        foreach (var name in names)
            if (!used.Contains(name)) await secrets.RemoveAsync(name, cancel);
    }

    // The end of a name is a UUID of version 7, which begins with its time in milliseconds; null where an earlier version of the hub gave it another.
    private static DateTimeOffset? MadeAt(string name) =>
        Guid.TryParseExact(name[^Math.Min(32, name.Length)..], "N", out var id) && id.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.ToString("N").AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : null;

    private async Task<T> AloneAsync<T>(Func<Task<T>> change, CancellationToken cancel)
    {
        await _saving.WaitAsync(cancel);
        try
        {
            return await change();
        }
        finally
        {
            _saving.Release();
        }
    }
}
