using System.Text;
using Hub.Demo.Erp;
using Hub.Domain.Orders;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>A message sent again gets its first answer to the byte, and works once.</summary>
public sealed class Repeated_messages(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    [Fact]
    public async Task A_repeated_VERA_order_gets_the_same_answer()
    {
        var draft = _chain.Draft(_chain.DicoC);
        var first = await PlaceAsync(draft.ToJson().ToJsonString(), "ref-1");
        (await _chain.DicoC.ReportAsync(draft.Number, Glns.Corporation, new OrderAccepted())).EnsureSuccess();

        var again = await PlaceAsync(draft.ToJson().ToJsonString(), "ref-1");

        Same(first.Expect(201), again);
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(draft.Number));
    }

    [Fact]
    public async Task A_repeated_VERA_change_gets_the_same_answer()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);
        var first = await PatchAsync(number, """{ "omschrijving": "Nieuw" }""", "ref-2");
        (await PatchAsync(number, """{ "omschrijving": "Nieuwer" }""", "ref-3")).Expect(200);

        Same(first.Expect(200), await PatchAsync(number, """{ "omschrijving": "Nieuw" }""", "ref-2"));

        Assert.Equal("Nieuwer", (await _chain.OrderAsync(number)).GetProperty("content").GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_repeated_DICO_status_gets_the_same_answer()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);
        var status = Given.Status(number, Glns.Of(13), "ACC");
        var dico = _chain.As(_chain.DicoC);

        Same((await dico.PostAsync(Given.Dico, status, "application/xml")).Expect(202), await dico.PostAsync(Given.Dico, status, "application/xml"));

        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task A_message_written_anew_gets_the_same_answer()
    {
        var draft = _chain.Draft(_chain.DicoC);
        var order = draft.ToJson();
        var first = (await PlaceAsync(order.ToJsonString(), "ref-anew")).Expect(201);
        Same(first, await PlaceAsync(order.ToJsonString(new() { WriteIndented = true }) + "\r\n", "ref-anew"));

        var status = Given.Status(draft.Number, Glns.Of(13), "ACC");
        var dico = _chain.As(_chain.DicoC);
        var accepted = (await dico.PostAsync(Given.Dico, status, "application/xml")).Expect(202);
        Same(accepted, await dico.PostAsync(Given.Dico, status.Replace("><", ">\r\n  <", StringComparison.Ordinal), "text/xml; charset=utf-8"));

        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(draft.Number));
    }

    [Fact]
    public async Task A_repeated_CloudEvent_gets_the_same_answer_and_is_told_once()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        var @event = Given.Event("order.accepted", number);
        var webhook = _chain.As(_chain.Webhook);

        var first = (await webhook.PostAsync(Given.Canonical, @event, Given.CloudEvent)).Expect(202);
        Same(first, await webhook.PostAsync(Given.Canonical, @event, Given.CloudEvent));
        (await webhook.PostAsync(Given.Canonical, Given.Event("work.started", number), Given.CloudEvent)).Expect(202);

        Assert.Equal(["OrderAwarded GUN", "OrderAccepted GUN", "WorkStarted INB"], await _chain.ErpHearsAsync(number, 3));
        Assert.Equal(0, _chain.Erp.Order(number).Repeats);
    }

    [Fact]
    public async Task A_repeated_refusal_stays_a_refusal_when_the_state_would_now_allow_it()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        var closed = Given.Event("order.closed", number);
        var webhook = _chain.As(_chain.Webhook);
        var first = (await webhook.PostAsync(Given.Canonical, closed, Given.CloudEvent)).Expect(409);
        (await webhook.PostAsync(Given.Canonical, Given.Event("work.completed", number), Given.CloudEvent)).Expect(202);

        Same(first, await webhook.PostAsync(Given.Canonical, closed, Given.CloudEvent));

        Assert.Equal("technicallyComplete", await _chain.StatusAsync(number));
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_refused_on_each_face()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);
        var other = await _chain.PlaceAsync(_chain.Webhook);
        (await PatchAsync(number, """{ "omschrijving": "Een" }""", "ref-4")).Expect(200);
        (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, Given.Status(number, Glns.Of(13), "ACC", messageNumber: "M-4"), "application/xml")).Expect(202);
        (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event("order.accepted", other, id: "E-4"), Given.CloudEvent)).Expect(202);

        var reused = (await PatchAsync(number, """{ "omschrijving": "Twee" }""", "ref-4")).Expect(422);
        Assert.Equal("message-id-reused", reused.Json.GetProperty("code").GetString());
        (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, Given.Status(number, Glns.Of(13), "WEI", messageNumber: "M-4"), "application/xml")).Expect(422);
        (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event("work.started", other, id: "E-4"), Given.CloudEvent)).Expect(422);

        Assert.Equal(["order.placed", "order.awarded", "order.amended", "order.accepted"], await _chain.TimelineAsync(number));
        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(other));
    }

    [Fact]
    public async Task An_order_without_a_reference_is_the_same_order_when_it_is_the_same_text()
    {
        var draft = _chain.Draft(_chain.DicoC);
        var first = await PlaceAsync(draft.ToJson().ToJsonString(), null);

        Same(first.Expect(201), await PlaceAsync(draft.ToJson().ToJsonString(), null));

        (await PlaceAsync((draft with { Description = "Iets anders" }).ToJson().ToJsonString(), null)).Expect(409);
    }

    [Fact]
    public async Task An_idempotency_key_serves_where_a_message_has_no_identity()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);
        Task<Reply> Patch(string words) => _chain.As(_chain.Erp).SendAsync(
            HttpMethod.Patch, $"{Given.Vera}/{number}", Encoding.UTF8.GetBytes($$"""{ "omschrijving": "{{words}}" }"""), "application/json",
            ("Idempotency-Key", "\"key-1\""));

        Same((await Patch("Een")).Expect(200), await Patch("Een"));
        (await Patch("Twee")).Expect(422);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"a")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("\"a\\b\"")]
    [InlineData(null)]
    public async Task An_idempotency_key_that_is_none_is_refused_and_nothing_is_kept(string? key)
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);
        var header = ("Idempotency-Key", key ?? $"\"{new string('k', 256)}\"");
        Assert.Contains("Idempotency-Key", (await _chain.As(_chain.Erp).SendAsync(
            HttpMethod.Patch, $"{Given.Vera}/{number}", Encoding.UTF8.GetBytes("""{ "omschrijving": "Een" }"""), "application/json", header))
            .Expect(422).Json.GetProperty("omschrijving").GetString(), StringComparison.Ordinal);
        var error = (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, "{}", Given.CloudEvent, header)).Expect(400).Json;
        Assert.Equal("header Idempotency-Key", error.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.False(error.TryGetProperty("receipt", out _));
        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task Duplicates_at_the_same_moment_work_once()
    {
        var draft = _chain.Draft(_chain.Webhook);
        var body = draft.ToJson().ToJsonString();

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PlaceAsync(body, "ref-5")));

        Assert.All(replies, r => Assert.Contains(r.Status, (int[])[201, 409]));
        Assert.Contains(replies, r => r.Status == 201);
        // Whoever came while it ran asks again, and gets what the first got.
        Assert.All(replies.Where(r => r.Status == 201), r => Same(replies.First(f => f.Status == 201), r));
        Same(replies.First(r => r.Status == 201), await PlaceAsync(body, "ref-5"));
        Assert.All(replies.Where(r => r.Status == 409), r => Assert.Equal("still-running", r.Json.GetProperty("code").GetString()));
        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(draft.Number));
    }

    [Fact]
    public async Task Different_messages_at_the_same_moment_on_one_order_all_count()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);

        var replies = await Task.WhenAll(
        [
            SayAsync("order.accepted", "{}"),
            SayAsync("information.requested", """{ "question": "Sleutel?" }"""),
            PatchAsync(number, """{ "omschrijving": "Tegelijk" }""", "ref-6"),
            .. Enumerable.Range(0, 8).Select(i => SayAsync("lead-time.extended", $$"""{ "reason": "{{i}}" }""")),
        ]);

        Assert.All(replies, r => Assert.InRange(r.Status, 200, 299));
        var events = (await _chain.TimelineDocumentAsync(number)).GetProperty("events").EnumerateArray();
        Assert.Equal(Enumerable.Range(1, 13), events.Select(e => e.GetProperty("version").GetInt32()));

        Task<Reply> SayAsync(string type, string data) =>
            _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event(type, number, data), Given.CloudEvent);
    }

    private static void Same(Reply first, Reply again)
    {
        Assert.Equal(first.Status, again.Status);
        Assert.Equal(first.ContentType, again.ContentType);
        Assert.Equal(first.Text, again.Text);
    }

    private Task<Reply> PlaceAsync(string body, string? reference) =>
        _chain.As(_chain.Erp).PostAsync(Given.Vera, body, "application/json", reference is null ? [] : [(Given.Reference, reference)]);

    private Task<Reply> PatchAsync(string number, string body, string reference) => _chain.As(_chain.Erp).SendAsync(
        HttpMethod.Patch, $"{Given.Vera}/{number}", Encoding.UTF8.GetBytes(body), "application/json", (Given.Reference, reference));
}
