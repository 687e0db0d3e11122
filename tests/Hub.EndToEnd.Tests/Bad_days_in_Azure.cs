using System.Net;
using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Azure;
using Hub.CosmosStandIn;
using Hub.Domain.Orders;
using Hub.EndToEnd.Tests.Support;
using Hub.WorkerHost;
using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests;

/// <summary>What a hub in Azure does when one of its services has a bad day, and when two of its instances meet.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
public sealed class Bad_days_in_Azure : IAsyncLifetime
{
    private Chain _chain = null!;

    private HubInAzure Azure => _chain.Hub.Azure;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task While_Cosmos_DB_has_no_request_units_left_a_sender_is_told_when_to_come_again_and_nothing_is_lost()
    {
        var draft = _chain.Draft(_chain.Webhook);
        Azure.Cosmos.Faults.Throttle(int.MaxValue, TimeSpan.FromMilliseconds(10), o => o.Kind is not OperationKind.Feed);

        var refused = await _chain.As(_chain.Erp).PostAsync(Given.Vera, draft.ToJson().ToJsonString(), "application/json");
        Assert.Equal("10", refused.Expect(503).Headers["Retry-After"]);

        Azure.Cosmos.Faults.Clear();
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        Assert.Equal(["order.awarded"], await Chain.HearsAsync(_chain.Webhook, draft.Number, 1));
        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(draft.Number));
    }

    [Fact]
    public async Task While_Cosmos_DB_throttles_every_third_request_under_load_no_sender_notices()
    {
        var requests = 0;
        Azure.Cosmos.Faults.Throttle(int.MaxValue, TimeSpan.FromMilliseconds(20), o => o.Kind is not OperationKind.Feed && Interlocked.Increment(ref requests) % 3 == 0);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _chain.PlaceAsync(_chain.Webhook)));

        foreach (var number in numbers) Assert.Equal(["order.awarded"], await Chain.HearsAsync(_chain.Webhook, number, 1));
        Assert.InRange(Azure.Cosmos.Faults.Befallen, 50, int.MaxValue);
        Azure.Cosmos.Faults.Clear();
        foreach (var number in numbers) Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(number));
    }

    [Fact]
    [Trait(Runtime.Length, Runtime.Long)]
    public async Task While_Service_Bus_is_away_orders_are_taken_and_afterwards_the_sweep_delivers_all()
    {
        await Azure.StopQueuesAsync();
        Azure.ServiceBus.GoOffline();
        string[] numbers = [await _chain.PlaceAsync(_chain.Webhook), await _chain.PlaceAsync(_chain.DicoC), await _chain.PlaceAsync(_chain.Webhook)];
        foreach (var number in numbers)
            await _chain.DeliveriesAsync(number, _chain.Erp, "the delivery to be owed", d => d is [{ State: "owed", Attempts: 0 }]);

        Azure.ServiceBus.GoOnline();
        await Azure.AddInstanceAsync();

        // What nobody was told of is overdue after a minute, and the sweep comes each half minute.
        foreach (var number in numbers)
        {
            await Patience.UntilAsync(
                "it to be delivered", () => _chain.DeliveriesAsync(number, _chain.Erp), d => d is [{ State: "delivered", Attempts: 1 }], TimeSpan.FromMinutes(3));
            Assert.Equal(["OrderAwarded GUN"], await _chain.ErpHearsAsync(number, 1));
        }
        Assert.Equal(["order.awarded"], await Chain.HearsAsync(_chain.Webhook, numbers[0], 1));
        Assert.Single(await Chain.HearsAsync(_chain.DicoC, numbers[1], 1));
    }

    [Fact]
    public async Task An_instance_that_starts_while_Key_Vault_is_away_says_so_and_works_once_it_is_back()
    {
        Azure.Environment.Vault.IsThere = false;
        var other = await Azure.AddInstanceAsync();
        var erp = new Caller(other.Host.Address, _chain.As(_chain.Erp).Key);
        var manager = new Caller(other.Host.Address, HubHost.ManageKey);

        Assert.Equal(503, (await erp.GetAsync("api/v1/orders")).Status);
        var health = (await manager.GetAsync("api/health/ready")).Expect(503).Json;
        var secrets = health.GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "secrets");
        Assert.Equal("down", secrets.GetProperty("state").GetString());

        Azure.Environment.Vault.IsThere = true;
        (await erp.GetAsync("api/v1/orders")).Expect(200);
    }

    [Fact]
    public async Task An_instance_that_cannot_look_at_erasures_serves_nobody_and_then_does_what_was_only_logged()
    {
        var draft = _chain.Draft(_chain.Mailbox) with { ResidentName = "N. Aam" };
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        Assert.True(OrderId.TryParse((await _chain.OrderAsync(draft.Number)).GetProperty("id").GetString(), out var order));
        using var handler = Azure.Environment.Azurite.Handler();
        var erasures = Azure.Container("erasures", handler);
        await erasures.UploadBlobAsync("99-no-erasure", BinaryData.FromString("{}"));
        var other = await Azure.AddInstanceAsync();
        var manager = new Caller(other.Host.Address, HubHost.ManageKey);

        Assert.Equal(503, (await manager.GetAsync($"api/v1/orders/{order}")).Status);
        var health = (await manager.GetAsync("api/health/ready")).Expect(503).Json;
        Assert.Equal("down", health.GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "erasures")
            .GetProperty("state").GetString());

        await erasures.DeleteBlobAsync("99-no-erasure");
        // As a hub leaves it that ends between the entry and the erasure.
        await new BlobErasureLog(erasures, TimeProvider.System).AppendAsync(new Erasure(order, DateTimeOffset.UtcNow, AuditActorKind.Person), CancellationToken.None);
        (await manager.GetAsync($"api/v1/orders/{order}")).Expect(200);
        (await manager.DeleteAsync($"api/v1/manage/orders/{order}/contact")).Expect(404);
    }

    [Fact]
    public async Task Two_instances_that_run_one_lane_at_once_say_nothing_twice()
    {
        var other = await Azure.AddInstanceAsync();
        await Azure.StopQueuesAsync();
        var number = await _chain.PlaceAsync(_chain.Webhook);
        await _chain.DeliveriesAsync(number, _chain.Webhook, "the delivery to be owed", d => d is [{ State: "owed" }]);

        var lane = $$"""{"lane":"{{(await _chain.OrderAsync(number)).GetProperty("id").GetString()}}.{{_chain.Webhook.PartnerId}}"}""";
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RunAsync(i % 2 == 0 ? other : Azure.Instances[0], "RunLane", lane)));

        Assert.Equal(["order.awarded"], await Chain.HearsAsync(_chain.Webhook, number, 1));
        await _chain.DeliveriesAsync(number, _chain.Webhook, "it to be delivered once", d => d is [{ State: "delivered", Attempts: 1 }]);
    }

    [Fact]
    public async Task A_batch_of_the_change_feed_that_comes_again_elsewhere_says_nothing_twice()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.Webhook);
        await _chain.ErpHearsAsync(number, 1);
        var order = (await _chain.OrderAsync(number)).GetProperty("id").GetString();
        var other = await Azure.AddInstanceAsync();

        var batch = $$"""[{"id":"e-1","streamId":"{{order}}","version":1},{"id":"r-x","streamId":"{{order}}"},{"id":"e-2","streamId":"{{order}}","version":2}]""";
        foreach (var follower in (string[])["FollowDeliveries", "FollowViews"]) await RunAsync(other, follower, batch);

        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(number));
        Assert.All(await _chain.DeliveriesAsync(number, _chain.Webhook), d => Assert.Equal(("delivered", 1), (d.State, d.Attempts)));
        Assert.Single(_chain.Webhook.ReceivedFor(number));
    }

    [Fact]
    [Trait(Runtime.Length, Runtime.Long)]
    public async Task A_feed_whose_lease_moves_while_a_batch_is_worked_on_says_nothing_twice_and_forgets_nothing()
    {
        var other = await Azure.AddInstanceAsync();
        await Azure.StopFeedsAsync();
        var (numbers, changes) = (new List<string>(), new List<string>());
        for (var i = 0; i < 5; i++)
        {
            var draft = _chain.Draft(_chain.Webhook);
            var id = (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess().Location!.Segments[^1];
            numbers.Add(draft.Number);
            changes.AddRange(Enumerable.Range(1, 2).Select(v => $$"""{"id":"e-{{v}}","streamId":"{{id}}","version":{{v}}}"""));
        }
        var batch = $"[{string.Join(',', changes)}]";

        // The one goes on with what it has while the other begins with the same, again and again.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RunAsync(i % 2 == 0 ? other : Azure.Instances[0], i % 4 < 2 ? "FollowDeliveries" : "FollowViews", batch)));

        foreach (var number in numbers)
        {
            Assert.Equal(["order.awarded"], await Chain.HearsAsync(_chain.Webhook, number, 1));
            await _chain.DeliveriesAsync(number, _chain.Webhook, "it to be delivered once", d => d is [{ State: "delivered", Attempts: 1 }]);
            Assert.Single(_chain.Webhook.ReceivedFor(number));
        }
        var listed = (await _chain.Manager.GetAsync("api/v1/orders?limit=100")).Expect(200).Json.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("number").GetString());
        Assert.Empty(numbers.Except(listed));
    }

    private static async Task RunAsync(HubInstance instance, string function, string trigger)
    {
        InvocationOutcome outcome = await instance.Host.InvokeAsync(function, trigger, cancel: Patience.Token);
        Assert.True(outcome.Succeeded, outcome.Error);
    }
}
