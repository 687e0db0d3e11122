using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>A chain at whose hub people sign in.</summary>
public sealed class PeopleFixture : IAsyncLifetime
{
    internal StandInIssuer Issuer { get; private set; } = null!;

    internal Chain Chain { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Issuer = await StandInIssuer.StartAsync();
        Chain = await Chain.StartAsync(null,
            [.. Issuer.SignInSettings, ("Hub:SignIn:Tenants", Principals.Tenant), ("Hub:PublicUrl", "https://hub.corporatie.example")]);
    }

    public async Task DisposeAsync()
    {
        await Chain.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>Which person sees which order.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Orders_of_people(PeopleFixture fixture) : IClassFixture<PeopleFixture>
{
    private const string GroupOfCement = "33333333-aaaa-4bbb-8ccc-222222222222";
    private const string PersonOfHaakman = "55555555-aaaa-4bbb-8ccc-222222222222";
    private const string GroupOfTroffel = "77777777-aaaa-4bbb-8ccc-222222222222";

    private readonly Chain _chain = fixture.Chain;
    private readonly StandInIssuer _issuer = fixture.Issuer;

    private async Task PutPeopleAsync(string id, JsonObject document, string kind, string value)
    {
        document["people"] = new JsonArray(new JsonObject { ["tenantId"] = Principals.Tenant, [kind] = value });
        await _chain.Hub.Setup.PutPartnerAsync(id, document, Patience.Token);
    }

    private async Task<Browser> SignedInAsync(string objectId, string role, params string[] groups)
    {
        var browser = new Browser(_chain.Hub.Address);
        var to = (await browser.OpenAsync("dashboard")).Expect(302).Headers["Location"];
        var back = _issuer.SignIn(to, new()
        {
            ["sub"] = objectId, ["tid"] = Principals.Tenant, ["oid"] = objectId, ["roles"] = new[] { role }, ["groups"] = groups,
        });
        (await browser.OpenAsync(back.ToString())).Expect(302);
        return browser;
    }

    [Fact]
    public async Task A_contractors_person_sees_its_contractors_orders_and_another_contractors_is_not_found()
    {
        await PutPeopleAsync("cement", _chain.DicoC.PartnerDocument(), "groupId", GroupOfCement);
        await PutPeopleAsync("haakman", _chain.Webhook.PartnerDocument(), "objectId", PersonOfHaakman);
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var id = (await _chain.OrderAsync(number)).GetProperty("id").GetString();
        var cement = await SignedInAsync("o-1", "Ketenhub.Contractor", GroupOfCement);
        var haakman = await SignedInAsync(PersonOfHaakman, "Ketenhub.Contractor", "another-group");

        foreach (var name in (string?[])[number, id])
        {
            Assert.Contains(number, (await cement.OpenAsync($"dashboard/orders/{name}")).Expect(200).Text, StringComparison.Ordinal);
            var page = (await haakman.OpenAsync($"dashboard/orders/{name}")).Expect(404);
            Assert.Equal(page.Text, (await haakman.OpenAsync("dashboard/orders/no-such-order")).Expect(404).Text);
        }
    }

    [Theory]
    [InlineData("Ketenhub.Staff", 200)]
    [InlineData("Ketenhub.Inspector", 200)]
    [InlineData("Ketenhub.Admin", 200)]
    [InlineData("Ketenhub.Mandate.opzichter", 200)]
    [InlineData("Ketenhub.SocialCare", 404)]
    [InlineData("Ketenhub.Contractor", 403)]
    [InlineData("Ketenhub.Other", 403)]
    public async Task The_corporations_people_see_every_order_but_who_only_cares_for_social_signals(string role, int status)
    {
        var number = await _chain.PlaceAndReachAsync(_chain.Webhook);

        (await (await SignedInAsync("o-2", role)).OpenAsync($"dashboard/orders/{number}")).Expect(status);
    }

    [Fact]
    public async Task Who_is_taken_out_of_the_partners_document_sees_nothing_any_more()
    {
        await PutPeopleAsync("troffel", _chain.DicoA.PartnerDocument(), "groupId", GroupOfTroffel);
        var number = await _chain.PlaceAndReachAsync(_chain.DicoA);
        var person = await SignedInAsync("o-1", "Ketenhub.Contractor", GroupOfTroffel);
        (await person.OpenAsync($"dashboard/orders/{number}")).Expect(200);

        await PutPeopleAsync("troffel", _chain.DicoA.PartnerDocument(), "groupId", "66666666-aaaa-4bbb-8ccc-222222222222");

        (await person.OpenAsync($"dashboard/orders/{number}")).Expect(403);
    }
}
