using System.Diagnostics;
using System.Text;
using Hub.Application.Deliveries;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.ServiceBus.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>Signals of lanes on Service Bus.</summary>
public sealed class Signals
{
    [Fact]
    public async Task Each_lane_is_signalled_once_and_now()
    {
        await using var lanes = new SignalledLanes();
        await lanes.Signal.SignalAsync([SignalledLanes.Lane(1), SignalledLanes.Lane(2)], null, CancellationToken.None);

        Assert.Equal([SignalledLanes.Lane(1), SignalledLanes.Lane(2)], lanes.Signalled);
        Assert.Equal(2, lanes.Queue.Count(MessageState.Active));
        Assert.Equal(0, lanes.Lost);
        Assert.Empty(lanes.Log.Lines);
    }

    [Fact]
    public async Task A_signal_for_later_comes_at_its_moment()
    {
        await using var lanes = new SignalledLanes();
        await lanes.Signal.SignalAsync([SignalledLanes.Lane()], lanes.Clock.GetUtcNow().AddMinutes(5), CancellationToken.None);
        lanes.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(1, lanes.Queue.Count(MessageState.Scheduled));

        lanes.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, lanes.Queue.Count(MessageState.Active));
    }

    [Fact]
    public async Task A_signal_for_a_moment_that_is_over_comes_now()
    {
        await using var lanes = new SignalledLanes();
        await lanes.Signal.SignalAsync([SignalledLanes.Lane()], lanes.Clock.GetUtcNow().AddMinutes(-5), CancellationToken.None);
        Assert.Equal(1, lanes.Queue.Count(MessageState.Active));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_lanes_than_one_send_takes_are_all_signalled_however_long_their_names(bool later)
    {
        await using var lanes = new SignalledLanes();
        var partner = Recipient.OfPartner(new string('p', 300));
        using var activity = new Activity("sending").SetIdFormat(ActivityIdFormat.W3C).Start();
        var many = Enumerable.Range(0, 450).Select(i => new LaneId(Given.Order(i), partner)).ToList();
        await lanes.Signal.SignalAsync(many, later ? lanes.Clock.GetUtcNow().AddHours(1) : null, CancellationToken.None);

        Assert.Equal(many, lanes.Signalled);
        Assert.Equal(0, lanes.Lost);
    }

    [Fact]
    public async Task Duplicate_detection_drops_no_signal_of_the_same_lane()
    {
        await using var lanes = new SignalledLanes(new QueueOptions { DuplicateDetectionWindow = TimeSpan.FromDays(1) });
        await lanes.SignalAsync();
        await lanes.Signal.SignalAsync([SignalledLanes.Lane()], lanes.Clock.GetUtcNow().AddMinutes(1), CancellationToken.None);
        await lanes.Signal.SignalAsync([SignalledLanes.Lane(), SignalledLanes.Lane()], null, CancellationToken.None);

        Assert.Equal((4, 0), (lanes.Queue.Messages().Count, lanes.Queue.DuplicatesDropped));
    }

    [Fact]
    public async Task A_signal_carries_the_trace_in_which_it_was_sent()
    {
        await using var lanes = new SignalledLanes();
        using var activity = new Activity("sending").SetIdFormat(ActivityIdFormat.W3C).Start();
        await lanes.SignalAsync();

        Assert.Equal(new LaneSignal(SignalledLanes.Lane(), activity.Id), LaneSignal.Parse(Encoding.UTF8.GetString(lanes.Queue.Messages()[0].Body.Span)));
    }

    [Fact]
    public async Task No_lane_needs_no_send()
    {
        await using var lanes = new SignalledLanes();
        lanes.Service.GoOffline();
        await lanes.Signal.SignalAsync([], null, CancellationToken.None);
        Assert.Empty(lanes.Log.Lines);
    }
}
