namespace Hub.Domain.Partners;

/// <summary>
/// People of a contractor, by what the corporation's directory calls them: a group or one person, never a mail address, which changes hands.
/// </summary>
/// <param name="TenantId">The directory (tenant) in which they sign in.</param>
/// <param name="GroupId">The id of a group in it, or null for one person.</param>
/// <param name="ObjectId">The id of one person in it, or null for a group.</param>
public sealed record PersonReference(string TenantId, string? GroupId = null, string? ObjectId = null)
{
    /// <summary>People of one contractor, at most: groups, mostly.</summary>
    public const int MaxOfPartner = 200;

    /// <summary>True where two ids are the same: they are UUIDs as a rule, whose letters some programs write as capitals.</summary>
    public static bool SameId(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where both mean the same group or person.</summary>
    public bool IsSame(PersonReference other) =>
        SameId(TenantId, other.TenantId) && (SameId(GroupId, other.GroupId) || SameId(ObjectId, other.ObjectId));
}
