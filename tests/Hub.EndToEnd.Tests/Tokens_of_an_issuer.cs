using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>OAuth2 client-credentials tokens of the issuer in the settings.</summary>
public sealed class Tokens_of_an_issuer : IAsyncLifetime
{
    private const string App = "11111111-2222-3333-4444-555555555555";

    private StandInIssuer _issuer = null!;
    private Chain _chain = null!;

    public async Task InitializeAsync()
    {
        _issuer = await StandInIssuer.StartAsync();
        _chain = await Chain.StartAsync(null, _issuer.Settings);
        var document = _chain.DicoC.PartnerDocument();
        document["appId"] = App;
        await _chain.Hub.Setup.PutPartnerAsync(_chain.DicoC.PartnerId, document, Patience.Token);
    }

    public async Task DisposeAsync()
    {
        await _chain.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_valid_token_is_the_partner_with_its_application()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);

        (await _chain.Hub.With(null).PostAsync(Given.Dico, Given.Status(number, Glns.Of(13), "ACC"), "application/xml", _issuer.Token(App))).Expect(202);

        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(number));
        (await _chain.Hub.With(null).GetAsync("api/v1/orders", _issuer.Token(App, claim: "azp"))).Expect(200);
    }

    [Fact]
    public async Task A_token_that_is_not_right_is_nobody()
    {
        var nobody = _chain.Hub.With(null);

        foreach (var header in ((string, string)[])
        [
            _issuer.Token("another-application"), _issuer.Token(App, audience: "api://another"), _issuer.Token(App, validFor: TimeSpan.FromHours(-1)),
            _issuer.Token(App, forged: true), ("Authorization", "Bearer nonsense"), ("Authorization", "Basic YTpi"),
        ])
            (await nobody.GetAsync("api/v1/mailbox", header)).Expect(401);
    }

    [Fact]
    public async Task A_person_who_signs_in_at_a_partners_application_is_not_the_partner()
    {
        var person = _issuer.Token(App, more: new() { ["tid"] = "t-1", ["oid"] = "o-1", ["scp"] = "read" });

        (await _chain.Hub.With(null).GetAsync("api/v1/mailbox", person)).Expect(401);
    }

    [Fact]
    public async Task The_administrators_role_opens_the_manage_face_and_no_other_does()
    {
        var nobody = _chain.Hub.With(null);

        (await nobody.GetAsync("api/v1/manage/partners", _issuer.Token("admin-app", role: "Ketenhub.Admin"))).Expect(200);
        (await nobody.GetAsync("api/v1/manage/partners", _issuer.Token(App, role: "Ketenhub.Staff"))).Expect(401);
    }

    [Fact]
    public async Task An_issuer_that_is_down_leaves_keys_valid_and_tokens_unknown()
    {
        await _issuer.SetBehaviourAsync(new Hub.Demo.Servers.Behaviour.Down());

        (await _chain.Hub.With(null).GetAsync("api/v1/mailbox", _issuer.Token(App))).Expect(401);
        (await _chain.As(_chain.DicoC).GetAsync("api/v1/mailbox")).Expect(200);
    }
}
