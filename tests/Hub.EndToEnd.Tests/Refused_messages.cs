using System.Text.Json.Nodes;
using Hub.Demo.Erp;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>What the rules do not allow is refused with its reason, and never dropped in silence.</summary>
public sealed class Refused_messages(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    [Fact]
    public async Task A_status_before_its_order_is_taken_when_it_is_sent_again_after_it()
    {
        var draft = _chain.Draft(_chain.DicoC);
        var status = Given.Status(draft.Number, Glns.Of(13), "ACC");
        (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, status, "application/xml")).Expect(404);
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();

        (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, status, "application/xml")).Expect(202);

        Assert.Equal(["order.placed", "order.awarded", "order.accepted"], await _chain.TimelineAsync(draft.Number));
    }

    [Fact]
    public async Task A_refused_message_is_a_line_in_the_log_that_leads_to_it_and_says_nothing_of_what_is_in_it()
    {
        var reply = (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, "<Bewoner>Jan Jansen</Bewoner>", "application/xml")).Expect(400);

        // On the worker a line reaches the host after the answer.
        bool IsOfIt(string l) => l.Contains(reply.Receipt, StringComparison.Ordinal);
        await Patience.UntilAsync("the line", () => _chain.Hub.LogLines.Any(IsOfIt));
        var line = Assert.Single(_chain.Hub.LogLines, IsOfIt);
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("Partner cement", line, StringComparison.Ordinal);
        Assert.Contains("unreadable", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Jansen", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anothers_order_answers_as_one_that_does_not_exist()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);

        Assert.Equal(await SaidAsync("nothing-1"), await SaidAsync(number));
        Assert.Equal(await SeenAsync("nothing-1"), await SeenAsync(number));

        async Task<string> SaidAsync(string order) =>
            Blank((await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event("order.accepted", order), Given.CloudEvent)).Expect(404), order);

        async Task<string> SeenAsync(string order) => Blank((await _chain.As(_chain.Webhook).GetAsync($"api/v1/orders/{order}/timeline")).Expect(404), order);

        // Without what differs between any two requests.
        static string Blank(Reply reply, string order)
        {
            var problem = JsonNode.Parse(reply.Text)!.AsObject();
            problem.Remove("receipt");
            return problem.ToJsonString().Replace(order, "…", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_fact_that_the_state_rules_out_is_refused_and_stays_visible()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);

        var reply = (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event("order.closed", number), Given.CloudEvent)).Expect(409);

        Assert.Contains("while the order is awarded", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var refused = Assert.Single((await _chain.TimelineDocumentAsync(number)).GetProperty("refused").EnumerateArray());
        Assert.Equal("wrong-state", refused.GetProperty("code").GetString());
        Assert.Equal(reply.Receipt, refused.GetProperty("receiptId").GetString());
        var message = (await _chain.Manager.GetAsync("api/v1/manage/messages?outcome=refused")).Expect(200).Json.GetProperty("messages").EnumerateArray()
            .Single(m => m.GetProperty("receiptId").GetString() == reply.Receipt);
        Assert.Equal(reply.Json.GetProperty("detail").GetString(), message.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("inspection.passed")]
    [InlineData("extra-work.approved")]
    public async Task What_is_the_corporations_to_say_is_not_taken_from_a_contractor(string type)
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);

        (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event(type, number), Given.CloudEvent)).Expect(403);

        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task A_contractor_places_no_orders()
    {
        var reply = await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.PlacedEvent("P-1", Glns.Of(14)), Given.CloudEvent);

        Assert.Equal(403, reply.Status);
        (await _chain.Manager.GetAsync("api/v1/orders/P-1")).Expect(404);
    }

    [Fact]
    public async Task A_late_fact_is_recorded_after_completion_with_the_time_at_which_it_happened()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        var started = DateTimeOffset.UtcNow;
        (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event("work.completed", number), Given.CloudEvent)).Expect(202);
        var late = JsonNode.Parse(Given.Event("work.started", number))!;
        late["time"] = started.ToString("O");

        (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, late.ToJsonString(), Given.CloudEvent)).Expect(202);

        Assert.Equal("technicallyComplete", await _chain.StatusAsync(number));
        Assert.Equal(started, (await _chain.TimelineDocumentAsync(number)).GetProperty("events")[3].GetProperty("occurredAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_fact_from_tomorrow_is_refused()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        var early = JsonNode.Parse(Given.Event("work.started", number))!;
        early["time"] = DateTimeOffset.UtcNow.AddDays(1).ToString("O");

        (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, early.ToJsonString(), Given.CloudEvent)).Expect(422);
    }
}
