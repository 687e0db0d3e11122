using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;
using Hub.Testing.Mail;

namespace Hub.EndToEnd.Tests;

/// <summary>A hub on one machine that mails by a mail server. Here a setting is missing: without a GLN of the corporation no DICO can be written.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Notices_by_a_mail_server : IAsyncLifetime
{
    private readonly MailServer _server = new();
    private readonly FakeClock _clock = new();
    private Chain _chain = null!;

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync(
            _clock, ("Hub:Corporation:Gln", ""), ("Hub:Smtp:Host", "127.0.0.1"), ("Hub:Smtp:Port", _server.Port.ToString(CultureInfo.InvariantCulture)),
            ("Hub:Smtp:From", "ketenhub@woonhart.example"), ("Hub:Smtp:Security", "None"), ("Hub:Notices:Administrators", "hub@woonhart.example"));
        var document = _chain.DicoC.PartnerDocument();
        document["watchers"] = new JsonArray("beheer@woonhart.example");
        await _chain.Hub.Setup.PutPartnerAsync(_chain.DicoC.PartnerId, document, Patience.Token);
        var number = await _chain.PlaceAsync(_chain.DicoC);
        await _chain.DeliveriesAsync(number, _chain.DicoC, "a parked delivery", d => d is [{ State: "parked" }]);
        await _chain.Hub.RunTimerAsync("Sweep");
    }

    public async Task DisposeAsync()
    {
        await _chain.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_watchers_of_a_partner_get_the_mail_and_no_file_is_written()
    {
        await _chain.Hub.RunTimerAsync("SendNotices");

        var mail = Assert.Single(_server.Taken);
        Assert.Equal(("ketenhub@woonhart.example", "beheer@woonhart.example"), (mail.From, Assert.Single(mail.To)));
        Assert.Contains("Subject: 1 bericht aan Cement komt niet aan", Encoding.Latin1.GetString(mail.Content), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_chain.Hub.DataDirectory, "notices")));
        Assert.Equal(("ok", null), await HealthAsync());
    }

    [Fact]
    public async Task While_the_server_is_away_health_says_so_to_the_administrator_and_afterwards_the_mail_comes()
    {
        _server.IsBroken = true;
        await _chain.Hub.RunTimerAsync("SendNotices");

        var (state, detail) = await HealthAsync();
        Assert.Equal("degraded", state);
        Assert.Contains("1 of 1 notices to be sent could not be sent yet", detail, StringComparison.Ordinal);
        Assert.Contains("The mail server broke the connection off", detail, StringComparison.Ordinal);
        await _chain.PlaceAndReachAsync(_chain.Webhook);

        _server.IsBroken = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _chain.Hub.RunTimerAsync("SendNotices");
        await Patience.UntilAsync("the mail", () => _server.Taken.Count > 0);
        Assert.Equal("ok", (await Patience.UntilAsync("health to be well", HealthAsync, h => h.State == "ok")).State);
    }

    private async Task<(string? State, string? Detail)> HealthAsync()
    {
        // Its answer is good for two seconds.
        _clock.Advance(TimeSpan.FromSeconds(3));
        var health = (await _chain.Manager.GetAsync("api/health/ready")).Expect(200).Json;
        var notices = health.GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "notices");
        return (notices.GetProperty("state").GetString(), notices.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }
}
