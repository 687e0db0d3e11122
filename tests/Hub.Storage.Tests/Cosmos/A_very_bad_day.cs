using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Domain.Orders;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>Several instances work at once while requests are throttled, refused and lost at random: what was acknowledged is there once, in order.</summary>
public sealed class A_very_bad_day : IAsyncLifetime
{
    private const int Instances = 3;

    private readonly CosmosAccount _account = new(TimeProvider.System);
    private int _request;

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    // Of a hundred requests so many meet a fault, each kind at places of its own.
    private void Plan()
    {
        var faults = _account.Service.Faults;
        Func<Operation, bool> Each(int nth) => _ => Interlocked.Increment(ref _request) % nth == 0;
        faults.Throttle(int.MaxValue, TimeSpan.FromMilliseconds(1), Each(11));
        faults.LoseAnswers(int.MaxValue, Each(17));
        faults.LoseRequests(int.MaxValue, Each(23));
        faults.MovePartition(int.MaxValue, Each(29));
        faults.Unavailable(int.MaxValue, Each(31));
    }

    // A caller that gets no answer asks again, as partners and sweeps do.
    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (StoreException)
            {
            }
        }
    }

    [Fact]
    public async Task Every_message_is_in_its_stream_once()
    {
        Plan();
        var logs = Enumerable.Range(0, Instances).Select(_ => new CosmosEventLog(_account.Database, Given.Codecs)).ToList();
        await Task.WhenAll(logs.SelectMany((log, instance) => Enumerable.Range(1, 2).Select(order => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++) await SayAsync(log, Given.Order(order), $"m-{instance}-{i}");
        }))));
        _account.Service.Faults.Clear();

        for (var order = 1; order <= 2; order++)
        {
            var events = (await logs[0].LoadAsync(Given.Order(order), CancellationToken.None)).Events;
            Assert.Equal(Enumerable.Range(1, Instances * 5), events.Select(e => e.Version));
            Assert.Equal(Instances * 5, events.Select(e => e.CausationId).Distinct().Count());
        }
        Assert.True(_account.Service.Faults.Befallen > 10, $"{_account.Service.Faults.Befallen}");
    }

    // As the intake: a receipt that is there is the answer, a conflict is decided again.
    private static Task SayAsync(CosmosEventLog log, OrderId order, string message) => UntilAnsweredAsync(async () =>
    {
        while (true)
        {
            if (await log.FindReceiptAsync(order, "alfa", message, CancellationToken.None) is not null) return true;
            var version = (await log.LoadAsync(order, CancellationToken.None)).Version;
            var said = Given.Event(order, version + 1) with { CausationId = message };
            var receipt = Given.Receipt(order, message, version + 1);
            if (await log.AppendAsync(order, version, [said], receipt, CancellationToken.None) is not AppendOutcome.VersionConflict) return true;
        }
    });

    [Fact]
    public async Task Every_delivery_of_a_lane_is_settled_once()
    {
        Plan();
        var stores = Enumerable.Range(0, Instances).Select(_ => new CosmosDeliveryStore(_account.Database)).ToList();
        Delivery[] deliveries = [.. Enumerable.Range(1, 8).Select(v => Given.Delivery(Given.Order(), v))];
        foreach (var delivery in deliveries)
            await UntilAnsweredAsync(async () =>
            {
                await stores[0].EnqueueAsync([delivery], CancellationToken.None);
                return true;
            });

        var settled = new List<int>();
        await Task.WhenAll(stores.Select(store => Task.Run(() => WorkAsync(store, deliveries[0].Lane, settled))));
        _account.Service.Faults.Clear();
        // Who got no answer in all its retries does not know that it settled.
        Assert.Equal(settled.Distinct(), settled);
        foreach (var delivery in deliveries)
            Assert.Equal(DeliveryState.Delivered, (await stores[0].FindAsync(delivery.Id, CancellationToken.None))!.State);
        Assert.Empty(await stores[0].BacklogAsync(CancellationToken.None));
    }

    // As a lane is worked: its first delivery is claimed and settled. Each worker's clock goes on, so that claims end, those of others too.
    private static async Task WorkAsync(CosmosDeliveryStore store, LaneId lane, List<int> settled)
    {
        for (var round = 0; ; round++)
        {
            var open = await UntilAnsweredAsync(() => store.PendingInLaneAsync(lane, 1, CancellationToken.None).AsTask());
            if (open.Count == 0) return;
            var at = Given.Start.AddDays(1).AddMinutes(3 * round);
            if (await UntilAnsweredAsync(() => store.TryClaimAsync(open[0], at, at.AddMinutes(2), CancellationToken.None)) is not { } claimed) continue;
            var done = claimed with { State = DeliveryState.Delivered, DoneAt = at };
            if (!await UntilAnsweredAsync(() => store.SettleAsync(done, CancellationToken.None))) continue;
            lock (settled) settled.Add(done.Version);
        }
    }
}
