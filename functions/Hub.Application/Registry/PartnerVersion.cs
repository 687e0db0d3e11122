using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>A partner as it was put once.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="PutAt">When it was put; null where an earlier version of the hub did not record that.</param>
/// <param name="ReplacedAt">When the next one took its place; null for the one in force.</param>
/// <param name="Partner">The partner.</param>
public sealed record PartnerVersion(int Number, DateTimeOffset? PutAt, DateTimeOffset? ReplacedAt, Partner Partner)
{
    /// <summary>So many versions before the one in force are kept of a partner.</summary>
    public const int MaxKept = 20;

    /// <summary>How long a version is kept after it was replaced: its secrets are kept as long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>False where the secrets that it had cannot be read any more: it cannot be restored.</summary>
    public bool HasItsSecrets { get; init; } = true;
}

/// <summary>What comes of removing a version.</summary>
public enum RemovePartnerVersionResult
{
    /// <summary>It is gone, and its secrets with it where no other version has the same.</summary>
    Removed,

    /// <summary>There is no such version.</summary>
    NotFound,

    /// <summary>It is the one in force.</summary>
    InForce,
}
