using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Erp;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>What the watchers of a contractor and of the ERP are sent when a deadline is about to pass: here work must have begun within four hours.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Notices_of_deadlines : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private Chain _chain = null!;
    private MailFolder _mail = null!;

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync(_clock);
        _mail = new MailFolder(_chain.Hub);
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1", """
            { "contractor": "haakman", "validFrom": "2026-01-01", "areas": [{ "area": "Noord" }], "work": [{ "kind": "Repair", "rank": 1 }],
              "serviceLevels": [{ "kind": "Repair", "urgency": "spoed", "respondWithin": "PT4H", "clock": "AroundTheClock" }] }
            """)).Expect(201);
        foreach (var (partner, watcher) in new (IStandIn, string)[] { (_chain.Webhook, "planning@haakman.example"), (_chain.Erp, "regie@woonhart.example") })
        {
            var document = partner.PartnerDocument();
            document["watchers"] = new JsonArray(watcher);
            await _chain.Hub.Setup.PutPartnerAsync(partner.PartnerId, document, Patience.Token);
        }
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task Both_sides_get_a_mail_when_half_of_a_short_time_is_over_and_only_one()
    {
        var draft = _chain.Draft(null) with { Urgency = "spoed", ResidentName = "Zonnebloem-Merkteken" };
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        await Patience.UntilAsync("the list to have the order", () => _chain.Manager.GetAsync($"api/v1/orders?q={draft.Number}"),
            r => r.Json.GetProperty("orders").GetArrayLength() == 1);
        await NoticeAsync(TimeSpan.FromHours(1));
        Assert.Empty(_mail.Files);

        await NoticeAsync(TimeSpan.FromHours(1));
        await NoticeAsync(TimeSpan.FromMinutes(90));
        var mails = await _mail.ReadAsync();
        Assert.Equal(["planning@haakman.example", "regie@woonhart.example"], mails.Select(m => m.To.ToString()).Order(StringComparer.Ordinal));
        Assert.All(mails, m => Assert.Equal($"Opdracht {draft.Number}: een termijn loopt bijna af", m.Subject));
        Assert.Contains(
            $"- opdracht {draft.Number}: reactie uiterlijk maandag 2 maart 2026 om 14.00 uur", TextTo("planning@haakman.example"), StringComparison.Ordinal);
        Assert.Contains($"- opdracht {draft.Number} (Haakman): reactie uiterlijk", TextTo("regie@woonhart.example"), StringComparison.Ordinal);
        Assert.All(mails, m => Assert.DoesNotContain("Zonnebloem", m.ToString(), StringComparison.Ordinal));

        string TextTo(string watcher) => mails.Single(m => m.To.ToString() == watcher).TextBody!;
    }

    private async Task NoticeAsync(TimeSpan later)
    {
        _clock.Advance(later);
        await _chain.Hub.RunTimerAsync("FindDeadlines");
        await _chain.Hub.RunTimerAsync("SendNotices");
    }
}
