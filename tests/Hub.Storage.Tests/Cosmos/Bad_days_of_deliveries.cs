using Hub.Application.Deliveries;
using Hub.Application.Leases;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What leases and deliveries promise while Cosmos DB loses answers, and with two instances of the hub on one account.</summary>
public sealed class Bad_days_of_deliveries : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(1);

    private readonly CosmosAccount _account = new(TimeProvider.System);
    private readonly CosmosDeliveryStore _store;
    private readonly CosmosDeliveryStore _other;
    private readonly CosmosLeases _leases;

    public Bad_days_of_deliveries()
    {
        _store = new CosmosDeliveryStore(_account.Database);
        _other = new CosmosDeliveryStore(_account.Database);
        _leases = new CosmosLeases(_account.Database);
    }

    private PlannedFaults Faults => _account.Service.Faults;

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    private async Task<Delivery> EnqueuedAsync(int version = 1)
    {
        var delivery = Given.Delivery(Given.Order(), version);
        await _store.EnqueueAsync([delivery], CancellationToken.None);
        return delivery;
    }

    private Task<Delivery?> ClaimAsync(Delivery delivery, CosmosDeliveryStore? by = null) =>
        (by ?? _store).TryClaimAsync(delivery, Now, Now.AddMinutes(2), CancellationToken.None);

    private Task<Delivery?> FindAsync(Delivery delivery) => _store.FindAsync(delivery.Id, CancellationToken.None).AsTask();

    private static KeptMessage Message(string body = "what is sent") =>
        new(new OutboundMessage { ContentType = "text/plain", Body = System.Text.Encoding.UTF8.GetBytes(body) }, "Canonical", false);

    private static bool IsWrite(Operation operation) => operation.Kind is not (OperationKind.Read or OperationKind.Query);

    [Fact]
    public async Task A_lease_whose_renewal_was_done_though_its_holder_did_not_hear_so_is_still_its_own()
    {
        var lease = (await _leases.TryAcquireAsync("a", Now, Now.AddMinutes(1), CancellationToken.None))!;
        Assert.NotNull(await _leases.TryRenewAsync(lease, Now.AddMinutes(2), CancellationToken.None));

        var again = await _leases.TryRenewAsync(lease, Now.AddMinutes(3), CancellationToken.None);
        Assert.NotNull(again);
        Assert.True(await _leases.ReleaseAsync(again, CancellationToken.None));
        Assert.Null(await _leases.TryRenewAsync(lease, Now.AddMinutes(4), CancellationToken.None));
    }

    [Fact]
    public async Task A_whole_attempt_goes_as_ever_when_every_answer_to_a_write_is_lost_once()
    {
        Faults.LoseAnswers(1, IsWrite);
        var delivery = await EnqueuedAsync();
        Faults.LoseAnswers(1, IsWrite);
        var claimed = await ClaimAsync(delivery);
        Assert.Equal(1, claimed!.Attempts);
        Faults.LoseAnswers(1, IsWrite);
        Assert.Equal(KeepOutcome.Kept, await _store.KeepMessageAsync(delivery, null, Message(), CancellationToken.None));
        Faults.LoseAnswers(1, IsWrite);
        Assert.True(await _store.SettleAsync(claimed with { State = DeliveryState.Delivered, DoneAt = Now }, CancellationToken.None));
        Assert.Equal(4, Faults.Befallen);
        Assert.Equal((DeliveryState.Delivered, 1), ((await FindAsync(delivery))!.State, (await FindAsync(delivery))!.Attempts));
        Assert.Null(await _store.FindMessageAsync(delivery, CancellationToken.None));
        Assert.Empty(await _store.PendingInLaneAsync(delivery.Lane, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_delivery_that_another_instance_claimed_is_neither_claimed_nor_settled_nor_changed()
    {
        var delivery = await EnqueuedAsync();
        var claimed = (await ClaimAsync(delivery))!;
        Assert.Null(await ClaimAsync(delivery, _other));
        Assert.False(await _other.ReplaceAsync(delivery, delivery with { State = DeliveryState.Skipped }, Now, CancellationToken.None));
        Assert.True(await _other.SettleAsync(claimed with { State = DeliveryState.Delivered, DoneAt = Now }, CancellationToken.None));
        Assert.False(await _store.SettleAsync(claimed with { State = DeliveryState.Parked }, CancellationToken.None));
    }

    [Fact]
    public async Task Two_instances_that_enqueue_the_same_at_once_enqueue_it_once()
    {
        Delivery[] deliveries = [.. Enumerable.Range(1, 20).Select(v => Given.Delivery(Given.Order(), v))];
        await Task.WhenAll(_store.EnqueueAsync(deliveries, CancellationToken.None), _other.EnqueueAsync([.. deliveries.Reverse()], CancellationToken.None));
        Assert.Equal(Enumerable.Range(1, 20), (await _store.PendingInLaneAsync(deliveries[0].Lane, 50, CancellationToken.None)).Select(d => d.Version));
        Assert.Equal(20, (await _store.BacklogAsync(CancellationToken.None)).Single().Pending);
    }

    [Fact]
    public async Task More_deliveries_of_a_lane_than_a_batch_takes_are_all_enqueued()
    {
        Delivery[] deliveries = [.. Enumerable.Range(1, 230).Select(v => Given.Delivery(Given.Order(), v))];
        await _store.EnqueueAsync(deliveries, CancellationToken.None);
        Assert.Equal(230, (await _store.BacklogAsync(CancellationToken.None)).Single().Pending);
    }

    [Fact]
    public async Task Enqueueing_again_what_is_done_changes_nothing()
    {
        var first = await EnqueuedAsync();
        await _store.SettleAsync((await ClaimAsync(first))! with { State = DeliveryState.Delivered, DoneAt = Now }, CancellationToken.None);
        await _store.EnqueueAsync([first, Given.Delivery(Given.Order(), 2)], CancellationToken.None);
        Assert.Equal([2], (await _store.PendingInLaneAsync(first.Lane, 10, CancellationToken.None)).Select(d => d.Version));
        Assert.Equal(DeliveryState.Delivered, (await FindAsync(first))!.State);
    }

    [Fact]
    public async Task An_attempt_of_a_claim_that_ran_out_and_was_let_go_settles_nothing()
    {
        var delivery = await EnqueuedAsync();
        var late = (await ClaimAsync(delivery))!;
        var read = (await FindAsync(delivery))!;
        Assert.True(await _store.ReplaceAsync(read, read with { Note = "by hand" }, Now.AddMinutes(3), CancellationToken.None));
        Assert.False(await _store.SettleAsync(late with { State = DeliveryState.Parked }, CancellationToken.None));
        Assert.Equal(2, (await ClaimAsync((await FindAsync(delivery))!))!.Attempts);
        Assert.False(await _store.SettleAsync(late with { State = DeliveryState.Parked }, CancellationToken.None));
    }

    [Fact]
    public async Task A_delivery_costs_ten_requests_of_which_none_crosses_partitions()
    {
        var delivery = await EnqueuedAsync();
        await _store.PendingInLaneAsync(delivery.Lane, 10, CancellationToken.None);
        var claimed = (await ClaimAsync(delivery))!;
        await _store.FindMessageAsync(delivery, CancellationToken.None);
        await _store.KeepMessageAsync(delivery, null, Message(), CancellationToken.None);
        await _store.SettleAsync(claimed with { State = DeliveryState.Delivered, DoneAt = Now }, CancellationToken.None);
        var operations = _account.Service.Operations;
        Assert.DoesNotContain(operations, o => o.CrossesPartitions);
        Assert.Equal(
            "Batch 3, Query 1, Read 5, Replace 1",
            string.Join(", ", operations.GroupBy(o => o.Kind).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_lease_whose_answers_are_lost_is_acquired_renewed_and_released()
    {
        Faults.LoseAnswers(1, IsWrite);
        var lease = await _leases.TryAcquireAsync("a", Now, Now.AddMinutes(1), CancellationToken.None);
        Assert.NotNull(lease);
        Faults.LoseAnswers(1, IsWrite);
        var renewed = await _leases.TryRenewAsync(lease, Now.AddMinutes(2), CancellationToken.None);
        Assert.NotNull(renewed);
        Faults.LoseAnswers(1, IsWrite);
        Assert.True(await _leases.ReleaseAsync(renewed, CancellationToken.None));
        Assert.Equal(3, Faults.Befallen);
        Assert.Empty(await _leases.FindHeldAsync(["a"], Now, CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_that_nobody_uses_any_more_is_forgotten()
    {
        var clock = new Hub.Testing.FakeClock(Given.Start);
        var account = new CosmosAccount(clock);
        await account.InitializeAsync();
        var leases = new CosmosLeases(account.Database);
        Lease lease = (await leases.TryAcquireAsync("a", Given.Start, Given.Start.AddMinutes(1), CancellationToken.None))!;
        clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(2, (await leases.TryAcquireAsync("a", clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(1), CancellationToken.None))!.Term);
        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, (await leases.TryAcquireAsync("a", clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(1), CancellationToken.None))!.Term);
        Assert.Equal(1, lease.Term);
        await account.DisposeAsync();
    }
}
