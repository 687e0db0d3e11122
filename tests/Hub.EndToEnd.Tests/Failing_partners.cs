using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.Demo.Servers;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>Partners on their bad days. The clock is turned by hand: what takes three days takes a second here.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Failing_partners : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync(_clock);

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task A_partner_that_stays_down_is_tried_on_the_schedule_for_three_days_and_then_parked()
    {
        TimeSpan[] schedule =
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
            TimeSpan.FromHours(10), TimeSpan.FromHours(12), TimeSpan.FromHours(12), TimeSpan.FromHours(12), TimeSpan.FromHours(12), TimeSpan.FromHours(12),
        ];
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Down());
        var first = _clock.GetUtcNow();
        var number = await _chain.PlaceAsync(_chain.Webhook);

        var delivery = await FailedAsync(number, _chain.Webhook, 1);
        while (delivery.State == "owed")
        {
            var wait = delivery.NextAttemptAt!.Value - _clock.GetUtcNow();
            var planned = schedule[delivery.Failures - 1];
            if (delivery.NextAttemptAt < first.AddDays(3)) Assert.InRange(wait, planned, planned * 1.2);
            delivery = await TriedAgainAsync(number, delivery);
        }

        Assert.Equal("parked", delivery.State);
        Assert.InRange(_clock.GetUtcNow(), first.AddDays(3), first.AddDays(3).AddSeconds(1));
        Assert.InRange(delivery.Failures, 11, 13);
        Assert.Equal(["OrderAwarded GUN"], await _chain.ErpHearsAsync(number, 1));
    }

    [Fact]
    public async Task A_partner_that_comes_back_gets_everything_in_order()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Down());
        var number = await _chain.PlaceAsync(_chain.Webhook);
        (await _chain.Erp.AmendAsync(number, new JsonObject { ["omschrijving"] = "Anders" })).EnsureSuccess();
        (await _chain.Erp.CancelAsync(number, "Toch niet")).EnsureSuccess();
        await FailedAsync(number, _chain.Webhook, 1);

        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());
        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["order.awarded", "order.amended", "order.cancelled"], await Chain.HearsAsync(_chain.Webhook, number, 3));
    }

    [Fact]
    public async Task A_slow_contractor_holds_up_nobody_else_and_times_out_after_20_seconds()
    {
        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Slow());
        var slow = await _chain.PlaceAsync(_chain.DicoC);
        await _chain.DicoC.WaitForAsync(r => r.Count == 1, Patience.Token);

        await _chain.PlaceAndReachAsync(_chain.Webhook);
        await _chain.PlaceAndReachAsync(_chain.DicoA);
        await _chain.ErpHearsAsync(slow, 1);
        _clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains("20 s", (await FailedAsync(slow, _chain.DicoC, 1)).Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(301)]
    public async Task A_refusal_by_the_partner_keeps_the_message_owed_and_says_why(int status)
    {
        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Status(status));
        var number = await _chain.PlaceAsync(_chain.DicoC);

        var failed = await FailedAsync(number, _chain.DicoC, 1);
        Assert.Equal("owed", failed.State);
        Assert.Contains($"HTTP {status}", failed.Note, StringComparison.Ordinal);
        Assert.InRange(failed.NextAttemptAt!.Value - _clock.GetUtcNow(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));

        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Healthy());
        _clock.Advance(TimeSpan.FromSeconds(6));
        await Chain.HearsAsync(_chain.DicoC, number, 1);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new StandInServer("Elders");
        await elsewhere.StartAsync();
        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Redirect(elsewhere.Url));
        var number = await _chain.PlaceAsync(_chain.DicoC);

        Assert.Contains("redirect", (await FailedAsync(number, _chain.DicoC, 1)).Note, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task An_answer_that_is_not_HTTP_is_a_failure_like_another()
    {
        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Garbage());
        var number = await _chain.PlaceAsync(_chain.DicoC);
        await FailedAsync(number, _chain.DicoC, 1);

        await _chain.DicoC.SetBehaviourAsync(new Behaviour.Healthy());
        _clock.Advance(TimeSpan.FromSeconds(6));

        await Chain.HearsAsync(_chain.DicoC, number, 1);
    }

    [Fact]
    public async Task A_partner_that_asks_to_wait_is_left_alone_in_all_its_orders_for_that_time()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Status(429, TimeSpan.FromMinutes(2)));
        var first = await _chain.PlaceAsync(_chain.Webhook);
        var failed = await FailedAsync(first, _chain.Webhook, 1);
        Assert.InRange(failed.NextAttemptAt!.Value - _clock.GetUtcNow(), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.4));
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());

        var second = await _chain.PlaceAsync(_chain.Webhook);
        await _chain.PlaceAndReachAsync(_chain.DicoC);
        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Single(_chain.Webhook.Received);

        _clock.Advance(TimeSpan.FromSeconds(30));
        await Chain.HearsAsync(_chain.Webhook, first, 1);
        await Chain.HearsAsync(_chain.Webhook, second, 1);
    }

    [Fact]
    public async Task One_orders_failure_does_not_hold_the_partners_other_orders()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Flaky(1));
        var first = await _chain.PlaceAsync(_chain.Webhook);
        await FailedAsync(first, _chain.Webhook, 1);

        await _chain.PlaceAndReachAsync(_chain.Webhook);

        Assert.Empty(_chain.Webhook.ReceivedFor(first));
        _clock.Advance(TimeSpan.FromSeconds(6));
        await Chain.HearsAsync(_chain.Webhook, first, 1);
    }

    [Fact]
    public async Task After_an_outage_all_waiting_orders_go_as_soon_as_the_partner_answers()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Down());
        var numbers = new List<string>();
        for (var i = 0; i < 8; i++) numbers.Add(await _chain.PlaceAsync(_chain.Webhook));
        await FailedAsync(numbers[0], _chain.Webhook, 1);
        // Far into the schedule: the next attempt of each lies minutes ahead.
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(15));
            await FailedAsync(numbers[0], _chain.Webhook, 1);
        }

        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());
        await Patience.UntilAsync("all orders to arrive", () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            return numbers.TrueForAll(n => _chain.Webhook.ReceivedFor(n).Count == 1);
        });
    }

    [Theory]
    [InlineData("one")]
    [InlineData("lane")]
    [InlineData("partner")]
    [InlineData("all")]
    public async Task What_waits_for_its_next_attempt_goes_at_once_when_an_administrator_says_so(string which)
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Down());
        var number = await _chain.PlaceAsync(_chain.Webhook);
        var delivery = await TriedAgainAsync(number, await FailedAsync(number, _chain.Webhook, 1));
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());

        if (which == "one")
        {
            (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{delivery.Id}/retry", "", "application/json")).Expect(204);
        }
        else
        {
            var filter = which switch
            {
                "lane" => $$"""{ "partner": "haakman", "orderId": "{{Guid.Parse(delivery.Id.Split('_')[1])}}" }""",
                "partner" => """{ "partner": "haakman" }""",
                _ => "",
            };
            const string Retry = "api/v1/manage/deliveries/retry";
            var others = (await _chain.Manager.PostAsync(Retry, """{ "partner": "borgman" }""", "application/json")).Expect(200).Json;
            var tried = (await _chain.Manager.PostAsync(Retry, filter, "application/json")).Expect(200).Json;
            Assert.Equal((0, 1), (others.GetProperty("retried").GetInt32(), tried.GetProperty("retried").GetInt32()));
        }

        await Chain.HearsAsync(_chain.Webhook, number, 1);
        await _chain.DeliveriesAsync(number, _chain.Webhook, "the delivery to be written down", d => d[0].State == "delivered");
        (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{delivery.Id}/retry", "", "application/json")).Expect(409);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_puts_no_message_off_and_the_health_page_says_so()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Status(429, TimeSpan.FromMinutes(2)));
        var first = await _chain.PlaceAsync(_chain.Webhook);
        await FailedAsync(first, _chain.Webhook, 1);
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());

        _clock.SetWall(TimeSpan.FromHours(-3));
        var second = await _chain.PlaceAsync(_chain.Webhook);
        await Patience.UntilAsync("both orders to arrive", () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            return _chain.Webhook.ReceivedFor(first).Count == 1 && _chain.Webhook.ReceivedFor(second).Count == 1;
        });

        Assert.InRange(_clock.GetUtcNow(), DateTimeOffset.MinValue, new FakeClock().GetUtcNow().AddHours(-2.5));
        var clock = (await _chain.Manager.GetAsync("api/health/ready")).Expect(200).Json.GetProperty("dependencies").EnumerateArray()
            .Single(d => d.GetProperty("name").GetString() == "clock");
        Assert.Equal("degraded", clock.GetProperty("state").GetString());
        Assert.Contains("03:00:00", clock.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_page_names_who_fails_and_since_when_to_the_administrator_alone()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Down());
        var number = await _chain.PlaceAsync(_chain.Webhook);
        await FailedAsync(number, _chain.Webhook, 1);

        var seen = (await _chain.Manager.GetAsync("api/health/ready")).Expect(200).Json;
        var inPublic = (await _chain.Hub.With(null).GetAsync("api/health/ready")).Expect(200).Text;

        var partner = Assert.Single(seen.GetProperty("partners").EnumerateArray());
        Assert.Equal(("haakman", "failing"), (partner.GetProperty("id").GetString(), partner.GetProperty("state").GetString()));
        Assert.Equal(_clock.GetUtcNow(), partner.GetProperty("since").GetDateTimeOffset());
        Assert.DoesNotContain("haakman", inPublic, StringComparison.Ordinal);
        Assert.Contains(_chain.Hub.LogLines, l => l.Contains("haakman begins to fail", StringComparison.Ordinal));
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());
        _clock.Advance(TimeSpan.FromSeconds(6));
        await Chain.HearsAsync(_chain.Webhook, number, 1);
        await Patience.UntilAsync("the log to say that the partner is back", () =>
            _chain.Hub.LogLines.Any(l => l.Contains("haakman takes messages again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mailbox_that_is_read_now_and_then_is_no_alarm_and_one_that_nobody_reads_is()
    {
        await _chain.PlaceAsync(_chain.Mailbox);
        await Patience.UntilAsync("the message", () => _chain.Mailbox.PeekAsync(), m => m.Count == 1);
        var ofErp = $"api/v1/manage/deliveries?state=delivered&partner={_chain.Erp.PartnerId}";
        await Patience.UntilAsync("the ERP to have taken its own", () => _chain.Manager.GetAsync(ofErp),
            r => r.Json.GetProperty("deliveries").GetArrayLength() == 1);

        _clock.Advance(TimeSpan.FromHours(23));
        var (seen, _) = await DeliveriesHealthAsync();
        Assert.Equal("ok", seen.GetProperty("state").GetString());
        Assert.False(seen.TryGetProperty("ageSeconds", out _));
        _clock.Advance(TimeSpan.FromHours(26));
        var (late, partners) = await DeliveriesHealthAsync();
        Assert.Equal("degraded", late.GetProperty("state").GetString());
        Assert.Equal("late", Assert.Single(partners).GetProperty("state").GetString());
    }

    private async Task<(JsonElement Deliveries, List<JsonElement> Partners)> DeliveriesHealthAsync()
    {
        var health = (await _chain.Manager.GetAsync("api/health/ready")).Json;
        return (health.GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "deliveries"),
            [.. health.GetProperty("partners").EnumerateArray()]);
    }

    [Fact]
    public async Task A_partner_that_is_gone_gets_nothing_more_until_it_is_put_again()
    {
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Status(410));
        var first = await _chain.PlaceAsync(_chain.Webhook);
        await Patience.UntilAsync("the endpoint to be disabled", () => _chain.Manager.GetAsync("api/v1/manage/partners/haakman"),
            r => r.Json.GetProperty("connection").TryGetProperty("disabledBecause", out _));
        await _chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());
        var second = await _chain.PlaceAsync(_chain.Webhook);
        await _chain.ErpHearsAsync(second, 1);
        _clock.Advance(TimeSpan.FromDays(4));
        Assert.Single(_chain.Webhook.Received);
        Assert.Equal("owed", (await LaneAsync(first, _chain.Webhook))[0].State);
        var test = (await _chain.Manager.PostAsync("api/v1/manage/partners/haakman/test", "", "application/json")).Expect(200).Json;
        Assert.Equal((true, false), (test.GetProperty("delivered").GetBoolean(), test.TryGetProperty("broughtForward", out _)));
        Assert.Contains("Put the partner again", test.GetProperty("disabledBecause").GetString(), StringComparison.Ordinal);

        await _chain.Hub.Setup.PutPartnerAsync(_chain.Webhook.PartnerId, _chain.Webhook.PartnerDocument(), Patience.Token);

        // One of them goes at once, and the other a moment after it was taken.
        await Patience.UntilAsync("both orders to be sent", () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(_chain.Webhook.Received.Count);
        }, count => count >= 4);
        await Chain.HearsAsync(_chain.Webhook, first, 1);
        await Chain.HearsAsync(_chain.Webhook, second, 1);
    }

    // Signals are scheduled in whole milliseconds, and none comes early.
    private Task<DeliverySeen> TriedAgainAsync(string number, DeliverySeen delivery)
    {
        _clock.Advance(delivery.NextAttemptAt!.Value - _clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
        return FailedAsync(number, _chain.Webhook, delivery.Failures + 1);
    }

    private Task<IReadOnlyList<DeliverySeen>> LaneAsync(string number, IContractor contractor) => _chain.DeliveriesAsync(number, contractor);

    // The first delivery of a lane, once it failed so often and that is noted.
    private async Task<DeliverySeen> FailedAsync(string number, IContractor contractor, int failures) =>
        (await _chain.DeliveriesAsync(number, contractor, $"failure {failures} of {number}",
            d => d.Count > 0 && d[0].Failures >= failures && (d[0].State != "owed" || d[0].NextAttemptAt is not null)))[0];
}
