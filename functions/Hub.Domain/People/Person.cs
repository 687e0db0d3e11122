using System.Collections.Frozen;
using Hub.Domain.Partners;

namespace Hub.Domain.People;

/// <summary>What comes of a principal.</summary>
public abstract record PersonReading
{
    /// <summary>Somebody whom the hub knows.</summary>
    public sealed record Known(Person Person) : PersonReading;

    /// <summary>Somebody who is not let in.</summary>
    public sealed record Refused(PersonRefusal Why) : PersonReading;
}

/// <summary>A person whom the hub lets in: who it is, what it may do, and for which contractor it works.</summary>
public sealed record Person
{
    private const string Prefix = "Ketenhub.";
    private const string MandatePrefix = "Ketenhub.Mandate.";

    private static readonly FrozenDictionary<string, PersonRole> RolesByName = new Dictionary<string, PersonRole>
    {
        [Prefix + "Staff"] = PersonRole.Staff,
        [Prefix + "Inspector"] = PersonRole.Inspector,
        [Prefix + "Admin"] = PersonRole.Admin,
        [Prefix + "SocialCare"] = PersonRole.SocialCare,
        [Prefix + "Contractor"] = PersonRole.Contractor,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Whoever sits at the machine that the hub runs on, where nobody need sign in. No mandate and no social signals: those are for persons who are known.
    /// </summary>
    public static readonly Person AtThisMachine = new() { Roles = [PersonRole.Staff, PersonRole.Inspector, PersonRole.Admin] };

    /// <summary>The directory; null for <see cref="AtThisMachine"/>.</summary>
    public string? TenantId { get; init; }

    /// <summary>The person in it; null for <see cref="AtThisMachine"/>.</summary>
    public string? ObjectId { get; init; }

    /// <summary>What to call the person on a page of its own; never kept and never in a log.</summary>
    public string? Name { get; init; }

    /// <summary>Its roles, in the order of <see cref="PersonRole"/>; at least one.</summary>
    public required IReadOnlyList<PersonRole> Roles { get; init; }

    /// <summary>The roles of contracts as which it may decide.</summary>
    public IReadOnlyList<string> Mandates { get; init; } = [];

    /// <summary>The contractor for which it works; null for the corporation's people.</summary>
    public Partner? Contractor { get; init; }

    /// <summary>True where it has a role.</summary>
    public bool Is(PersonRole role) => Roles.Contains(role);

    /// <summary>The person that a principal is to the hub, or why it is none.</summary>
    /// <param name="principal">Somebody whom a directory vouches for.</param>
    /// <param name="tenants">The hub's own directories; no other's people are let in.</param>
    /// <param name="partners">All partners, whose documents name contractors' people.</param>
    public static PersonReading Read(Principal principal, IReadOnlyCollection<string> tenants, IEnumerable<Partner> partners)
    {
        if (!tenants.Any(t => PersonReference.SameId(t, principal.TenantId))) return new PersonReading.Refused(PersonRefusal.ForeignTenant);
        var mandates = principal.Roles.Where(r => r.StartsWith(MandatePrefix, StringComparison.Ordinal) && r.Length > MandatePrefix.Length)
            .Select(r => r[MandatePrefix.Length..]).Distinct().ToList();
        List<PersonRole> roles =
            [.. principal.Roles.Where(RolesByName.ContainsKey).Select(r => RolesByName[r]).Concat(mandates.Select(_ => PersonRole.Mandate)).Distinct().Order()];
        if (roles.Count == 0) return new PersonReading.Refused(PersonRefusal.NoRole);
        var person = new Person { TenantId = principal.TenantId, ObjectId = principal.ObjectId, Name = principal.Name, Roles = roles, Mandates = mandates };
        if (!person.Is(PersonRole.Contractor)) return new PersonReading.Known(person);
        if (roles.Count > 1) return new PersonReading.Refused(PersonRefusal.ConflictingRoles);
        return partners.Where(p => p.People.Any(r => IsOf(principal, r))).Take(2).ToList() switch
        {
            [] => new PersonReading.Refused(principal.GroupsAreLeftOut ? PersonRefusal.GroupsLeftOut : PersonRefusal.NoContractor),
            [{ Enabled: false }] => new PersonReading.Refused(PersonRefusal.ContractorDisabled),
            [var contractor] => new PersonReading.Known(person with { Contractor = contractor }),
            _ => new PersonReading.Refused(PersonRefusal.TwoContractors),
        };
    }

    private static bool IsOf(Principal principal, PersonReference people) => PersonReference.SameId(people.TenantId, principal.TenantId)
        && (PersonReference.SameId(people.ObjectId, principal.ObjectId) || principal.Groups.Any(g => PersonReference.SameId(people.GroupId, g)));

    /// <summary>Without the name, so that it never gets into a log.</summary>
    public override string ToString() => $"Person {ObjectId ?? "at this machine"}";
}
