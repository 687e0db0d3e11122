using System.Text.Json;
using Hub.EndToEnd.Tests.Support;
using Hub.LocalRuntime;

namespace Hub.EndToEnd.Tests;

/// <summary>Messages of the queue of signals that failed at every delivery, and what an administrator does with them.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Dead_letters : IAsyncLifetime
{
    private const string Path = "api/v1/manage/dead-letters";
    private const string Reason =
        "MaxDeliveryCountExceeded: A message of the queue 'lanes' must be JSON with \"lane\": a stream, a dot and a recipient, as in <order id>.<partner id>.";

    private HubHost _hub = null!;

    public async Task InitializeAsync() => _hub = await HubHost.StartAsync(settings: ("Hub:Notices:Administrators", "hub@woonhart.example"));

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task One_shows_in_the_list_and_on_the_health_page_without_its_text()
    {
        await SendAsync("Mevrouw De Vries, 06-12345678");

        var list = await ListedAsync(1);
        var dead = list.GetProperty("deadLetters")[0];
        Assert.Equal(("lanes", 10), (dead.GetProperty("queue").GetString(), dead.GetProperty("deliveries").GetInt32()));
        Assert.Equal(Reason, dead.GetProperty("reason").GetString());
        Assert.False(list.GetProperty("hasMore").GetBoolean());
        Assert.DoesNotContain("Vries", list.GetRawText(), StringComparison.Ordinal);
        var signals = await Patience.UntilAsync("the health page to tell", SignalsAsync, s => s.GetProperty("state").GetString() == "degraded");
        Assert.Equal($"1 dead letter in the queue lanes, the latest because of {Reason}", signals.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_administrators_get_a_mail_that_says_why_and_not_what_it_held()
    {
        await SendAsync("Mevrouw De Vries, 06-12345678");
        await ListedAsync(1);
        await _hub.RunTimerAsync("Sweep");
        await _hub.RunTimerAsync("SendNotices");

        var folder = new MailFolder(_hub);
        var mail = Assert.Single(await Patience.UntilAsync("the mail", folder.ReadAsync, m => m.Count > 0));
        Assert.Equal(("hub@woonhart.example", "1 bericht in een wachtrij van de hub is mislukt"), (mail.To.ToString(), mail.Subject));
        Assert.Contains("- wachtrij lanes: 1 bericht", mail.TextBody, StringComparison.Ordinal);
        // Longer than a line of the mail, which breaks it.
        Assert.Contains("- melding in wachtrij lanes: MaxDeliveryCountExceeded: A message", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"GET /{Path}", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Vries", mail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_replayed_and_fails_again_has_another_number()
    {
        await SendAsync("none");
        var first = Number((await ListedAsync(1)).GetProperty("deadLetters")[0]);

        (await _hub.Manager.PostAsync($"{Path}/{first}/replay", "", "application/json")).Expect(204);
        await Patience.UntilAsync("it to fail again", ListAsync,
            l => l.GetProperty("deadLetters").EnumerateArray().Any(d => Number(d) != first));
        (await _hub.Manager.PostAsync($"{Path}/{first}/replay", "", "application/json")).Expect(404);
    }

    [Fact]
    public async Task All_are_replayed()
    {
        await SendAsync("none", "neither");
        await ListedAsync(2);
        Assert.Equal(2, (await _hub.Manager.PostAsync($"{Path}/replay", "", "application/json")).Expect(200).Json.GetProperty("replayed").GetInt32());
    }

    private static string Number(JsonElement deadLetter) => deadLetter.GetProperty("sequence").GetString()!;

    private async Task SendAsync(params string[] bodies) =>
        await _hub.Service<IQueueSender>().SendAsync("lanes", [.. bodies.Select(b => new QueueMessage(b))]);

    private async Task<JsonElement> ListAsync() => (await _hub.Manager.GetAsync(Path)).Expect(200).Json;

    private Task<JsonElement> ListedAsync(int count) =>
        Patience.UntilAsync("the dead letters", ListAsync, l => l.GetProperty("deadLetters").GetArrayLength() == count);

    private async Task<JsonElement> SignalsAsync() => (await _hub.Manager.GetAsync("api/health/ready")).Expect(200).Json
        .GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "signals");
}
