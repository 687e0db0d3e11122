namespace Hub.Core.Partners;

/// <summary>One API key of a partner; only its hash is kept.</summary>
/// <param name="Id">The middle part of <c>khk_&lt;id&gt;_&lt;secret&gt;</c>.</param>
/// <param name="PartnerId">Whose it is.</param>
/// <param name="SecretHash">Lower-case hex SHA-256 of the secret (32 random bytes: no slow hash is needed).</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used, to about a minute.</param>
public sealed record PartnerKey(string Id, string PartnerId, string SecretHash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null);

/// <summary>A contract as the administrator put it.</summary>
/// <param name="Number">Its key.</param>
/// <param name="Version">1 at first, one more at every change.</param>
/// <param name="Json">The document.</param>
/// <param name="PutAt">When this version was made.</param>
/// <param name="PriceList">The version at which its price list was last imported; null while it has none.</param>
public sealed record ContractRecord(string Number, int Version, string Json, DateTimeOffset PutAt, int? PriceList = null);

/// <summary>Everything in the registry at one moment.</summary>
public sealed record RegistryContent(IReadOnlyList<Partner> Partners, IReadOnlyList<PartnerKey> Keys, IReadOnlyList<ContractRecord> Contracts);

/// <summary>Partners, their keys and the contracts: small, read often, written seldom.</summary>
public interface IRegistry
{
    /// <summary>Reads all of it.</summary>
    ValueTask<RegistryContent> LoadAsync(CancellationToken cancel);

    /// <summary>Puts a partner in the place of the one with its id.</summary>
    Task SavePartnerAsync(Partner partner, CancellationToken cancel);

    /// <summary>Adds a key.</summary>
    Task AddKeyAsync(PartnerKey key, CancellationToken cancel);

    /// <summary>Removes a key; false where the partner has no such key.</summary>
    Task<bool> RemoveKeyAsync(string partnerId, string keyId, CancellationToken cancel);

    /// <summary>Notes that a key was used.</summary>
    Task RecordUseAsync(string keyId, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Puts the next version of a contract; earlier versions are kept.</summary>
    Task<ContractRecord> SaveContractAsync(string number, string json, DateTimeOffset at, CancellationToken cancel);
}
