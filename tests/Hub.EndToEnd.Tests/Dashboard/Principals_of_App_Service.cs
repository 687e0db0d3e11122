using Hub.EndToEnd.Tests.Support;
using Hub.Functions.SignIn;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>What is taken of the header of App Service authentication.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Principals_of_App_Service
{
    [Fact]
    public void The_claims_of_the_blob_are_the_principal()
    {
        var principal = ClientPrincipal.Read(Principals.Of("o-1", "Ketenhub.Staff").Value)!;

        Assert.Equal((Principals.Tenant, "o-1", "S. de Proef"), (principal.TenantId, principal.ObjectId, principal.Name));
        Assert.Equal(["Ketenhub.Staff"], principal.Roles);
    }

    [Fact]
    public void The_blob_may_name_the_type_of_roles_otherwise()
    {
        const string Blob = """
            {"auth_typ":"aad","role_typ":"urn:role","claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":"o"},{"typ":"urn:role","val":"Ketenhub.Staff"}]}
            """;

        Assert.Equal(["Ketenhub.Staff"], ClientPrincipal.Read(Principals.Base64(Blob))!.Roles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("{}")]
    public void What_is_no_base64_is_nobody(string header) => Assert.Null(ClientPrincipal.Read(header));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"auth_typ":"aad","claims":null}""")]
    [InlineData("""{"auth_typ":"aad","claims":[]}""")]
    [InlineData("""{"auth_typ":"aad","claims":[null]}""")]
    [InlineData("""{"auth_typ":"aad","claims":"tid"}""")]
    [InlineData("""{"auth_typ":"aad","claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":null}]}""")]
    [InlineData("""{"auth_typ":"aad","claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":{}}]}""")]
    [InlineData("""{"auth_typ":"aad","claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":"o"}]""")]
    [InlineData("""{"auth_typ":"aad","claims":[{"typ":"tid","val":"t"},{"typ":"tid","val":"u"},{"typ":"oid","val":"o"}]}""")]
    public void What_is_no_principal_is_nobody(string json) => Assert.Null(ClientPrincipal.Read(Principals.Base64(json)));

    [Theory]
    [InlineData("""{"auth_typ":"google","claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":"o"}]}""")]
    [InlineData("""{"auth_typ":"aad2","claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":"o"}]}""")]
    [InlineData("""{"claims":[{"typ":"tid","val":"t"},{"typ":"oid","val":"o"}]}""")]
    public void Whoever_signed_in_elsewhere_than_at_Entra_is_nobody(string json) => Assert.Null(ClientPrincipal.Read(Principals.Base64(json)));

    [Fact]
    public void A_blob_that_is_too_long_is_not_read()
    {
        var many = Principals.Blob([("tid", "t"), ("oid", "o"), .. Enumerable.Range(0, 999).Select(i => ("groups", "g"))]);
        var large = Principals.Blob(("tid", "t"), ("oid", "o"), ("name", new string('n', 64 * 1024)));

        Assert.Null(ClientPrincipal.Read(many));
        Assert.Null(ClientPrincipal.Read(large));
    }
}
