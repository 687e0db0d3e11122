using Hub.EndToEnd.Tests.Support;
using Hub.Functions.SignIn;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>A hub behind App Service authentication. On the local runtime it does not exist, and nobody believes its header.</summary>
public sealed class AppServiceFixture : IAsyncLifetime
{
    public const string Group = "33333333-aaaa-4bbb-8ccc-222222222222";

    internal HubHost Hub { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Hub = await HubHost.StartAsync(null, ("WEBSITE_AUTH_ENABLED", "True"), ("Hub:SignIn:Tenants", $"other, {Principals.Tenant}"),
            ("Hub:PublicUrl", "https://hub.corporatie.example"));
        (await Hub.Manager.PutAsync("api/v1/manage/partners/alfa", $$"""
            { "role": "Contractor", "name": "Alfa <Onderhoud>", "connection": { "language": "Canonical", "transport": "Mailbox" },
              "people": [{ "tenantId": "{{Principals.Tenant}}", "groupId": "{{Group}}" }] }
            """)).Expect(201);
    }

    public async Task DisposeAsync() => await Hub.DisposeAsync();
}

/// <summary>People for whom App Service authentication vouches.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class People_of_App_Service(AppServiceFixture fixture) : IClassFixture<AppServiceFixture>
{
    private readonly HubHost _hub = fixture.Hub;

    private async Task SeesAsync(int status, string words, params (string Name, string Value)[] headers)
    {
        var page = await _hub.With(null).GetAsync("dashboard", headers);
        // Of the local runtime: the header is nobody's there, and the hub has an address for others.
        if (Runtime.IsWorker) Assert.Contains(words, page.Expect(status).Text, StringComparison.Ordinal);
        else Assert.Contains("Hub:SignIn:Authority", page.Expect(403).Text, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
    }

    [Fact]
    public Task A_person_with_a_role_sees_who_it_is() => SeesAsync(200, "S. de Proef", Principals.Of("o-1", "Ketenhub.Staff"));

    [Fact]
    public Task A_contractors_person_sees_its_company_by_its_name_and_not_as_markup() => SeesAsync(200, "Alfa &lt;Onderhoud&gt;",
        Principals.Header(("tid", Principals.Tenant), ("oid", "o-2"), ("roles", "Ketenhub.Contractor"), ("groups", AppServiceFixture.Group)));

    [Fact]
    public Task A_person_without_a_role_is_told_so() => SeesAsync(403, "nog geen rol", Principals.Of("o-3"));

    [Fact]
    public Task Whoever_is_refused_may_sign_out_and_come_back_as_somebody_else() => SeesAsync(403, "/.auth/logout", Principals.Of("o-3"));

    [Fact]
    public Task Another_directorys_person_is_not_let_in() => SeesAsync(403, "andere organisatie",
        Principals.Header(("tid", "9b7d1f0e-5b2a-4c1e-9a4b-2f6d0c9e1a11"), ("oid", "o-4"), ("roles", "Ketenhub.Admin")));

    [Fact]
    public Task A_person_with_too_many_groups_is_told_so_plainly() => SeesAsync(403, "zo veel groepen",
        Principals.Header(("tid", Principals.Tenant), ("oid", "o-5"), ("roles", "Ketenhub.Contractor"), ("_claim_names", """{"groups":"src1"}""")));

    [Fact]
    public Task A_principal_that_cannot_be_read_is_nobody() => SeesAsync(403, "niet lezen wie u bent", (ClientPrincipal.Header, "e30="));

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_App_Service()
    {
        var page = await _hub.With(null).GetAsync("dashboard?a=b");
        if (Runtime.IsWorker) Assert.Equal("/.auth/login/aad?post_login_redirect_uri=%2Fdashboard%3Fa%3Db", page.Expect(302).Headers["Location"]);
        else page.Expect(403);
    }

    [Fact]
    public async Task Below_api_nobody_is_let_in_by_it() =>
        (await _hub.With(null).GetAsync("api/v1/manage/partners", Principals.Of("o-6", "Ketenhub.Admin"))).Expect(401);
}
