using Hub.Domain.Documents;
using Hub.Domain.Keys;

namespace Hub.Domain.Partners;

/// <summary>People of a contractor in its document.</summary>
public sealed record PersonReferenceDocument
{
    /// <summary>The directory in which they sign in.</summary>
    public string? TenantId { get; init; }

    /// <summary>A group; or else <see cref="ObjectId"/>.</summary>
    public string? GroupId { get; init; }

    /// <summary>One person; or else <see cref="GroupId"/>.</summary>
    public string? ObjectId { get; init; }

    internal static PersonReferenceDocument Of(PersonReference p) => new() { TenantId = p.TenantId, GroupId = p.GroupId, ObjectId = p.ObjectId };

    /// <summary>The people of a document; every error is named at its place.</summary>
    /// <param name="documents">The list <c>people</c>.</param>
    /// <param name="role">The partner's role.</param>
    /// <param name="others">All other partners: nobody is of two contractors.</param>
    /// <param name="errors">Takes the errors.</param>
    internal static IReadOnlyList<PersonReference> Read(
        IReadOnlyList<PersonReferenceDocument>? documents, PartnerRole? role, IEnumerable<Partner> others, List<ReadError> errors)
    {
        var people = new List<PersonReference>();
        if (documents is not { Count: > 0 }) return people;
        if (role is not (null or PartnerRole.Contractor)) errors.Add(new("/people", "Only where role is Contractor: others have no people here."));
        if (documents.Count > PersonReference.MaxOfPartner)
        {
            errors.Add(new("/people", $"At most {PersonReference.MaxOfPartner}: name a group in the place of its members."));
            return people;
        }
        var taken = others.SelectMany(p => p.People).ToList();
        foreach (var (document, i) in documents.Select((d, i) => (d, i)))
        {
            var before = errors.Count;
            var person = (document ?? new PersonReferenceDocument()).Read($"/people/{i}", errors);
            if (errors.Count > before) continue;
            if (people.Exists(person.IsSame)) errors.Add(new($"/people/{i}", "Once: they stand here already."));
            else if (taken.Exists(person.IsSame)) errors.Add(new($"/people/{i}", "Another partner has these people already: nobody is of two contractors."));
            else people.Add(person);
        }
        return people;
    }

    private PersonReference Read(string place, List<ReadError> errors)
    {
        var person = new PersonReference(KeyText.Of(TenantId), KeyText.Given(GroupId), KeyText.Given(ObjectId));
        if (!IsId(person.TenantId)) errors.Add(new($"{place}/tenantId", $"The id of the directory: {IdExpected}."));
        if (person.GroupId is null == person.ObjectId is null) errors.Add(new(place, "Either groupId or objectId."));
        if (person.GroupId is { } group && !IsId(group)) errors.Add(new($"{place}/groupId", $"The id of a group: {IdExpected}."));
        if (person.ObjectId is { } one && !IsId(one)) errors.Add(new($"{place}/objectId", $"The id of a person: {IdExpected}."));
        return person;
    }

    private static readonly string IdExpected = $"1 to {Limits.KeyLength} visible characters of ASCII, such as a UUID, and never a mail address";

    private static bool IsId(string id) => id.Length is >= 1 and <= Limits.KeyLength && id.All(c => c is > ' ' and <= '~' and not '@');
}
