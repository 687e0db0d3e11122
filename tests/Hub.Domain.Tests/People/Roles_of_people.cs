using Hub.Domain.Partners;
using Hub.Domain.People;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.People;

public sealed class Roles_of_people
{
    private const string Tenant = "0b7d1f0e-5b2a-4c1e-9a4b-2f6d0c9e1a11";
    private const string Id = "11111111-aaaa-4bbb-8ccc-222222222222";
    private const string GroupOfAlfa = "33333333-aaaa-4bbb-8ccc-222222222222";
    private const string GroupOfBeta = "44444444-aaaa-4bbb-8ccc-222222222222";

    private static readonly Partner Alfa = Given.PartnerAlfa with { People = [new(Tenant, GroupId: GroupOfAlfa)] };
    private static readonly Partner Beta = Given.PartnerBeta with { People = [new(Tenant, GroupId: GroupOfBeta), new(Tenant, ObjectId: Id)] };

    private static PersonReading Read(Principal principal, params Partner[] partners) => Person.Read(principal, [Tenant], partners);

    private static Principal Somebody(params string[] roles) => new(Tenant, "somebody", "S. de Proef", roles, []);

    private static Person Known(Principal principal, params Partner[] partners) => Assert.IsType<PersonReading.Known>(Read(principal, partners)).Person;

    private static PersonRefusal Refused(Principal principal, params Partner[] partners) =>
        Assert.IsType<PersonReading.Refused>(Read(principal, partners)).Why;

    [Theory]
    [InlineData("Ketenhub.Staff", PersonRole.Staff)]
    [InlineData("Ketenhub.Inspector", PersonRole.Inspector)]
    [InlineData("Ketenhub.Admin", PersonRole.Admin)]
    [InlineData("Ketenhub.SocialCare", PersonRole.SocialCare)]
    [InlineData("Ketenhub.Mandate.verhuurmakelaar", PersonRole.Mandate)]
    public void A_role_of_the_directory_is_a_role_at_the_hub(string role, PersonRole expected) => Assert.Equal([expected], Known(Somebody(role)).Roles);

    [Fact]
    public void Mandates_are_the_roles_of_contracts_and_several_roles_add_up()
    {
        var person = Known(Somebody("Ketenhub.Mandate.opzichter", "Ketenhub.Staff", "Ketenhub.Mandate.verhuurmakelaar", "Ketenhub.Staff", "Other.Role"));

        Assert.Equal([PersonRole.Staff, PersonRole.Mandate], person.Roles);
        Assert.Equal(["opzichter", "verhuurmakelaar"], person.Mandates);
    }

    [Theory]
    [InlineData]
    [InlineData("Staff")]
    [InlineData("ketenhub.staff")]
    [InlineData("Ketenhub.Mandate.")]
    [InlineData("Ketenhub.Owner")]
    public void Whoever_has_no_role_of_the_hub_is_not_let_in(params string[] roles) => Assert.Equal(PersonRefusal.NoRole, Refused(Somebody(roles)));

    [Fact]
    public void Another_directorys_people_are_not_let_in_whatever_they_are_there() =>
        Assert.Equal(PersonRefusal.ForeignTenant, Refused(Somebody("Ketenhub.Admin") with { TenantId = "another" }));

    [Fact]
    public void A_directorys_id_is_the_same_in_capitals() =>
        Assert.True(Known(Somebody("Ketenhub.Staff") with { TenantId = Tenant.ToUpperInvariant() }).Is(PersonRole.Staff));

    [Fact]
    public void A_contractors_person_is_found_by_a_group() =>
        Assert.Same(Alfa, Known(Somebody("Ketenhub.Contractor") with { Groups = ["none", GroupOfAlfa.ToUpperInvariant()] }, Alfa, Beta).Contractor);

    [Fact]
    public void A_contractors_person_is_found_by_itself_also_where_the_directory_left_its_groups_out() =>
        Assert.Same(Beta, Known(Somebody("Ketenhub.Contractor") with { ObjectId = Id, GroupsAreLeftOut = true }, Alfa, Beta).Contractor);

    [Fact]
    public void A_contractors_person_whom_no_partner_names_is_told_so() =>
        Assert.Equal(PersonRefusal.NoContractor, Refused(Somebody("Ketenhub.Contractor"), Alfa, Beta));

    [Fact]
    public void Where_the_directory_left_the_groups_out_that_is_the_reason() =>
        Assert.Equal(PersonRefusal.GroupsLeftOut, Refused(Somebody("Ketenhub.Contractor") with { GroupsAreLeftOut = true }, Alfa, Beta));

    [Fact]
    public void The_same_id_in_another_directory_is_somebody_else()
    {
        var alfa = Alfa with { People = [new("another", GroupId: GroupOfAlfa)] };

        Assert.Equal(PersonRefusal.NoContractor, Refused(Somebody("Ketenhub.Contractor") with { Groups = [GroupOfAlfa] }, alfa));
    }

    [Fact]
    public void A_group_is_not_found_by_the_id_of_a_person_and_the_other_way_round()
    {
        var alfa = Alfa with { People = [new(Tenant, GroupId: Id), new(Tenant, ObjectId: GroupOfBeta)] };

        Assert.Equal(PersonRefusal.NoContractor, Refused(Somebody("Ketenhub.Contractor") with { ObjectId = Id, Groups = [GroupOfBeta] }, alfa));
    }

    [Fact]
    public void Nobody_is_of_two_contractors() =>
        Assert.Equal(PersonRefusal.TwoContractors, Refused(Somebody("Ketenhub.Contractor") with { ObjectId = Id, Groups = [GroupOfAlfa] }, Alfa, Beta));

    [Fact]
    public void Nobody_is_of_the_corporation_and_a_contractor() => Assert.Equal(
        PersonRefusal.ConflictingRoles, Refused(Somebody("Ketenhub.Contractor", "Ketenhub.Staff") with { Groups = [GroupOfAlfa] }, Alfa));

    [Fact]
    public void A_disabled_contractors_people_are_not_let_in() => Assert.Equal(
        PersonRefusal.ContractorDisabled, Refused(Somebody("Ketenhub.Contractor") with { Groups = [GroupOfAlfa] }, Alfa with { Enabled = false }));

    [Fact]
    public void Without_the_role_a_contractors_group_gives_nothing() =>
        Assert.Equal(PersonRefusal.NoRole, Refused(Somebody() with { Groups = [GroupOfAlfa] }, Alfa));

    public static TheoryData<(string, string)[], string> Claims => new()
    {
        { [("tid", "t"), ("oid", "o"), ("name", "N"), ("roles", "a"), ("roles", "b"), ("groups", "g")], "t o N a,b g False" },
        {
            [
                ("http://schemas.microsoft.com/identity/claims/tenantid", "t"), ("http://schemas.microsoft.com/identity/claims/objectidentifier", "o"),
                ("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "a"),
            ],
            "t o  a  False"
        },
        { [("tid", "t"), ("sub", "s")], "t s    False" },
        { [("tid", "t"), ("oid", "o"), ("sub", "s")], "t o    False" },
        { [("tid", "t"), ("oid", "o"), ("hasgroups", "true")], "t o    True" },
        { [("tid", "t"), ("oid", "o"), ("_claim_names", """{"groups":"src1"}""")], "t o    True" },
        { [("tid", "t"), ("oid", "o"), ("tid", "T"), ("oid", "o")], "t o    False" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Claims_are_read_by_their_short_and_their_long_names((string, string)[] claims, string expected)
    {
        var p = Principal.Of(claims)!;

        Assert.Equal(expected, $"{p.TenantId} {p.ObjectId} {p.Name} {string.Join(',', p.Roles)} {string.Join(',', p.Groups)} {p.GroupsAreLeftOut}");
    }

    public static TheoryData<(string, string)[]> Nobody => new()
    {
        ((string, string)[])[("tid", "t")],
        ((string, string)[])[("oid", "o")],
        ((string, string)[])[("tid", ""), ("oid", "o")],
        ((string, string)[])[("tid", "t"), ("oid", "")],
        ((string, string)[])[("tid", "t"), ("tid", "u"), ("oid", "o")],
        ((string, string)[])[("tid", "t"), ("oid", "o"), ("oid", "p"), ("sub", "s")],
        Array.Empty<(string, string)>(),
    };

    [Theory]
    [MemberData(nameof(Nobody))]
    public void Claims_that_do_not_say_which_one_person_it_is_are_nobodys((string, string)[] claims) => Assert.Null(Principal.Of(claims));

    [Fact]
    public void A_name_gets_into_no_log()
    {
        Assert.DoesNotContain("Proef", Somebody("Ketenhub.Staff").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Proef", Known(Somebody("Ketenhub.Staff")).ToString(), StringComparison.Ordinal);
    }
}
