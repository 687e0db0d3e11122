using System.Text.Json.Nodes;
using Hub.AzureStandIn;
using Hub.EndToEnd.Tests.Support;
using Hub.WorkerHost;
using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests;

/// <summary>
/// What a hub in Azure sends by Microsoft Graph and to a Teams workflow when a delivery is parked. Here a setting is missing: without a GLN of the corporation
/// no DICO can be written.
/// </summary>
[Trait(Runtime.Trait, Runtime.Azure)]
public sealed class Notices_in_Azure : IAsyncLifetime
{
    private const string Resident = "Zonnebloem-Merkteken";
    private const string Phone = "0687654321";
    private const string Title = "1 bericht aan Cement komt niet aan";

    private Chain _chain = null!;
    private TeamsWorkflow _workflow = null!;

    private GraphMail Mail => _chain.Hub.Azure.Environment.Mail;

    public async Task InitializeAsync()
    {
        _workflow = await TeamsWorkflow.StartAsync();
        _chain = await Chain.StartAsync(null, ("Hub:Corporation:Gln", ""));
        var document = _chain.DicoC.PartnerDocument();
        document["watchers"] = new JsonArray("beheer@woonhart.example");
        document["teamsWorkflow"] = _workflow.Address.AbsoluteUri;
        await _chain.Hub.Setup.PutPartnerAsync(_chain.DicoC.PartnerId, document, Patience.Token);
    }

    public async Task DisposeAsync()
    {
        await _chain.DisposeAsync();
        await _workflow.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_comes_by_Microsoft_Graph_and_a_card_to_the_Teams_workflow_and_neither_names_a_resident()
    {
        await ParkAsync();
        await NoticeAsync();
        await Patience.UntilAsync("a mail and a card", () => Task.FromResult((Mail.Sent, _workflow.Cards)), s => s is ([_], [_]));

        var sent = Mail.Sent[0];
        Assert.Equal((GraphMail.Mailbox, Title), (sent.Mailbox, sent.Message["subject"]!.GetValue<string>()));
        Assert.Equal("beheer@woonhart.example", Assert.Single(sent.Message["toRecipients"]!.AsArray())!["emailAddress"]!["address"]!.GetValue<string>());
        var mail = sent.Message["body"]!["content"]!.GetValue<string>();
        Assert.Contains("Wat kunt u doen?", mail, StringComparison.Ordinal);
        Assert.Contains(_chain.Hub.Address.AbsoluteUri, mail, StringComparison.Ordinal);
        var card = TeamsWorkflow.TextsOf(_workflow.Cards[0]).ToList();
        Assert.Equal(Title, card[0]);
        Assert.Contains(_chain.Hub.Address.AbsoluteUri, card);
        foreach (var text in (string[])[sent.Message.ToJsonString(), string.Join('\n', card)])
        {
            foreach (var personal in (string[])[Resident, Phone, "Merelstraat", "Lindedam", "Kraan"])
                Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Two_instances_that_look_and_send_at_once_send_one()
    {
        var other = await _chain.Hub.Azure.AddInstanceAsync();
        await ParkAsync();
        foreach (var function in (string[])["Sweep", "SendNotices"])
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => RunAsync(i % 2 == 0 ? other : _chain.Hub.Azure.Instances[0], function)));
        await Patience.UntilAsync("a mail and a card", () => Task.FromResult((Mail.Sent, _workflow.Cards)), s => s is ([_], [_]));
        foreach (var instance in (HubInstance[])[other, _chain.Hub.Azure.Instances[0]]) await RunAsync(instance, "SendNotices");

        Assert.Single(Mail.Sent);
        Assert.Single(_workflow.Cards);
    }

    [Fact]
    public async Task While_Microsoft_Graph_is_away_the_hub_works_and_health_says_what_waits_and_why()
    {
        Mail.IsThere = false;
        await ParkAsync();
        await NoticeAsync();
        await Patience.UntilAsync("the card", () => Task.FromResult(_workflow.Cards), c => c.Count == 1);
        var notices = await Patience.UntilAsync("health to say so", NoticesHealthAsync, h => h.State == "degraded");

        Assert.StartsWith("1 of 1 notices to be sent could not be sent yet", notices.Detail, StringComparison.Ordinal);
        Assert.Contains("Microsoft Graph cannot be reached", notices.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("@", notices.Detail, StringComparison.Ordinal);
        await _chain.PlaceAndReachAsync(_chain.Webhook);
    }

    [Fact]
    public async Task The_address_of_the_workflow_lies_in_the_vault_and_no_answer_shows_it()
    {
        var partner = (await _chain.Manager.GetAsync($"api/v1/manage/partners/{_chain.DicoC.PartnerId}")).Expect(200);
        Assert.Equal("***", partner.Json.GetProperty("teamsWorkflow").GetString());
        Assert.Contains(_chain.Hub.Azure.Environment.Vault.Names, n => n.StartsWith($"partner-{_chain.DicoC.PartnerId}-", StringComparison.Ordinal));
        Assert.DoesNotContain(_chain.Hub.LogLines, l => l.Contains("geheim", StringComparison.Ordinal));
    }

    private async Task ParkAsync()
    {
        var draft = _chain.Draft(_chain.DicoC) with { ResidentName = Resident, ResidentPhone = Phone };
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        await _chain.DeliveriesAsync(draft.Number, _chain.DicoC, "a parked delivery", d => d is [{ State: "parked" }]);
    }

    private async Task NoticeAsync()
    {
        await _chain.Hub.RunTimerAsync("Sweep");
        await _chain.Hub.RunTimerAsync("SendNotices");
    }

    private async Task<(string? State, string? Detail)> NoticesHealthAsync()
    {
        var health = (await _chain.Manager.GetAsync("api/health/ready")).Expect(200).Json;
        var notices = health.GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "notices");
        return (notices.GetProperty("state").GetString(), notices.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }

    private static async Task RunAsync(HubInstance instance, string function)
    {
        InvocationOutcome outcome = await instance.Host.InvokeAsync(function, """{"IsPastDue":false}""", cancel: Patience.Token);
        Assert.True(outcome.Succeeded, outcome.Error);
    }
}
