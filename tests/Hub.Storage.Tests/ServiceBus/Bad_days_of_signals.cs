using Hub.Application.Deliveries;
using Hub.Azure.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.ServiceBus.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>Where Service Bus is away, signals may be lost, and nothing else.</summary>
public sealed class Bad_days_of_signals
{
    private const string Back = "Warning: Signals of lanes are sent again: Service Bus is back";

    [Fact]
    public async Task An_outage_fails_nobody_and_is_logged_at_its_begin_and_its_end()
    {
        await using var lanes = new SignalledLanes();
        lanes.Service.GoOffline();
        await lanes.Signal.SignalAsync([SignalledLanes.Lane(1), SignalledLanes.Lane(2)], null, CancellationToken.None);
        await lanes.SignalAsync(3);
        lanes.Clock.Advance(Outage.Pause);
        await lanes.SignalAsync(4);
        Assert.Equal([Away("cannot be reached")], lanes.Log.Lines);
        Assert.Equal(4, lanes.Lost);

        lanes.Service.GoOnline();
        await lanes.SignalAsync(5);
        lanes.Clock.Advance(Outage.Pause);
        await lanes.SignalAsync(6);
        await lanes.SignalAsync(7);
        Assert.Equal([Away("cannot be reached"), Back], lanes.Log.Lines);
        Assert.Equal([SignalledLanes.Lane(6), SignalledLanes.Lane(7)], lanes.Signalled);
        Assert.Equal(5, lanes.Lost);
    }

    [Fact]
    public async Task During_an_outage_the_service_is_asked_once_in_a_while_and_by_one_alone()
    {
        await using var lanes = new SignalledLanes();
        var refused = lanes.Service.Faults.Refuse(FaultPoint.Send, ErrorConditions.QuotaExceeded, times: PlannedFaults.Always);
        await lanes.SignalAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(lanes.SignalAsync));
        Assert.Equal((1, 51), (refused.Befallen, lanes.Lost));

        lanes.Service.Faults.Clear();
        var silent = lanes.Service.Faults.LoseAnswer(FaultPoint.Send, times: PlannedFaults.Always);
        lanes.Clock.Advance(Outage.Pause);
        var probe = lanes.SignalAsync();
        await lanes.Queue.WhenAsync(q => q.Accepted == 1).Soon();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(lanes.SignalAsync));
        Assert.Equal((1, 101), (silent.Befallen, lanes.Lost));

        lanes.Clock.Advance(ServiceBusSignal.LongestSend);
        await probe.Soon();
        Assert.Equal(102, lanes.Lost);
        Assert.Equal([Away("has no room left in the queue")], lanes.Log.Lines);
    }

    [Theory]
    [InlineData(FaultPoint.Attach)]
    [InlineData(FaultPoint.Send)]
    public async Task A_service_that_does_not_answer_is_not_waited_for(FaultPoint point)
    {
        await using var lanes = new SignalledLanes();
        lanes.Service.Faults.LoseAnswer(point, times: PlannedFaults.Always);
        var signalling = lanes.SignalAsync();
        await lanes.Clock.WhenArmedAsync(lanes.Clock.GetUtcNow() + ServiceBusSignal.LongestSend).Soon();
        lanes.Clock.Advance(ServiceBusSignal.LongestSend);
        await signalling.Soon();

        Assert.Equal([Away("did not answer in time")], lanes.Log.Lines);
        Assert.Equal(1, lanes.Lost);
    }

    [Fact]
    public async Task A_busy_service_is_not_waited_for()
    {
        await using var lanes = new SignalledLanes();
        var busy = lanes.Service.Faults.Refuse(FaultPoint.Send, ErrorConditions.ServerBusy);
        var signalling = lanes.SignalAsync();
        await busy.First.Soon();
        lanes.Clock.Advance(ServiceBusSignal.LongestSend);
        await signalling.Soon();

        Assert.Equal(1, lanes.Lost);
    }

    [Theory]
    [InlineData(FaultPoint.Token, ErrorConditions.Unauthorized, "does not let the hub's identity in")]
    [InlineData(FaultPoint.Attach, ErrorConditions.NotFound, "has no queue of this name")]
    [InlineData(FaultPoint.Send, ErrorConditions.EntityDisabled, "has disabled the queue")]
    public async Task A_refusal_is_logged_with_its_reason(FaultPoint point, string condition, string reason)
    {
        await using var lanes = new SignalledLanes();
        lanes.Service.Faults.Refuse(point, condition, QueueNames.Lanes, PlannedFaults.Always);
        await lanes.SignalAsync();
        Assert.Equal([Away(reason)], lanes.Log.Lines);
    }

    [Fact]
    public async Task A_connection_that_breaks_for_a_moment_loses_no_signal()
    {
        await using var lanes = new SignalledLanes();
        await lanes.SignalAsync(1);
        lanes.Service.DropConnections();
        await lanes.SignalAsync(2);
        lanes.Service.Faults.DropConnection(FaultPoint.Send, done: false);
        await lanes.SignalAsync(3);

        Assert.Equal([SignalledLanes.Lane(1), SignalledLanes.Lane(2), SignalledLanes.Lane(3)], lanes.Signalled);
        Assert.Empty(lanes.Log.Lines);
    }

    [Fact]
    public async Task Whoever_cancels_gets_out_at_once_and_that_is_no_outage()
    {
        await using var lanes = new SignalledLanes();
        using var cancel = new CancellationTokenSource();
        lanes.Service.Faults.LoseAnswer(FaultPoint.Send);
        var signalling = lanes.Signal.SignalAsync([SignalledLanes.Lane()], null, cancel.Token);
        await lanes.Queue.WhenAsync(q => q.Accepted == 1).Soon();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signalling.Soon());

        await lanes.SignalAsync(2);
        Assert.Equal(0, lanes.Lost);
        Assert.Empty(lanes.Log.Lines);
    }

    [Fact]
    public async Task A_probe_that_is_cancelled_leaves_its_turn_to_the_next()
    {
        await using var lanes = new SignalledLanes();
        lanes.Service.Faults.Refuse(FaultPoint.Send, ErrorConditions.QuotaExceeded);
        await lanes.SignalAsync();
        lanes.Clock.Advance(Outage.Pause);
        using var cancel = new CancellationTokenSource();
        lanes.Service.Faults.LoseAnswer(FaultPoint.Send);
        var probe = lanes.Signal.SignalAsync([SignalledLanes.Lane()], null, cancel.Token);
        await lanes.Queue.WhenAsync(q => q.Accepted == 1).Soon();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.Soon());

        await lanes.SignalAsync(2);
        Assert.Equal([Away("has no room left in the queue"), Back], lanes.Log.Lines);
    }

    private static string Away(string reason) =>
        $"Warning: Signals of lanes are lost until further notice: Service Bus {reason}. Deliveries go out later: the sweep signals their lanes again";
}
