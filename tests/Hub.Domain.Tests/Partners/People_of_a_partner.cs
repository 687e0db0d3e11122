using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Partners;

public sealed class People_of_a_partner
{
    private const string Tenant = "0b7d1f0e-5b2a-4c1e-9a4b-2f6d0c9e1a11";
    private const string Group = "33333333-aaaa-4bbb-8ccc-222222222222";

    private static PartnerDocument Document(params PersonReferenceDocument[] people) => new()
    {
        Role = "Contractor", Name = "Alfa", Connection = new ConnectionDocument { Language = "Canonical", Transport = "Mailbox" }, People = people,
    };

    private static (Partner? Partner, List<ReadError> Errors) Read(PartnerDocument document, params Partner[] others)
    {
        var errors = new List<ReadError>();
        var lists = new CodeLists(new Dictionary<Language, IReadOnlyDictionary<string, IReadOnlyList<string>>>());
        return (PartnerChecks.Read(Given.Alfa, document, null, others, false, null, lists, errors), errors);
    }

    private static PersonReferenceDocument Of(string? tenant = Tenant, string? group = null, string? one = null) =>
        new() { TenantId = tenant, GroupId = group, ObjectId = one };

    [Fact]
    public void Groups_and_persons_are_taken_and_given_back()
    {
        var partner = Read(Document(Of(group: $" {Group} "), Of(one: "o-1"))).Partner!;

        Assert.Equal([new(Tenant, Group), new(Tenant, null, "o-1")], partner.People);
        Assert.Equal([Of(group: Group), Of(one: "o-1")], PartnerDocument.Of(partner).People!);
        Assert.Equal(partner.People, PartnerJson.Read(PartnerJson.Write(partner)).People);
    }

    [Fact]
    public void A_partner_that_an_earlier_version_stored_has_none()
    {
        var stored = Encoding.UTF8.GetString(PartnerJson.Write(Read(Document()).Partner!)).Replace(",\"people\":[]", "", StringComparison.Ordinal);

        Assert.DoesNotContain("people", stored, StringComparison.Ordinal);
        Assert.Empty(PartnerJson.Read(Encoding.UTF8.GetBytes(stored)).People);
    }

    public static TheoryData<string, PersonReferenceDocument> Wrong => new()
    {
        { "/people/0/tenantId", Of(tenant: null, group: Group) },
        { "/people/0/tenantId", Of(tenant: " ", group: Group) },
        { "/people/0", Of() },
        { "/people/0", Of(group: Group, one: "o-1") },
        { "/people/0/groupId", Of(group: "beheer@corporatie.example") },
        { "/people/0/objectId", Of(one: "jan@corporatie.example") },
        { "/people/0/objectId", Of(one: "Jan de Vries") },
        { "/people/0/groupId", Of(group: new string('a', 101)) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_at_its_place(string place, PersonReferenceDocument people) =>
        Assert.Equal([place], Read(Document(people)).Errors.Select(e => e.Place));

    [Fact]
    public void Nothing_is_nobody() => Assert.Equal(["/people/0/tenantId", "/people/0"], Read(Document([null!])).Errors.Select(e => e.Place));

    [Fact]
    public void Nobody_stands_there_twice() => Assert.Equal(["/people/1"],
        Read(Document(Of(group: Group), Of(tenant: Tenant.ToUpperInvariant(), group: Group))).Errors.Select(e => e.Place));

    [Fact]
    public void Another_contractors_people_are_refused()
    {
        var beta = Given.PartnerBeta with { People = [new(Tenant, Group)] };

        Assert.Equal(["/people/0"], Read(Document(Of(group: Group)), beta).Errors.Select(e => e.Place));
        Assert.Empty(Read(Document(Of(group: Group)), beta with { Id = Given.Alfa }).Errors);
    }

    [Fact]
    public void Only_a_contractor_has_people() =>
        Assert.Equal(["/people"], Read(Document(Of(group: Group)) with { Role = "SurveyBureau" }).Errors.Select(e => e.Place));

    [Fact]
    public void There_are_at_most_two_hundred() => Assert.Equal(["/people"],
        Read(Document([.. Enumerable.Range(0, 201).Select(i => Of(one: $"o-{i}"))])).Errors.Select(e => e.Place));
}
