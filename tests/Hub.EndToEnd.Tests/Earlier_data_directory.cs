using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Servers;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.EndToEnd.Tests;

/// <summary>
/// A hub is updated and starts on the data directory that the version before it left behind: it knows what that one knew, and goes on
/// where that one stopped. Only by HTTP, so that it holds whatever becomes of the hub's inside.
/// </summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Earlier_data_directory : IAsyncLifetime
{
    private readonly EarlierDirectory _earlier = new();
    private readonly Dictionary<string, StandInServer> _systems = [];
    private HubHost _hub = null!;

    public async Task InitializeAsync() => _hub = await _earlier.StartAsync();

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        foreach (var system in _systems.Values) await system.DisposeAsync();
        _earlier.Dispose();
    }

    private Caller Manager => _earlier.Manager(_hub);

    [Fact]
    public async Task Every_answer_says_what_it_said_before()
    {
        var differences = new List<string>();
        foreach (var (who, path, then) in _earlier.Answers)
        {
            var reply = await _earlier.As(_hub, who).GetAsync(path);
            JsonNode? now = reply.ContentType is "application/json" ? JsonNode.Parse(reply.Text) : JsonValue.Create(reply.Text);
            differences.AddRange(reply.Status == 200 ? EarlierDirectory.Differences(then, now, $"{who} {path}") : [$"{who} {path}: {reply}"]);
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task What_waited_goes_out_once_and_nothing_that_was_delivered_goes_out_again()
    {
        // The fixture itself, as far as this test leans on it: a wait of each sort, and much that is delivered.
        var waited = Waiting();
        Assert.Equal(["borgman", "erp", "haakman", "haakman", "troffel"], waited.Select(d => d.Partner).Order());
        var delivered = ListedIn("delivered");
        Assert.InRange(delivered.Count, 80, 200);

        foreach (var partner in (string[])["erp", "troffel", "borgman", "cement", "haakman"]) await ComeBackAsync(partner);
        await UntilNothingWaitsAsync();
        // The next start, too, finds its place; an hour later everything that is tried by the clock had its turn.
        await _hub.DisposeAsync();
        _hub = await _earlier.StartAsync();
        _earlier.Clock.Advance(TimeSpan.FromHours(1));
        await TellAsync("haakman", "work.interrupted", "O-UITVOERING", """{ "reason": "material" }""");
        await HearsAsync("erp", waited.Count(d => d.Partner == "erp") + 1);
        await UntilNothingWaitsAsync();

        Assert.Equal(waited.Where(d => d.Partner == "haakman").Select(d => d.Id), _systems["haakman"].Received.Select(r => r.Header("webhook-id")));
        Assert.Equal(waited.Single(d => d.Partner == "erp").Id, _systems["erp"].Received[0].Header(Given.Reference));
        Assert.Contains("WorkInterrupted", _systems["erp"].Received[1].Text, StringComparison.Ordinal);
        Assert.Contains("O-WACHT-OP-DICO", Assert.Single(_systems["troffel"].Received).Text, StringComparison.Ordinal);
        Assert.Contains("O-ADRES-WEG", Assert.Single(_systems["borgman"].Received).Text, StringComparison.Ordinal);
        Assert.Empty(_systems["cement"].Received);
        var now = (await ListAsync("delivered")).ToDictionary(d => (string)d["id"]!);
        Assert.Equal(delivered.Count + waited.Count + 1, now.Count);
        Assert.All(delivered, d => Assert.Empty(EarlierDirectory.Differences(d, now[(string)d["id"]!])));
    }

    [Fact]
    public async Task What_waits_for_another_attempt_is_tried_when_its_time_has_come_and_not_before()
    {
        var then = Assert.Single(ListedIn("owed"), d => (string)d["partner"]! == "troffel");
        var due = then["nextAttemptAt"]!.GetValue<DateTimeOffset>();
        Assert.True(due > _earlier.Clock.GetUtcNow());

        // Nobody listens at the address of then: the attempt is made, and fails once more.
        var looks = 0;
        var now = await Patience.UntilAsync("another attempt", async () =>
        {
            if (looks++ % 25 == 24) _earlier.Clock.Advance(TimeSpan.FromSeconds(15));
            return Assert.Single(await ListAsync("owed"), d => (string)d["partner"]! == "troffel");
        }, d => (int)d["failures"]! > (int)then["failures"]!);

        Assert.Equal(((string?)then["id"], (int)then["failures"]! + 1), ((string?)now["id"], (int)now["failures"]!));
        Assert.True(_earlier.Clock.GetUtcNow() >= due);
        Assert.True(now["nextAttemptAt"]!.GetValue<DateTimeOffset>() > due);
    }

    [Fact]
    public async Task Partners_get_the_keys_and_signatures_that_they_know()
    {
        foreach (var partner in (string[])["erp", "troffel", "borgman", "haakman"]) await ComeBackAsync(partner);
        await UntilNothingWaitsAsync();

        foreach (var partner in (string[])["erp", "troffel", "borgman"])
            Assert.All(_systems[partner].Received, r => Assert.Equal(_earlier.SentKey(partner), r.Header(HubClient.KeyHeader)));
        Assert.All(_systems["haakman"].Received, r => Assert.True(WebhookSignatures.IsValid(
            _earlier.WebhookSecret("haakman"), r.Header("webhook-id"), r.Header("webhook-timestamp"), r.Header("webhook-signature"), r.Body.Span,
            _earlier.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task A_parked_lane_stays_parked_and_goes_out_in_order_after_a_replay()
    {
        await ComeBackAsync("cement");
        var parked = Assert.Single(await ListAsync("parked"));
        Assert.Empty(EarlierDirectory.Differences(Assert.Single(ListedIn("parked")), parked));

        (await Manager.PostAsync($"api/v1/manage/deliveries/{parked["id"]}/replay", "", "application/json")).Expect(204);
        await HearsAsync("cement", 3);
        await Patience.UntilAsync("the lane to be empty", () => ListAsync("owed"), owed => owed.All(d => (string)d["partner"]! != "cement"));

        var heard = _systems["cement"].Received;
        Assert.All(heard, r => Assert.Contains("O-GEPARKEERD", r.Text, StringComparison.Ordinal));
        // The resident's name and phone go with the order, and were kept for it.
        Assert.Contains("Voorbeeld", heard[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kraan lekt erg", heard[0].Text, StringComparison.Ordinal);
        Assert.Contains("Kraan lekt erger", heard[1].Text, StringComparison.Ordinal);
        Assert.Contains("Kraan lekt ergst", heard[2].Text, StringComparison.Ordinal);
        Assert.Equal(3, heard.Count);
    }

    [Fact]
    public async Task A_message_that_comes_again_gets_the_answer_of_then_and_works_no_second_time()
    {
        foreach (var m in _earlier.Messages)
        {
            var again = await _earlier.As(_hub, m.As).SendAsync(new HttpMethod(m.Method), m.Path, Encoding.UTF8.GetBytes(m.Body), m.ContentType, m.Headers);

            // That version escaped in JSON what only HTML needs, and did not say whether somebody has the order: the text is the same.
            var text = again.Text.Replace("""{"naam":"toegewezen","waarde":"true"},""", "", StringComparison.Ordinal);
            Assert.Equal((m.Status, m.Answer.Replace(@"\u0027", "'", StringComparison.Ordinal)), (again.Status, text));
        }

        foreach (var path in (string[])
        [
            "api/v1/orders/O-HERHAALD/timeline", "api/v1/orders/O-AFGESLOTEN/timeline", "api/v1/orders/O-AFGESLOTEN/photos", DeliveriesIn("owed"),
        ])
            Assert.Empty(EarlierDirectory.Differences(_earlier.Answer(path), JsonNode.Parse((await Manager.GetAsync(path)).Expect(200).Text)));
        var reused = _earlier.Messages.First(m => m.Path == Given.Canonical && m.Status == 202);
        var other = reused.Body.Replace("order.accepted", "work.resumed", StringComparison.Ordinal);
        (await _earlier.As(_hub, reused.As).PostAsync(reused.Path, other, reused.ContentType)).Expect(422);
    }

    [Fact]
    public async Task An_order_in_progress_goes_on()
    {
        await ComeBackAsync("erp");
        await ComeBackAsync("haakman");
        await HearsAsync("erp", 1);
        await HearsAsync("haakman", 2);

        await TellAsync("haakman", "work.completed", "O-UITVOERING");
        await HearsAsync("erp", 2);
        await PatchAsync("O-UITVOERING", """{ "status": { "code": "FIN" } }""");
        await HearsAsync("haakman", 3);
        await TellAsync("haakman", "order.closed", "O-UITVOERING");
        await HearsAsync("erp", 3);

        Assert.Equal(["InformationRequested", "WorkCompleted", "OrderClosed"], _systems["erp"].Received.Select(EventOf));
        Assert.Contains("inspection.passed", _systems["haakman"].Received[2].Text, StringComparison.Ordinal);
        await Patience.UntilAsync("the order closed in the list", () => Manager.GetAsync("api/v1/orders?status=Closed&q=O-UITVOERING"),
            r => r.Json.GetProperty("orders").GetArrayLength() == 1);
    }

    [Fact]
    public async Task A_new_order_is_awarded_by_the_contracts_that_were_there()
    {
        await ComeBackAsync("cement");
        var order = JsonNode.Parse(_earlier.Messages.Single(m => m.As == "erp" && m.Method == "POST").Body)!.AsObject();
        order["idExtern"] = "O-NIEUW";
        order.Remove("relaties");

        (await _earlier.As(_hub, "erp").PostAsync(Given.Vera, order.ToJsonString(), "application/json", (Given.Reference, "nieuw"))).Expect(201);

        await HearsAsync("cement", 1);
        Assert.Contains("O-NIEUW", _systems["cement"].Received[0].Text, StringComparison.Ordinal);
        var placed = (await Manager.GetAsync("api/v1/orders/O-NIEUW")).Expect(200).Json;
        Assert.Equal(("RC-1", 4), (placed.GetProperty("contractNumber").GetString(), placed.GetProperty("contractVersion").GetInt32()));
    }

    [Fact]
    public async Task Every_photo_can_be_seen_and_is_intact()
    {
        var seen = 0;
        foreach (var order in (string[])["O-UITVOERING", "O-AFGESLOTEN"])
            foreach (var photo in _earlier.Answer($"api/v1/orders/{order}/photos")["photos"]!.AsArray().Where(p => p!["deleted"] is null))
            {
                var at = $"api/v1/orders/{order}/photos/{photo!["id"]}";
                Assert.Equal((string)photo["sha256"]!, Convert.ToHexStringLower(SHA256.HashData((await LookAsync(at)).Body)));
                Assert.Equal("image/jpeg", (await LookAsync($"{at}?size=thumb")).ContentType);
                Assert.Equal("intact", (await Manager.GetAsync($"{at}/verify")).Expect(200).Json.GetProperty("state").GetString());
                seen++;
            }
        Assert.Equal(4, seen);
        (await Manager.GetAsync("api/v1/orders/O-UITVOERING/photos/herkenbaar")).Expect(410);
    }

    [Fact]
    public async Task A_photo_that_was_awaited_comes_from_its_corrected_address()
    {
        await using var camera = await StandInCamera.StartAsync(JpegBuilder.Full());
        var document = new JsonObject
        {
            ["idExtern"] = "DOC-1", ["soort"] = new JsonObject { ["code"] = "FOT" }, ["titel"] = "schade", ["bestandslocatie"] = $"{camera.Url}schade.jpg",
        };
        await PatchAsync("O-GEPLAND", new JsonObject { ["informatieobjecten"] = new JsonArray(document) }.ToJsonString());

        // Photos are fetched by the clock. It is not turned at every look: a call that is on its way would run out of its time.
        var looks = 0;
        var photos = await Patience.UntilAsync("the photo", () =>
        {
            if (looks++ % 25 == 0) _earlier.Clock.Advance(TimeSpan.FromSeconds(15));
            return Manager.GetAsync("api/v1/orders/O-GEPLAND/photos");
        }, r => r.Json.GetProperty("photos").GetArrayLength() == 1);

        Assert.Equal("vera-DOC-1", photos.Json.GetProperty("photos")[0].GetProperty("id").GetString());
        Assert.False(photos.Json.TryGetProperty("awaited", out _));
    }

    [Fact]
    public async Task The_messages_of_a_mailbox_can_be_taken_off()
    {
        var postbus = _earlier.As(_hub, "postbus");
        var waiting = (await postbus.GetAsync("api/v1/mailbox")).Expect(200).Json.GetProperty("messages").EnumerateArray()
            .Select(m => m.GetProperty("deliveryId").GetString()!).ToList();
        Assert.Equal(3, waiting.Count);
        // Taken off in the earlier version: saying so twice is fine.
        waiting.Add((string)Assert.Single(ListedIn("delivered"), d => (string)d["partner"]! == "postbus")["id"]!);

        foreach (var id in waiting) (await postbus.DeleteAsync($"api/v1/mailbox/{id}")).Expect(204);

        Assert.Equal(0, (await postbus.GetAsync("api/v1/mailbox")).Expect(200).Json.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task The_contact_of_a_resident_can_be_erased()
    {
        var id = (string)_earlier.Answer("api/v1/orders/O-GEGUND")["id"]!;

        (await Manager.DeleteAsync($"api/v1/manage/orders/{id}/contact")).Expect(204);

        (await Manager.DeleteAsync($"api/v1/manage/orders/{id}/contact")).Expect(404);
    }

    private async Task ComeBackAsync(string partner) => _systems[partner] = await _earlier.ComeBackAsync(_hub, partner);

    private Task HearsAsync(string partner, int messages) =>
        Patience.ForAsync($"{partner} to hear {messages} messages", c => _systems[partner].WaitForAsync(r => r.Count >= messages, c));

    private async Task TellAsync(string partner, string type, string order, string? data = null) =>
        (await _earlier.As(_hub, partner).PostAsync(Given.Canonical, Given.Event(type, order, data), Given.CloudEvent)).Expect(202);

    private async Task PatchAsync(string order, string body) => (await _earlier.As(_hub, "erp").SendAsync(
        HttpMethod.Patch, $"{Given.Vera}/{order}", Encoding.UTF8.GetBytes(body), "application/json", (Given.Reference, "after-the-start"))).Expect(200);

    // What the earlier version still had to send, where neither a person nor the partner must do something first.
    private List<(string Partner, string Id)> Waiting()
    {
        var held = ListedIn("parked").Select(LaneOf).ToList();
        return [.. ListedIn("owed").Where(d => (string)d["partner"]! != "postbus" && !held.Contains(LaneOf(d)))
            .Select(d => ((string)d["partner"]!, (string)d["id"]!))];
    }

    // Until only that is left which waits for a person or for a partner that fetches.
    private Task UntilNothingWaitsAsync() =>
        Patience.UntilAsync("nothing to wait", () => ListAsync("owed"), owed => owed.All(d => (string)d["partner"]! is "postbus" or "cement"));

    private static (string?, string?) LaneOf(JsonNode delivery) => ((string?)delivery["orderId"], (string?)delivery["partner"]);

    private List<JsonNode> ListedIn(string state) => [.. _earlier.Answer(DeliveriesIn(state))["deliveries"]!.AsArray().Select(d => d!)];

    private async Task<List<JsonNode>> ListAsync(string state) =>
        [.. JsonNode.Parse((await Manager.GetAsync(DeliveriesIn(state))).Expect(200).Text)!["deliveries"]!.AsArray().Select(d => d!)];

    private static string DeliveriesIn(string state) => $"api/v1/manage/deliveries?state={state}&limit=200";

    private static string? EventOf(ReceivedRequest request) => JsonElement.Parse(request.Text).GetProperty("extra-attributen").EnumerateArray()
        .Single(a => a.GetProperty("naam").GetString() == "gebeurtenis").GetProperty("waarde").GetString();

    // Follows the redirect at this hub, whatever address it tells the world.
    private async Task<Reply> LookAsync(string path)
    {
        var led = (await Manager.GetAsync(path)).Expect(302);
        return (await _hub.With(null).GetAsync(new Uri(_hub.Address, led.Headers["Location"]).PathAndQuery)).Expect(200);
    }
}
