using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.Application.Tests.Support;
using Hub.Domain.Streams;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Deliveries;

/// <summary>A kind of stream that the product does not have goes the whole way from the log to a partner.</summary>
public sealed class Streams_of_another_kind
{
    private static readonly StreamId Case = new(CaseMessages.CaseKind, Given.Id.Value);

    private readonly LaneBench _bench = new();
    private readonly MemoryViews _views = new();

    public Streams_of_another_kind()
    {
        var (first, second) = (_bench.Story.Events[0], _bench.Story.Events[1]);
        _bench.Log.Put(Case, [first with { Stream = Case, Event = new CaseOpened("noise") }, second with { Stream = Case, Event = new CaseOpened("again") }]);
    }

    private async Task FollowAsync()
    {
        var pending = new MemoryPendingProjections();
        var messages = new StreamMessages([_bench.Others]);
        await new FollowLog<DeliveriesFollower>(
            new DeliveriesFollower(_bench.Store, messages, _bench.Cache, _bench.Signal, _bench.Clock, _bench.Metrics), _bench.Log, pending, _bench.Metrics, _bench.Clock,
            NullLogger<FollowLog<DeliveriesFollower>>.Instance).HandleAsync([new StreamChange(Case, 1), new(Case, 2), new(Given.Id, 1)], CancellationToken.None);
        await new FollowLog<ViewsFollower>(
            new ViewsFollower(_views), _bench.Log, pending, _bench.Metrics, _bench.Clock,
            NullLogger<FollowLog<ViewsFollower>>.Instance).HandleAsync([new StreamChange(Case, 2)], CancellationToken.None);
        Assert.Empty(pending.All);
    }

    [Fact]
    public async Task Its_events_reach_the_partner_in_order_and_once()
    {
        await FollowAsync();
        await FollowAsync();
        var lane = Assert.Single(_bench.Signal.Signals.Select(s => s.Lane).Distinct());
        Assert.Equal(new LaneId(Case, Recipient.OfPartner(Given.Alfa)), lane);
        await _bench.Lanes.RunAsync(lane, CancellationToken.None);
        Assert.Equal(["alfa 1 noise", "alfa 2 again"], _bench.Connector.Sent);
        Assert.All(_bench.Store.All, d => Assert.Equal(DeliveryState.Delivered, d.State));
    }

    [Fact]
    public async Task It_has_no_row_among_the_orders()
    {
        await FollowAsync();
        Assert.Empty(_views.All);
    }

    [Fact]
    public async Task What_goes_to_no_partner_waits_for_the_version_that_can_reach_its_recipient()
    {
        _bench.Others.For = new Recipient("resident", "7f0c");
        await FollowAsync();
        Assert.Empty(_bench.Signal.Signals);
        await _bench.Lanes.RunAsync(new LaneId(Case, _bench.Others.For), CancellationToken.None);
        Assert.All(_bench.Store.All, d => Assert.Equal((DeliveryState.Pending, 0), (d.State, d.Attempts)));
        Assert.Equal(new Backlog(_bench.Others.For, 2, 0, _bench.Clock.GetUtcNow()), Assert.Single(await _bench.Store.BacklogAsync(CancellationToken.None)));
    }
}
