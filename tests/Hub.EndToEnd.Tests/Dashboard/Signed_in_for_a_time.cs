using Hub.Demo.Servers;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>Signing in, as the clock goes on, and among several hubs.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Signed_in_for_a_time
{
    private static readonly Dictionary<string, object> Staff = new() { ["sub"] = "s-1", ["roles"] = new[] { "Ketenhub.Staff" } };

    private static Task<HubHost> StartAsync(StandInIssuer issuer, TimeProvider? clock, params (string, string)[] settings) =>
        HubHost.StartAsync(clock, [.. issuer.SignInSettings, ("Hub:PublicUrl", "https://hub.corporatie.example/keten"), .. settings]);

    private static async Task<Browser> SignedInAsync(HubHost hub, StandInIssuer issuer)
    {
        var browser = new Browser(hub.Address);
        var back = issuer.SignIn((await browser.OpenAsync("dashboard")).Expect(302).Headers["Location"], Staff);
        // The proxy before the hub takes the first part of the path away.
        Assert.StartsWith("https://hub.corporatie.example/keten/dashboard/sign-in/callback?", back.ToString(), StringComparison.Ordinal);
        Assert.Equal("/keten/dashboard", (await browser.OpenAsync(back.PathAndQuery["/keten/".Length..])).Expect(302).Headers["Location"]);
        return browser;
    }

    [Fact]
    public async Task After_an_hour_the_issuer_is_asked_again()
    {
        await using var issuer = await StandInIssuer.StartAsync();
        var clock = new Hub.Testing.FakeClock(DateTimeOffset.UtcNow);
        await using var hub = await StartAsync(issuer, clock);
        var browser = await SignedInAsync(hub, issuer);

        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMinutes(1));
        (await browser.OpenAsync("dashboard")).Expect(200);
        clock.Advance(TimeSpan.FromMinutes(2));

        (await browser.OpenAsync("dashboard")).Expect(302);
    }

    [Fact]
    public async Task An_issuer_without_directories_is_one_itself()
    {
        await using var issuer = await StandInIssuer.StartAsync();
        await using var hub = await StartAsync(issuer, null);

        Assert.Contains("Medewerker", (await (await SignedInAsync(hub, issuer)).OpenAsync("dashboard")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hubs_with_one_key_ring_know_each_others_people_and_others_do_not()
    {
        await using var issuer = await StandInIssuer.StartAsync();
        using var keys = new Hub.Testing.TempFolder();
        await using var one = await StartAsync(issuer, null, ("Hub:KeyDirectory", keys.Path));
        await using var two = await StartAsync(issuer, null, ("Hub:KeyDirectory", keys.Path));
        await using var other = await StartAsync(issuer, null);
        var cookie = (await SignedInAsync(one, issuer)).Cookies["__Host-ketenhub"];

        foreach (var (hub, status) in ((HubHost, int)[])[(two, 200), (other, 302)])
        {
            var browser = new Browser(hub.Address);
            browser.Cookies[cookie.Name] = cookie;
            (await browser.OpenAsync("dashboard")).Expect(status);
        }
    }

    [Fact]
    public async Task An_issuer_that_is_down_is_said_to_be()
    {
        await using var issuer = await StandInIssuer.StartAsync();
        await using var hub = await StartAsync(issuer, null);
        await issuer.SetBehaviourAsync(new Behaviour.Down());

        var page = await new Browser(hub.Address).OpenAsync("dashboard");

        Assert.Contains("geeft geen antwoord", page.Expect(503).Text, StringComparison.Ordinal);
    }
}
