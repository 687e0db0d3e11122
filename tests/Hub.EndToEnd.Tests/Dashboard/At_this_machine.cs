using System.Net;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.SignIn;
using Microsoft.AspNetCore.Http;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard without signing in, for whoever sits at the machine of the hub; in Azure for nobody.</summary>
public sealed class At_this_machine
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:7071", NotLoopback.None)]
    [InlineData("127.0.0.1", "127.0.0.1:7071", NotLoopback.None)]
    [InlineData("127.8.8.8", "LOCALHOST", NotLoopback.None)]
    [InlineData("::1", "[::1]:7071", NotLoopback.None)]
    [InlineData("::ffff:127.0.0.1", "localhost", NotLoopback.None)]
    [InlineData("192.168.1.7", "localhost", NotLoopback.Remote)]
    [InlineData("::ffff:192.168.1.7", "127.0.0.1", NotLoopback.Remote)]
    [InlineData(null, "localhost", NotLoopback.Remote)]
    [InlineData("127.0.0.1", "evil.example", NotLoopback.Host)]
    [InlineData("127.0.0.1", "localhost.evil.example", NotLoopback.Host)]
    [InlineData("127.0.0.1", "127.0.0.1.evil.example", NotLoopback.Host)]
    [InlineData("127.0.0.1", "192.168.1.7:7071", NotLoopback.Host)]
    [InlineData("127.0.0.1", "0.0.0.0:7071", NotLoopback.Host)]
    [InlineData("127.0.0.1", "", NotLoopback.Host)]
    [Trait(Runtime.Trait, Runtime.Local)]
    public void The_caller_and_the_name_that_it_asks_for_are_of_this_machine(string? remote, string host, object expected) => Assert.Equal(
        expected, LoopbackRule.Check(false, remote is null ? null : IPAddress.Parse(remote), new HostString(host), "HTTP/1.1",
        ["Host", "Accept", "X-Requested-With"]));

    [Theory]
    [InlineData("Forwarded")]
    [InlineData("x-forwarded-for")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Anything")]
    [InlineData("X-Real-IP")]
    [InlineData("X-Original-Host")]
    [InlineData("Via")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("X-Forwarded")]
    [InlineData("CDN-Loop")]
    [InlineData("X-Azure-ClientIP")]
    [Trait(Runtime.Trait, Runtime.Local)]
    public void No_proxy_passed_the_request_on(string header) =>
        Assert.Equal(NotLoopback.Forwarded, LoopbackRule.Check(false, IPAddress.Loopback, new HostString("localhost"), "HTTP/1.1", ["Host", header]));

    // What nginx sends by "proxy_pass http://127.0.0.1:7071;" and nothing else.
    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public void A_proxy_with_default_settings_lets_nobody_in_as_whoever_sits_here() => Assert.Equal(NotLoopback.Protocol, LoopbackRule.Check(
        false, IPAddress.Loopback, new HostString("127.0.0.1:7071"), "HTTP/1.0", ["Host", "Connection", "User-Agent", "Accept"]));

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task A_request_of_such_a_proxy_gets_a_page_that_says_what_to_set()
    {
        await using var hub = await HubHost.StartAsync();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, hub.Address.Port, Patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET /dashboard HTTP/1.0\r\nHost: 127.0.0.1:{hub.Address.Port}\r\nConnection: close\r\n\r\n"), Patience.Token);

        var answer = await new StreamReader(stream).ReadToEndAsync(Patience.Token);

        Assert.Contains(" 403 ", answer.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("Hub:PublicUrl", answer, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task The_page_says_who_one_is_and_elsewhere_what_to_set()
    {
        await using var hub = await HubHost.StartAsync();
        var browser = hub.With(null);

        var page = await browser.GetAsync("dashboard");

        Assert.Equal("text/html", page.ContentType);
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        // In Azure every request comes from the Functions host, on the same machine.
        if (Runtime.IsWorker) Assert.Contains("Hub:SignIn:Authority", page.Expect(403).Text, StringComparison.Ordinal);
        else Assert.Contains("Beheerder", page.Expect(200).Text, StringComparison.Ordinal);
        foreach (var (name, value) in ((string, string)[])[("Host", "evil.example"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1")])
            Assert.Contains("Geen toegang", (await browser.GetAsync("dashboard", (name, value))).Expect(403).Text, StringComparison.Ordinal);
    }

    // In Azure the host finds no function and answers by itself.
    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task What_is_not_there_and_what_is_asked_wrongly_is_said_on_a_page_in_Dutch()
    {
        await using var hub = await HubHost.StartAsync();
        var browser = hub.With(null);

        Assert.Contains("Niet gevonden", (await browser.GetAsync("dashboard/no-such-page")).Expect(404).Text, StringComparison.Ordinal);
        Assert.Contains("Niet gevonden", (await browser.GetAsync("dashboard/orders/no-such-order")).Expect(404).Text, StringComparison.Ordinal);
        Assert.Contains("zoekvraag", (await browser.GetAsync("dashboard/orders/4711?colour=red")).Expect(400).Text, StringComparison.Ordinal);
        Assert.Empty((await browser.SendAsync(HttpMethod.Head, "dashboard", null, null)).Expect(200).Body);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task A_hub_with_an_address_for_others_is_open_to_nobody()
    {
        await using var hub = await HubHost.StartAsync(null, ("Hub:PublicUrl", "http://127.0.0.1:7071"));

        var page = (await hub.With(null).GetAsync("dashboard")).Expect(403);

        Assert.Contains("Hub:SignIn:Authority", page.Text, StringComparison.Ordinal);
        // Neither do keys of machines open it.
        (await hub.Manager.GetAsync("dashboard")).Expect(403);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task A_principal_that_somebody_made_up_is_ignored_and_logged_once_without_what_it_says()
    {
        await using var hub = await HubHost.StartAsync();
        var forged = Principals.Of("forged-person", "Ketenhub.Admin");
        var plain = await hub.With(null).GetAsync("dashboard");

        for (var i = 0; i < 2; i++)
        {
            (await hub.With(null).GetAsync("api/v1/manage/partners", forged)).Expect(401);
            (await hub.With(null).GetAsync("api/v1/orders", forged)).Expect(401);
            (await hub.Manager.GetAsync("api/v1/manage/partners", forged)).Expect(200);
            Assert.Equal((plain.Status, plain.Text), await SeenAsync("dashboard"));
        }

        var lines = await Patience.UntilAsync(
            "the log", () => Task.FromResult(hub.LogLines.Where(l => l.Contains(ClientPrincipal.Header, StringComparison.Ordinal)).ToList()),
            l => l.Count >= 2);
        Assert.Equal(2, lines.Count);
        Assert.DoesNotContain(hub.LogLines, l => l.Contains("forged-person", StringComparison.Ordinal) || l.Contains(forged.Value, StringComparison.Ordinal));

        async Task<(int, string)> SeenAsync(string path)
        {
            var reply = await hub.With(null).GetAsync(path, forged);
            return (reply.Status, reply.Text);
        }
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Both)]
    public async Task A_form_of_another_site_changes_nothing_here()
    {
        await using var hub = await HubHost.StartAsync();

        var reply = await hub.With(null).PostAsync("dashboard/sign-out", "a=b", "application/x-www-form-urlencoded", ("Origin", "https://evil.example"));

        Assert.Equal("/dashboard", reply.Expect(302).Headers["Location"]);
        Assert.False(reply.Headers.ContainsKey("Set-Cookie"));
    }
}
