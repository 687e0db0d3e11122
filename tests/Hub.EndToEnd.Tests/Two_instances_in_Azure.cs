using Hub.EndToEnd.Tests.Support;
using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests;

/// <summary>Two instances of the hub on the same services: what the table in the README of Hub.Application says of what a process remembers.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
[Trait(Runtime.Length, Runtime.Long)]
public sealed class Two_instances_in_Azure : IAsyncLifetime
{
    private const int RequestsPerMinute = 30;

    private Chain _chain = null!;
    private HubInstance _other = null!;

    private HubInAzure Azure => _chain.Hub.Azure;

    private Caller OtherManager => new(_other.Host.Address, HubHost.ManageKey);

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync(settings: ("Hub:RequestsPerMinute", $"{RequestsPerMinute}"));
        _other = await Azure.AddInstanceAsync();
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task Timers_that_run_in_both_at_once_say_nothing_twice()
    {
        await Azure.StopQueuesAsync();
        var number = await _chain.PlaceAsync(_chain.Webhook);
        await _chain.DeliveriesAsync(number, _chain.Webhook, "the delivery to be owed", d => d is [{ State: "owed" }]);

        var timers = _other.Host.Functions.Values.Where(f => f.TriggerType == "timerTrigger").Select(f => f.Name).ToList();
        const string State = """{"ScheduleStatus":{"Last":"2026-01-01T00:00:00Z","Next":"2026-01-01T00:01:00Z","LastUpdated":"2026-01-01T00:00:00Z"},"IsPastDue":false}""";
        var outcomes = await Task.WhenAll(timers.SelectMany(t => Azure.Instances.Select(i => i.Host.InvokeAsync(t, State, cancel: Patience.Token))));
        Assert.All(outcomes, o => Assert.True(o.Succeeded, o.Error));

        var lane = $$"""{"lane":"{{(await _chain.OrderAsync(number)).GetProperty("id").GetString()}}.{{_chain.Webhook.PartnerId}}"}""";
        await Task.WhenAll(Azure.Instances.Select(i => i.Host.InvokeAsync("RunLane", lane, cancel: Patience.Token)));
        await _chain.DeliveriesAsync(number, _chain.Webhook, "it to be delivered once", d => d is [{ State: "delivered", Attempts: 1 }]);
        Assert.Equal(["order.awarded"], await Chain.HearsAsync(_chain.Webhook, number, 1));
        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task What_one_changes_in_the_registry_the_other_knows_within_half_a_minute()
    {
        var contractor = new Caller(_other.Host.Address, _chain.As(_chain.Mailbox).Key);
        (await contractor.GetAsync("api/v1/mailbox")).Expect(200);
        var document = _chain.Mailbox.PartnerDocument();
        document["enabled"] = false;
        (await _chain.Manager.PutAsync($"api/v1/manage/partners/{_chain.Mailbox.PartnerId}", document.ToJsonString())).Expect(200);

        await Patience.UntilAsync("the other instance to know", () => contractor.GetAsync("api/v1/mailbox"), r => r.Status == 403, TimeSpan.FromMinutes(1));
        Assert.False((await OtherManager.GetAsync($"api/v1/manage/partners/{_chain.Mailbox.PartnerId}")).Expect(200).Json.GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task Each_limits_the_requests_of_a_partner_for_itself()
    {
        var here = _chain.As(_chain.Mailbox);
        // Far more than come back meanwhile, however slow the machine is, and no more at once than one partner may ask.
        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * RequestsPerMinute).Select(_ => here.GetAsync("api/v1/mailbox")));

        Assert.Contains(answers, a => a.Status == 429);
        Assert.Equal(200, (await new Caller(_other.Host.Address, here.Key).GetAsync("api/v1/mailbox")).Status);
    }

    [Fact]
    public async Task A_rebuild_that_the_one_begins_the_other_ends()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++) numbers.Add(await _chain.PlaceAndReachAsync(_chain.Webhook));
        (await _chain.Manager.PostAsync("api/v1/manage/views/rebuild", "", "application/json")).Expect(202);
        await Azure.KillAsync(Azure.Instances[0]);

        await Patience.UntilAsync("the rebuild to end", () => OtherManager.GetAsync("api/v1/manage/views/rebuild"),
            r => r.Expect(200).Json.GetProperty("state").GetString() == "idle", TimeSpan.FromMinutes(2));
        var listed = (await OtherManager.GetAsync("api/v1/orders?limit=100")).Expect(200).Json.GetProperty("orders").EnumerateArray();
        Assert.Equal(numbers.Order(StringComparer.Ordinal), listed.Select(o => o.GetProperty("number").GetString()!).Order(StringComparer.Ordinal));
    }
}
