using System.Text.Json;
using Hub.Demo.Erp;
using Hub.EndToEnd.Tests.Support;
using Hub.ServiceBusStandIn;

namespace Hub.EndToEnd.Tests;

/// <summary>An ERP that sends its messages to a queue in Azure, and reads answers and messages from another.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
public sealed class An_ERP_with_queues(QueueErpFixture fixture) : IClassFixture<QueueErpFixture>
{
    private const string Post = "POST onderhoudsorders";

    private Chain Chain => fixture.Chain;

    private QueueErp Erp => fixture.Erp;

    private static string NewId() => Guid.NewGuid().ToString("N");

    [Fact]
    public async Task An_order_goes_the_whole_way_by_queue()
    {
        var (number, id) = (NumberOfNew(out var draft), NewId());
        await Erp.SendAsync(draft.ToJson().ToJsonString(), Post, id);

        var (status, order, _) = await Erp.AnswerAsync(id);
        Assert.Equal((201, number, true),
            (status, order.GetProperty("idExtern").GetString(), order.GetProperty("extra-attributen").EnumerateArray().Any(a => a.GetRawText().Contains("toegewezen"))));
        Assert.Equal(["order.awarded"], await Chain.HearsAsync(Chain.Webhook, number, 1));
        Assert.Equal([$"PATCH onderhoudsorders/{number}"], await Erp.HearsAsync(number, 1));

        var cancel = NewId();
        await Erp.SendAsync("""{"status":{"code":"GEA"},"extra-attributen":[{"naam":"toelichting","waarde":"Niet meer nodig"}]}""", $"PATCH onderhoudsorders/{number}", cancel);
        Assert.Equal(200, (await Erp.AnswerAsync(cancel)).Status);
        Assert.Equal(["order.placed", "order.awarded", "order.cancelled"], await Chain.TimelineAsync(number));
    }

    [Fact]
    public async Task The_same_message_again_gets_the_same_answer_and_happens_once()
    {
        var (number, id) = (NumberOfNew(out var draft), NewId());
        await Erp.SendAsync(draft.ToJson().ToJsonString(), null, id, contentType: null);
        await Erp.SendAsync(draft.ToJson().ToJsonString(), null, id, contentType: null);

        var (first, second) = (await Erp.AnswerAsync(id), await Erp.AnswerAsync(id, 2));
        Assert.Equal((201, first.MessageId, first.Body.GetRawText()), (second.Status, second.MessageId, second.Body.GetRawText()));
        Assert.Equal(["order.placed", "order.awarded"], await Chain.TimelineAsync(number));
    }

    [Fact]
    public async Task What_is_refused_is_answered_in_VERAs_words_with_its_receipt()
    {
        var id = NewId();
        await Erp.SendAsync("""{"status":{"code":"GEA"}}""", "PATCH onderhoudsorders/none-of-this-number", id);
        var (status, fault, _) = await Erp.AnswerAsync(id);
        Assert.Equal((404, "order-not-found"), (status, fault.GetProperty("code").GetString()));
        await IsArchivedAsync(fault, "refused");
    }

    [Theory]
    [InlineData("not JSON", Post, "application/json", "unreadable")]
    [InlineData("{}", "DELETE onderhoudsorders/1", "application/json", "Subject")]
    [InlineData("<x/>", Post, "application/xml", "ContentType")]
    public async Task What_cannot_be_read_is_answered_with_the_place_and_its_receipt(string body, string subject, string contentType, string expected)
    {
        var id = NewId();
        await Erp.SendAsync(body, subject, id, contentType);
        var (status, fault, _) = await Erp.AnswerAsync(id);
        Assert.Equal(422, status);
        Assert.Contains(expected, fault.GetRawText(), StringComparison.Ordinal);
        await IsArchivedAsync(fault, "unreadable");
    }

    [Fact]
    public async Task CloudEvents_are_taken_too_and_answered_with_receipts()
    {
        var (number, id) = (Chain.NextNumber(), NewId());
        var events = $"[{Given.PlacedEvent(number, Chain.GlnOf(Chain.Webhook))},{Given.Event("order.accepted", number)}]";
        await Erp.SendAsync(events, null, id, Given.CloudEvents);

        var (status, body, _) = await Erp.AnswerAsync(id);
        Assert.Equal(202, status);
        var receipts = body.GetProperty("receipts");
        Assert.Equal(["accepted", "refused"], receipts.EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
        Assert.True(receipts[0].GetProperty("assigned").GetBoolean());
    }

    [Fact]
    public async Task An_answer_that_cannot_be_sent_at_first_comes_later()
    {
        var (number, id) = (NumberOfNew(out var draft), NewId());
        var fault = Chain.Hub.Azure.ServiceBus.Faults.Refuse(FaultPoint.Send, ErrorConditions.QuotaExceeded, "outbound", times: 2);
        await Erp.SendAsync(draft.ToJson().ToJsonString(), Post, id);

        Assert.Equal(201, (await Erp.AnswerAsync(id)).Status);
        Assert.True(fault.Befallen > 0);
        Assert.Equal(["order.placed", "order.awarded"], await Chain.TimelineAsync(number));
    }

    [Fact]
    public async Task What_a_disabled_partner_sends_is_a_dead_letter_with_the_reason_until_it_is_replayed()
    {
        await fixture.PutErpAsync(enabled: false);
        var (number, id) = (NumberOfNew(out var draft), NewId());
        await Erp.SendAsync(draft.ToJson().ToJsonString(), Post, id);

        var dead = (await Patience.UntilAsync("the dead letter", ListAsync, l => l.GetArrayLength() == 1))[0];
        const string Reason = "The partner erp is disabled. Replay this once it is enabled again.";
        Assert.Equal(("inbound", $"MaxDeliveryCountExceeded: {Reason}"), (dead.GetProperty("queue").GetString(), dead.GetProperty("reason").GetString()));
        Assert.Contains(Reason, (await SignalsAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        var replay = $"api/v1/manage/dead-letters/{dead.GetProperty("sequence").GetString()}/replay?queue=inbound";
        (await Chain.Manager.PostAsync(replay, "", "application/json")).Expect(409);

        await fixture.PutErpAsync(enabled: true);
        (await Chain.Manager.PostAsync(replay, "", "application/json")).Expect(204);
        Assert.Equal(201, (await Erp.AnswerAsync(id)).Status);
        Assert.Equal(["order.placed", "order.awarded"], await Chain.TimelineAsync(number));
        Assert.Equal(0, (await ListAsync()).GetArrayLength());
    }

    private string NumberOfNew(out NewVeraOrder draft)
    {
        draft = Chain.Draft(Chain.Webhook);
        return draft.Number;
    }

    private async Task IsArchivedAsync(JsonElement fault, string outcome)
    {
        var receipt = fault.GetProperty("omschrijving").GetString()!.Split("(ontvangst ")[1].TrimEnd('.', ')');
        var message = (await Chain.Manager.GetAsync($"api/v1/manage/messages/{receipt}")).Expect(200);
        Assert.Contains($"\"{outcome}\"", message.Json.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<JsonElement> ListAsync() => (await Chain.Manager.GetAsync("api/v1/manage/dead-letters")).Expect(200).Json.GetProperty("deadLetters");

    private async Task<JsonElement> SignalsAsync() => (await Chain.Manager.GetAsync("api/health/ready")).Expect(200).Json
        .GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "signals");
}
