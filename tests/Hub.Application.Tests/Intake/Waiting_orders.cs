using Hub.Application.Decisions;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Intake;

public sealed class Waiting_orders
{
    private readonly Door _door = new(OrderStory.Placed().Record(Actor.TheHub, new OrderUnrouted("No contract covers this work.")));
    private readonly MemoryViews _views = new();

    private RouteWaiting Routing =>
        field ??= new(_views, _door.Log, new DecisionContextLoader(_door.Dwellings, _door.Cache), _door.Clock, NullLogger<RouteWaiting>.Instance);

    private Task SweepAsync()
    {
        _views.All[Given.Id] = OrderSummary.Of(_door.Order!);
        return Routing.SweepAsync(CancellationToken.None);
    }

    // Orders that wait in the lists and whose streams tell of nothing to do.
    private void Others(int count, TimeSpan after)
    {
        var order = OrderSummary.Of(_door.Order!);
        foreach (var id in Enumerable.Range(0, count).Select(i => OrderId.For(Given.ErpId, $"other {i}")))
            _views.All[id] = order with { OrderId = id, PlacedAt = order.PlacedAt + after };
    }

    [Fact]
    public async Task An_order_that_waits_is_awarded_once_a_contract_covers_it()
    {
        await SweepAsync();
        Assert.Equal((OrderStatus.Awarded, Given.Alfa, null), (_door.Order!.Status, _door.Order.Assignment.ContractorId, _door.Order.Routing.UnroutedReason));
    }

    [Fact]
    public async Task What_has_waited_longest_is_looked_at_first()
    {
        Others(3_000, TimeSpan.FromDays(1));
        await SweepAsync();
        Assert.Equal(OrderStatus.Awarded, _door.Order!.Status);
    }

    [Fact]
    public async Task However_many_wait_each_has_its_turn()
    {
        Others(3_000, TimeSpan.FromDays(-1));
        await SweepAsync();
        Assert.Equal(OrderStatus.Registered, _door.Order!.Status);
        await SweepAsync();
        Assert.Equal(OrderStatus.Awarded, _door.Order!.Status);
    }

    [Fact]
    public async Task After_a_change_of_the_registry_all_are_looked_at()
    {
        Others(3_000, TimeSpan.FromDays(-1));
        _views.All[Given.Id] = OrderSummary.Of(_door.Order!);
        await Routing.SweepAllAsync(CancellationToken.None);
        Assert.Equal(OrderStatus.Awarded, _door.Order!.Status);
    }

    [Fact]
    public async Task An_order_that_still_finds_nobody_gets_no_event()
    {
        _door.Registry.Contracts.Clear();
        await SweepAsync();
        _door.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync();
        Assert.Equal(2, _door.Order!.Version);
    }

    [Fact]
    public async Task A_contract_for_an_area_finds_the_order_once_its_dwelling_is_in_the_register()
    {
        _door.Registry.Contracts.Clear();
        _door.Registry.Contracts.Add(MemoryRegistry.Contract("C-N", """{"contractor": "alfa", "validFrom": "2026-01-01", "areas": [{"area": "Noord"}]}"""));
        _door.Log.Put(Given.Id, new OrderStory().Record(Given.Corporation, new OrderPlaced(Given.Content() with { GivenAddress = Given.Home.Address }))
            .Record(Actor.TheHub, new OrderUnrouted("No contract.")).Events);
        await SweepAsync();
        Assert.Equal("C-N", _door.Order!.Assignment.ContractNumber);
    }

    [Fact]
    public async Task An_order_that_somebody_changes_at_the_same_moment_is_left_to_the_next_sweep()
    {
        _door.Log.BeforeAppend = () => _door.ErpSaysAsync(Door.Message("m-9", new OrderCancelled()));
        await SweepAsync();
        Assert.Equal(OrderStatus.Cancelled, _door.Order!.Status);
    }
}
