namespace Hub.Domain.People;

/// <summary>Somebody whom a directory vouches for, as the directory says it.</summary>
/// <param name="TenantId">The directory.</param>
/// <param name="ObjectId">The person in it.</param>
/// <param name="Name">What to call the person on a page of its own; nowhere else.</param>
/// <param name="Roles">Application roles, such as <c>Ketenhub.Staff</c>.</param>
/// <param name="Groups">Ids of groups.</param>
/// <param name="GroupsAreLeftOut">
/// True where the person is in more groups than the directory puts into a sign-in (groups overage): <paramref name="Groups"/> says nothing then.
/// </param>
public sealed record Principal(
    string TenantId, string ObjectId, string? Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups, bool GroupsAreLeftOut = false)
{
    // The names of claims in tokens, and the long ones into which App Service and older libraries turn them.
    // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
    private static readonly string[] Tenant = ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"];
    private static readonly string[] Object = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];
    private static readonly string[] Subject = ["sub", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"];
    private static readonly string[] Role = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    /// <summary>The principal of a list of claims; null where they do not say which person of which directory it is.</summary>
    /// <param name="claims">Types and values, as the directory or App Service names them.</param>
    public static Principal? Of(IReadOnlyList<(string Type, string Value)> claims)
    {
        // Two directories or two persons in one principal: whichever is taken, it may be the other.
        if (One(claims, Tenant) is not { } tenant || (One(claims, Object) ?? (Has(claims, Object) ? null : One(claims, Subject))) is not { } id) return null;
        return new Principal(
            tenant, id, claims.FirstOrDefault(c => c.Type == "name").Value, Values(claims, Role), Values(claims, ["groups"]),
            claims.Any(c => (c.Type == "_claim_names" && c.Value.Contains("groups", StringComparison.Ordinal))
                || (c.Type == "hasgroups" && c.Value.Equals("true", StringComparison.OrdinalIgnoreCase))));
    }

    private static bool Has(IReadOnlyList<(string Type, string Value)> claims, string[] types) => claims.Any(c => types.Contains(c.Type));

    private static string? One(IReadOnlyList<(string Type, string Value)> claims, string[] types) =>
        Values(claims, types).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [{ Length: > 0 } one] ? one : null;

    private static List<string> Values(IReadOnlyList<(string Type, string Value)> claims, string[] types) =>
        [.. claims.Where(c => types.Contains(c.Type)).Select(c => c.Value)];

    /// <summary>Without the name, so that it never gets into a log.</summary>
    public override string ToString() => $"Principal {ObjectId} of {TenantId}";
}
