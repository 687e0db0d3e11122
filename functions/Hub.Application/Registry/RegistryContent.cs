using Hub.Domain.Contracts;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>One API key of a partner; only its hash is kept.</summary>
/// <param name="Id">The middle part of <c>khk_&lt;id&gt;_&lt;secret&gt;</c>.</param>
/// <param name="PartnerId">Whose it is.</param>
/// <param name="SecretHash">Lower-case hex SHA-256 of the secret (32 random bytes: no slow hash is needed).</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used, to about a minute.</param>
public sealed record PartnerKey(string Id, string PartnerId, string SecretHash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null);

/// <summary>Everything in the registry at one moment: of each contract that stands, its newest version.</summary>
public sealed record RegistryContent(IReadOnlyList<Partner> Partners, IReadOnlyList<PartnerKey> Keys, IReadOnlyList<ContractRecord> Contracts);
