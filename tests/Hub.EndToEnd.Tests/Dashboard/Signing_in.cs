using System.Text.RegularExpressions;
using System.Web;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>A hub at which people sign in by OpenID Connect, and the issuer.</summary>
public sealed class SignInFixture : IAsyncLifetime
{
    public const string Group = "33333333-aaaa-4bbb-8ccc-222222222222";

    internal StandInIssuer Issuer { get; private set; } = null!;

    internal HubHost Hub { get; private set; } = null!;

    /// <summary>The address that the hub has for others: by https, through a proxy; on the worker, where it listens.</summary>
    internal string Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Issuer = await StandInIssuer.StartAsync();
        Hub = await HubHost.StartAsync(null,
            [.. Issuer.SignInSettings, ("Hub:SignIn:Tenants", Principals.Tenant), ("Hub:PublicUrl", "https://hub.corporatie.example")]);
        Address = Runtime.IsWorker ? Hub.Address.ToString().TrimEnd('/') : "https://hub.corporatie.example";
        foreach (var (id, group) in ((string, string)[])[("alfa", Group), ("beta", "44444444-aaaa-4bbb-8ccc-222222222222")])
        {
            (await Hub.Manager.PutAsync($"api/v1/manage/partners/{id}", $$"""
                { "role": "Contractor", "name": "Bedrijf {{id}}", "connection": { "language": "Canonical", "transport": "Mailbox" },
                  "people": [{ "tenantId": "{{Principals.Tenant}}", "groupId": "{{group}}" }] }
                """)).Expect(201);
        }
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>People who sign in by OpenID Connect.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed partial class Signing_in(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    private Browser NewBrowser() => new(fixture.Hub.Address);

    private static Dictionary<string, object> Somebody(string objectId, params string[] roles) =>
        new()
        {
            ["tid"] = Principals.Tenant, ["oid"] = objectId, ["sub"] = "s-1", ["name"] = "S. de Proef", ["email"] = "s@corporatie.example", ["roles"] = roles,
        };

    private static string Location(Reply reply, int status = 302) => reply.Expect(status).Headers["Location"];

    private async Task<Browser> SignedInAsync(Dictionary<string, object> claims)
    {
        var browser = NewBrowser();
        var back = fixture.Issuer.SignIn(Location(await browser.OpenAsync("dashboard")), claims);
        Assert.Equal("/dashboard", Location(await browser.OpenAsync(back.ToString())));
        return browser;
    }

    private SetCookie Cookie(Browser browser) =>
        browser.Cookies[fixture.Address.StartsWith("https", StringComparison.Ordinal) ? "__Host-ketenhub" : "ketenhub"];

    [Fact]
    public async Task Whoever_signs_in_comes_back_to_the_page_that_it_asked_for()
    {
        var browser = NewBrowser();

        var to = Location(await browser.OpenAsync("dashboard?van=mail", ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example")));
        var back = fixture.Issuer.SignIn(to, Somebody("o-1", "Ketenhub.Staff"));
        Assert.Equal($"{fixture.Address}/dashboard/sign-in/callback", back.GetLeftPart(UriPartial.Path));
        var asked = Location(await browser.OpenAsync(back.ToString()));
        Assert.Equal("/dashboard?van=mail", asked);
        var page = await browser.OpenAsync(asked);

        Assert.Contains("S. de Proef", page.Expect(200).Text, StringComparison.Ordinal);
        Assert.Contains("OpenID Connect", page.Text, StringComparison.Ordinal);
        // The name of the person is on its own page alone, and its mail address nowhere.
        Assert.DoesNotContain("s@corporatie.example", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Hub.LogLines, l => l.Contains("Proef", StringComparison.Ordinal) && l.Contains("S. de", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_cookies_are_for_the_hub_alone_and_no_script_reads_them()
    {
        var browser = await SignedInAsync(Somebody("o-1", "Ketenhub.Staff"));

        var cookie = Cookie(browser);

        Assert.Contains("httponly", cookie.Attributes, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie.Attributes, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie.Attributes, StringComparison.Ordinal);
        Assert.DoesNotContain("domain=", cookie.Attributes, StringComparison.Ordinal);
        Assert.Equal(fixture.Address.StartsWith("https", StringComparison.Ordinal), cookie.Attributes.Contains("secure", StringComparison.Ordinal));
        // Those of the sign-in itself are gone.
        Assert.All(browser.Cookies.Keys, n => Assert.StartsWith(cookie.Name, n, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example/dashboard")]
    [InlineData("//evil.example/dashboard")]
    [InlineData("/\\evil.example")]
    [InlineData("/dashboard\\..\\..\\evil")]
    [InlineData("/dashboardevil.example")]
    [InlineData("/.evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/api/docs")]
    [InlineData("/dashboard/orders/\u00e9")]
    public async Task Nobody_is_sent_to_another_place_afterwards(string returnUrl)
    {
        var browser = NewBrowser();
        var to = Location(await browser.OpenAsync($"dashboard/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"));

        var back = fixture.Issuer.SignIn(to, Somebody("o-1", "Ketenhub.Staff"));

        Assert.Equal("/dashboard", Location(await browser.OpenAsync(back.ToString())));
    }

    [Fact]
    public async Task A_page_of_the_dashboard_is_gone_to_afterwards()
    {
        var browser = NewBrowser();
        var to = Location(await browser.OpenAsync("dashboard/sign-in?returnUrl=%2Fdashboard%3Fvan%3Dmail"));

        Assert.Equal("/dashboard?van=mail", Location(await browser.OpenAsync(fixture.Issuer.SignIn(to, Somebody("o-1", "Ketenhub.Staff")).ToString())));
    }

    [Fact]
    public async Task A_contractors_person_is_of_its_contractor()
    {
        var browser = await SignedInAsync(new(Somebody("o-2", "Ketenhub.Contractor")) { ["groups"] = new[] { SignInFixture.Group } });

        Assert.Contains("Bedrijf alfa", (await browser.OpenAsync("dashboard")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_has_no_groups_but_those_that_say_for_which_contractor_one_works()
    {
        string[] many = [SignInFixture.Group, .. Enumerable.Range(0, 150).Select(i => $"{i:x8}-aaaa-4bbb-8ccc-222222222222")];

        var contractors = await SignedInAsync(new(Somebody("o-2", "Ketenhub.Contractor")) { ["groups"] = many });
        var staffs = await SignedInAsync(new(Somebody("o-1", "Ketenhub.Staff")) { ["groups"] = many });

        Assert.Contains("Bedrijf alfa", (await contractors.OpenAsync("dashboard")).Expect(200).Text, StringComparison.Ordinal);
        Assert.InRange(Cookie(contractors).Value.Length, 1, 2_000);
        Assert.InRange(Cookie(staffs).Value.Length, 1, 2_000);
    }

    [Fact]
    public async Task A_callback_with_a_slash_behind_it_is_no_blank_page() =>
        Assert.Contains("Opnieuw aanmelden", (await NewBrowser().OpenAsync("dashboard/sign-in/callback/")).Expect(403).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_person_without_a_role_and_one_of_another_directory_are_told_why_and_may_sign_out()
    {
        var noRole = await (await SignedInAsync(Somebody("o-3"))).OpenAsync("dashboard");
        Assert.Contains("nog geen rol", noRole.Expect(403).Text, StringComparison.Ordinal);
        Assert.Contains("dashboard/sign-out", noRole.Text, StringComparison.Ordinal);

        var foreign = await (await SignedInAsync(new(Somebody("o-4", "Ketenhub.Admin")) { ["tid"] = "another" })).OpenAsync("dashboard");
        Assert.Contains("andere organisatie", foreign.Expect(403).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_another_browser_began_is_refused()
    {
        var to = Location(await NewBrowser().OpenAsync("dashboard"));
        var other = NewBrowser();

        var page = await other.OpenAsync(fixture.Issuer.SignIn(to, Somebody("o-1", "Ketenhub.Staff")).ToString());

        Assert.Contains("hoort niet bij deze browser", page.Expect(403).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await other.OpenAsync("dashboard")).Status);
    }

    [Fact]
    public async Task A_sign_in_is_taken_once()
    {
        var browser = NewBrowser();
        var back = fixture.Issuer.SignIn(Location(await browser.OpenAsync("dashboard")), Somebody("o-1", "Ketenhub.Staff")).ToString();
        Location(await browser.OpenAsync(back));

        (await browser.OpenAsync(back)).Expect(403);
    }

    [Theory]
    [InlineData("another-client", null, false)]
    [InlineData(null, "another-nonce", false)]
    [InlineData(null, null, true)]
    public async Task A_token_that_is_not_right_lets_nobody_in(string? audience, string? nonce, bool forged)
    {
        var browser = NewBrowser();
        var back = fixture.Issuer.SignIn(Location(await browser.OpenAsync("dashboard")), Somebody("o-1", "Ketenhub.Admin"), audience, nonce, forged);

        (await browser.OpenAsync(back.ToString())).Expect(403);

        Assert.DoesNotContain(browser.Cookies.Keys, n => n.EndsWith("ketenhub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_refuses_to_sign_in_gets_a_page_that_says_so()
    {
        var browser = NewBrowser();
        var state = HttpUtility.ParseQueryString(new Uri(Location(await browser.OpenAsync("dashboard"))).Query)["state"]!;

        var page = await browser.OpenAsync("dashboard/sign-in/callback"
            + $"?error=access_denied&error_description=AADSTS50105+p.jansen%40corporatie.example&state={Uri.EscapeDataString(state)}");

        Assert.Contains("Opnieuw aanmelden", page.Expect(403).Text, StringComparison.Ordinal);
        // What the issuer says of the person stands neither there nor in a log.
        Assert.DoesNotContain("p.jansen", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Hub.LogLines, l => l.Contains("p.jansen", StringComparison.Ordinal));
        (await NewBrowser().OpenAsync("dashboard/sign-in/callback")).Expect(403);
    }

    [Fact]
    public async Task A_cookie_that_somebody_made_or_changed_is_nobodys()
    {
        var signedIn = Cookie(await SignedInAsync(Somebody("o-1", "Ketenhub.Staff")));
        foreach (var value in (string[])["", "forged", signedIn.Value[..^4],
            signedIn.Value[..20] + (signedIn.Value[20] == 'A' ? 'B' : 'A') + signedIn.Value[21..]])
        {
            var browser = NewBrowser();
            browser.Cookies[signedIn.Name] = signedIn with { Value = value };
            (await browser.OpenAsync("dashboard")).Expect(302);
        }
        var same = NewBrowser();
        same.Cookies[signedIn.Name] = signedIn;
        (await same.OpenAsync("dashboard")).Expect(200);
    }

    [Fact]
    public async Task Keys_of_machines_open_no_page_and_a_persons_cookie_opens_no_interface()
    {
        (await fixture.Hub.Manager.GetAsync("dashboard")).Expect(302);

        (await (await SignedInAsync(Somebody("o-1", "Ketenhub.Admin"))).OpenAsync("api/v1/manage/partners")).Expect(401);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_and_is_told_where_else_to()
    {
        var browser = await SignedInAsync(Somebody("o-1", "Ketenhub.Staff"));
        var form = Form((await browser.OpenAsync("dashboard")).Expect(200));

        var answer = await browser.SendFormAsync("dashboard/sign-out", form);

        Assert.Contains("/logout?client_id=", (await browser.OpenAsync(Location(answer, 303))).Expect(200).Text, StringComparison.Ordinal);
        (await browser.OpenAsync("dashboard")).Expect(302);
    }

    [Fact]
    public async Task Nobody_else_signs_a_person_out()
    {
        var browser = await SignedInAsync(Somebody("o-1", "Ketenhub.Staff"));
        var other = await SignedInAsync(Somebody("o-2", "Ketenhub.Staff"));
        var formOfOther = Form((await other.OpenAsync("dashboard")).Expect(200));
        Form((await browser.OpenAsync("dashboard")).Expect(200));

        Assert.Contains("Er is niets veranderd", (await browser.SendFormAsync("dashboard/sign-out")).Expect(400).Text, StringComparison.Ordinal);
        (await browser.SendFormAsync("dashboard/sign-out", (formOfOther.Name, "forged"))).Expect(400);
        // Also not by a form that the hub made for another person, with that person's cookie beside it.
        (await browser.SendFormAsync("dashboard/sign-out", formOfOther)).Expect(400);

        (await browser.OpenAsync("dashboard")).Expect(200);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_no_form_of_the_hub()
    {
        var browser = await SignedInAsync(Somebody("o-1", "Ketenhub.Staff"));

        var many = await browser.SendFormAsync("dashboard/sign-out", [.. Enumerable.Range(0, 2_000).Select(i => ($"f{i}", "x"))]);
        var noBoundary = await fixture.Hub.With(null).PostAsync("dashboard/sign-out", "x", "multipart/form-data");

        Assert.Contains("Er is niets veranderd", many.Expect(400).Text, StringComparison.Ordinal);
        Assert.Contains("Er is niets veranderd", noBoundary.Expect(400).Text, StringComparison.Ordinal);
    }

    private static (string Name, string Value) Form(Reply page)
    {
        var field = HiddenField().Match(page.Text);
        return (field.Groups["name"].Value, HttpUtility.HtmlDecode(field.Groups["value"].Value));
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]+)">""")]
    private static partial Regex HiddenField();
}
