using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Lanes
{
    private readonly LaneBench _bench = new(OrderStory.Completed());

    [Fact]
    public async Task What_is_owed_goes_out_in_order()
    {
        _bench.Enqueue(Given.Alfa, 3, 2, 4);
        await _bench.RunAsync();
        Assert.Equal(["alfa 2 OrderAwarded", "alfa 3 OrderAccepted", "alfa 4 AppointmentMade"], _bench.Connector.Sent);
        Assert.All(_bench.Store.All, d => Assert.Equal(DeliveryState.Delivered, d.State));
    }

    [Fact]
    public async Task A_delivery_says_how_the_order_stood_at_its_event()
    {
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.RunAsync();
        Assert.Equal(OrderStatus.Awarded, _bench.Writer.Written.Single().Order.Status);
    }

    [Fact]
    public async Task Its_identity_is_the_same_at_every_attempt()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.RunAsync();
        Assert.Equal(2, _bench.Connector.Identities.Count);
        Assert.Single(_bench.Connector.Identities.Distinct());
    }

    [Fact]
    public async Task An_attempt_by_hand_that_fails_takes_no_step_of_the_schedule()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(RetryOutcome.Signalled, await _bench.Manage.RetryAsync(_bench.At(2).Id, CancellationToken.None));
            await _bench.RunAsync();
        }
        Assert.Equal(5, _bench.Connector.Sent.Count);
        Assert.InRange(_bench.At(2).NextAttemptAt!.Value - _bench.Clock.GetUtcNow(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        // It is a failure all the same.
        Assert.Equal((1, 5), (_bench.At(2).Failures, _bench.At(2).FailuresInAll));
    }

    [Fact]
    public async Task A_failure_holds_its_lane()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        await _bench.RunAsync();
        Assert.Equal(["alfa 2 OrderAwarded"], _bench.Connector.Sent);
    }

    [Fact]
    public async Task A_lane_whose_partner_asked_to_wait_is_rung_once_for_the_end_of_the_wait()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Backoff.Failed(Given.Alfa, LaneBench.Lane(), new SendResult.Failed(FailureKind.Busy, 503, TimeSpan.FromMinutes(2), "503."));
        await _bench.RunAsync();
        await _bench.RunAsync();
        Assert.Empty(_bench.Connector.Sent);
        var ring = Assert.Single(_bench.Signal.Signals);
        Assert.Equal(_bench.At(2).NextAttemptAt, ring.At);
    }

    [Fact]
    public async Task A_failure_holds_no_other_lane()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Enqueue(Given.ErpId, 2);
        _bench.Connector.Answer = (what, _) => ValueTask.FromResult<SendResult>(
            what.StartsWith(Given.Alfa, StringComparison.Ordinal) ? new SendResult.Failed(FailureKind.Broken, 500, null, "500.") : new SendResult.Delivered(200));
        await _bench.RunAsync();
        await _bench.RunAsync(Given.ErpId);
        Assert.Equal((DeliveryState.Pending, DeliveryState.Delivered), (_bench.At(2).State, _bench.At(2, Given.ErpId).State));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_by_the_schedule()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails();
        await _bench.RunAsync();

        var delivery = _bench.At(2);
        Assert.Equal(
            (1, 1, 1, "The partner answered 500."), (delivery.Attempts, delivery.Failures, delivery.FailuresInAll, delivery.Note));
        Assert.InRange(delivery.NextAttemptAt!.Value, _bench.Clock.GetUtcNow().AddSeconds(5), _bench.Clock.GetUtcNow().AddSeconds(6));
        Assert.Equal([(LaneBench.Lane(), delivery.NextAttemptAt)], _bench.Signal.Signals);
    }

    [Fact]
    public async Task When_the_time_has_come_the_lane_goes_on()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        _bench.Connector.Recovers();
        _bench.Clock.Advance(TimeSpan.FromSeconds(6));
        await _bench.RunAsync();
        Assert.Equal(["alfa 2 OrderAwarded", "alfa 2 OrderAwarded", "alfa 3 OrderAccepted"], _bench.Connector.Sent);
        Assert.Null(_bench.At(2).Note);
    }

    [Fact]
    public async Task After_three_days_it_is_parked_and_holds_its_lane()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        await _bench.RunAsync();
        _bench.Connector.Recovers();
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Parked, DeliveryState.Pending), (_bench.At(2).State, _bench.At(3).State));
        Assert.Equal("Tried for three days. Last: The partner answered 500.", _bench.At(2).Note);
    }

    [Fact]
    public async Task A_parked_delivery_that_is_skipped_lets_its_lane_go()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Writer.Instead = o => o.Recorded.Version == 2 ? new WriteResult.Unwritable("No GLN.") : null;
        await _bench.RunAsync();
        Assert.True(await _bench.Manage.SkipAsync(_bench.At(2).Id, "told by phone", CancellationToken.None));
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Skipped, "told by phone", DeliveryState.Delivered), (_bench.At(2).State, _bench.At(2).Note, _bench.At(3).State));
    }

    [Fact]
    public async Task A_delivery_that_waits_for_its_next_attempt_is_tried_by_hand_and_keeps_its_place_in_the_schedule()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        _bench.Connector.Recovers();
        _bench.Signal.Signals.Clear();
        Assert.Equal(RetryOutcome.Signalled, await _bench.Manage.RetryAsync(_bench.At(3).Id, CancellationToken.None));
        Assert.Equal([(LaneBench.Lane(), null)], _bench.Signal.Signals);
        Assert.Null(_bench.At(2).NextAttemptAt);
        await _bench.RunAsync();
        Assert.All(_bench.Store.All, d => Assert.Equal(DeliveryState.Delivered, d.State));
    }

    [Fact]
    public async Task Who_tries_by_hand_does_not_wait_as_long_as_the_partner_asked()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails(FailureKind.Busy, TimeSpan.FromMinutes(4));
        await _bench.RunAsync();
        _bench.Connector.Recovers();
        Assert.Equal(1, await _bench.Manage.RetryAllAsync(new DeliveryQuery(), CancellationToken.None));
        await _bench.RunAsync();
        Assert.Equal(DeliveryState.Delivered, _bench.At(2).State);
    }

    [Fact]
    public async Task What_does_not_wait_for_an_attempt_is_not_tried_by_hand_and_why_is_told()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Writer.Instead = o => o.Recorded.Version == 2 ? new WriteResult.Unwritable("No GLN.") : null;
        await _bench.RunAsync();
        Assert.Equal(RetryOutcome.NotWaiting, await _bench.Manage.RetryAsync(_bench.At(2).Id, CancellationToken.None));
        Assert.Equal(RetryOutcome.Held, await _bench.Manage.RetryAsync(_bench.At(3).Id, CancellationToken.None));
        await _bench.Registry.SavePartnerAsync(Given.PartnerAlfa with { Enabled = false }, CancellationToken.None);
        await _bench.Cache.ChangeAsync(_ => Task.FromResult(true));
        Assert.Equal(RetryOutcome.NotCalled, await _bench.Manage.RetryAsync(_bench.At(3).Id, CancellationToken.None));
        Assert.Null(await _bench.Manage.RetryAsync("dlv_404", CancellationToken.None));
        Assert.Equal(0, await _bench.Manage.RetryAllAsync(new DeliveryQuery(), CancellationToken.None));
    }

    [Fact]
    public async Task An_open_circuit_puts_a_delivery_off_by_minutes_and_not_by_the_hours_of_its_schedule()
    {
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.Store.ReplaceAsync(_bench.At(2), _bench.At(2) with { Failures = 7 }, _bench.Clock.GetUtcNow(), CancellationToken.None);
        _bench.Connector.Fails(FailureKind.CircuitOpen, TimeSpan.FromSeconds(15));
        await _bench.RunAsync();
        Assert.InRange(_bench.At(2).NextAttemptAt!.Value, _bench.Clock.GetUtcNow().AddMinutes(5), _bench.Clock.GetUtcNow().AddMinutes(6));
        Assert.Equal(0, _bench.At(2).FailuresInAll);
    }

    [Fact]
    public async Task A_parked_delivery_that_is_replayed_starts_the_schedule_anew()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails();
        var first = _bench.Clock.GetUtcNow();
        await _bench.RunAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        await _bench.RunAsync();
        Assert.True(await _bench.Manage.ReplayAsync(_bench.At(2).Id, CancellationToken.None));
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Pending, 1), (_bench.At(2).State, _bench.At(2).Failures));
        // What happened before stays known.
        Assert.Equal((3, first), (_bench.At(2).FailuresInAll, _bench.At(2).FirstAttemptAt));
    }

    [Fact]
    public async Task What_a_setting_keeps_from_being_said_is_parked_at_once_and_not_rung_for()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Writer.Instead = _ => new WriteResult.Unwritable("No GLN.");
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Parked, "No GLN."), (_bench.At(2).State, _bench.At(2).Note));
        Assert.Empty(_bench.Signal.Signals);
    }

    [Fact]
    public async Task What_a_language_has_no_message_for_is_skipped_and_the_lane_goes_on()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        _bench.Writer.Instead = o => o.Recorded.Version == 2 ? new WriteResult.NothingToSay("No such message.") : null;
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Skipped, DeliveryState.Delivered), (_bench.At(2).State, _bench.At(3).State));
    }

    [Fact]
    public async Task A_defect_of_the_hub_with_one_message_goes_by_the_schedule()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Writer.Instead = _ => throw new InvalidOperationException("a bug");
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Pending, 1, "The hub could not make this message (InvalidOperationException); its log says why."),
            (_bench.At(2).State, _bench.At(2).Failures, _bench.At(2).Note));
    }

    [Fact]
    public async Task Two_bells_for_one_lane_send_once()
    {
        _bench.Enqueue(Given.Alfa, 2);
        var answer = new TaskCompletionSource<SendResult>();
        _bench.Connector.Answer = (_, _) => new ValueTask<SendResult>(answer.Task);
        var first = _bench.RunAsync();
        await _bench.RunAsync();
        answer.SetResult(new SendResult.Delivered(200));
        await first;
        Assert.Single(_bench.Connector.Sent);
    }

    [Fact]
    public async Task A_delivery_that_comes_while_the_lane_is_worked_is_not_left_behind()
    {
        _bench.Enqueue(Given.Alfa, 2);
        var answer = new TaskCompletionSource<SendResult>();
        _bench.Connector.Answer = (_, _) => new ValueTask<SendResult>(answer.Task);
        var first = _bench.RunAsync();
        _bench.Enqueue(Given.Alfa, 3);
        await _bench.RunAsync();
        answer.SetResult(new SendResult.Delivered(200));
        await first;
        Assert.Equal(["alfa 2 OrderAwarded", "alfa 3 OrderAccepted"], _bench.Connector.Sent);
    }

    [Fact]
    public async Task A_send_that_is_cancelled_lets_go_of_its_claim()
    {
        _bench.Enqueue(Given.Alfa, 2);
        using var stop = new CancellationTokenSource();
        _bench.Connector.Answer = async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return new SendResult.Delivered(200);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Lanes.RunAsync(LaneBench.Lane(), stop.Token));
        Assert.False(_bench.Store.IsHeld(_bench.At(2).Id));
        Assert.Equal((DeliveryState.Pending, 0), (_bench.At(2).State, _bench.At(2).Failures));
    }

    [Fact]
    public async Task What_the_partner_took_is_written_down_even_while_the_hub_stops()
    {
        _bench.Enqueue(Given.Alfa, 2);
        using var stop = new CancellationTokenSource();
        _bench.Connector.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            return new SendResult.Delivered(200);
        };
        await _bench.Lanes.RunAsync(LaneBench.Lane(), stop.Token);
        Assert.Equal(DeliveryState.Delivered, _bench.At(2).State);
    }

    [Fact]
    public async Task What_the_partner_answered_is_written_down_even_where_the_turns_time_is_over()
    {
        _bench.Enqueue(Given.Alfa, 2);
        using var over = new CancellationTokenSource();
        _bench.Connector.Answer = async (_, _) =>
        {
            await over.CancelAsync();
            return new SendResult.Failed(FailureKind.Broken, 500, null, "The partner answered 500.");
        };
        await _bench.Lanes.RunAsync(LaneBench.Lane(), over.Token);
        Assert.Equal((1, "The partner answered 500."), (_bench.At(2).Failures, _bench.At(2).Note));
    }

    [Fact]
    public async Task The_bell_for_the_next_attempt_is_rung_even_where_the_turns_time_is_over()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails();
        await RunUntilWrittenAsync();
        Assert.Equal([(LaneBench.Lane(), _bench.At(2).NextAttemptAt)], _bench.Signal.Signals);
    }

    [Fact]
    public async Task The_bell_for_the_end_of_a_wait_is_rung_even_where_the_turns_time_is_over()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Backoff.Failed(Given.Alfa, LaneBench.Lane(), new SendResult.Failed(FailureKind.Busy, 503, TimeSpan.FromMinutes(2), "503."));
        await RunUntilWrittenAsync();
        Assert.Equal([(LaneBench.Lane(), _bench.At(2).NextAttemptAt)], _bench.Signal.Signals);
    }

    [Fact]
    public async Task A_partner_that_is_back_is_woken_even_where_the_turns_time_is_over()
    {
        var other = new LaneId(OrderId.For(Given.ErpId, "4712"), Recipient.OfPartner(Given.Alfa));
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.Store.EnqueueAsync([_bench.At(2) with { Stream = other.Stream, NextAttemptAt = _bench.Clock.GetUtcNow().AddHours(5) }], CancellationToken.None);
        await RunUntilWrittenAsync();
        Assert.Equal([(other, (DateTimeOffset?)_bench.Clock.GetUtcNow())], _bench.Signal.Signals);
    }

    [Fact]
    public async Task Who_answers_gone_gets_nothing_more_and_what_is_owed_stays_owed()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails(FailureKind.Gone);
        await _bench.RunAsync();
        await _bench.RunAsync();
        Assert.Single(_bench.Connector.Sent);
        Assert.Equal(DeliveryState.Pending, _bench.At(2).State);
        Assert.Equal("The partner's endpoint answered 410 Gone.", _bench.Registry.Partners.Single(p => p.Id == Given.Alfa).Connection.DisabledBecause);
    }

    [Fact]
    public async Task Who_asks_to_wait_is_not_called_in_any_lane_and_is_rung_for_later()
    {
        _bench.Backoff.Failed(Given.Alfa, LaneBench.Lane(), new SendResult.Failed(FailureKind.Busy, 429, TimeSpan.FromMinutes(2), "Busy."));
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.RunAsync();
        Assert.Empty(_bench.Connector.Sent);
        Assert.InRange(Assert.Single(_bench.Signal.Signals).At!.Value, _bench.Clock.GetUtcNow().AddMinutes(2), _bench.Clock.GetUtcNow().AddMinutes(2).AddSeconds(1));
        Assert.Equal(0, _bench.At(2).Attempts);
    }

    [Fact]
    public async Task An_open_circuit_is_no_failure_of_the_delivery()
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails(FailureKind.CircuitOpen, TimeSpan.FromSeconds(30));
        await _bench.RunAsync();
        Assert.Equal((1, 0), (_bench.At(2).Attempts, _bench.At(2).Failures));
    }

    [Fact]
    public async Task A_partner_that_is_back_after_an_outage_is_woken_in_all_lanes()
    {
        _bench.Backoff.Succeeded(Given.Alfa);
        var other = new LaneId(OrderId.For(Given.ErpId, "4712"), Recipient.OfPartner(Given.Alfa));
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.Store.EnqueueAsync([_bench.At(2) with { Stream = other.Stream, NextAttemptAt = _bench.Clock.GetUtcNow().AddHours(5) }], CancellationToken.None);
        for (var i = 0; i < 5; i++)
            _bench.Backoff.Failed(Given.Alfa, LaneBench.Lane(), new SendResult.Failed(FailureKind.Unreachable, null, null, "No connection."));
        await _bench.RunAsync();
        Assert.Equal([(other, (DateTimeOffset?)_bench.Clock.GetUtcNow())], _bench.Signal.Signals);
        Assert.Equal(_bench.Clock.GetUtcNow(), _bench.Store.All.Single(d => d.Lane == other).NextAttemptAt);
    }

    [Fact]
    public async Task A_partner_that_is_switched_off_is_not_called()
    {
        _bench.Enqueue(Given.Alfa, 2);
        await _bench.Registry.SavePartnerAsync(Given.PartnerAlfa with { Enabled = false }, CancellationToken.None);
        await _bench.RunAsync();
        Assert.Empty(_bench.Connector.Sent);
    }

    [Fact]
    public async Task Sweeping_rings_for_what_is_overdue_and_not_for_what_was_just_owed()
    {
        var sweep = new SweepLanes(_bench.Store, _bench.Cache, _bench.Signal, _bench.Backoff, _bench.Clock, _bench.Metrics);
        _bench.Enqueue(Given.Alfa, 2);
        await sweep.SweepAsync(CancellationToken.None);
        Assert.Empty(_bench.Signal.Signals);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await sweep.SweepAsync(CancellationToken.None);
        Assert.Equal([(LaneBench.Lane(), (DateTimeOffset?)null)], _bench.Signal.Signals);
    }

    [Fact]
    public async Task After_a_start_what_is_due_is_signalled_at_once_and_what_waits_at_its_time()
    {
        var sweep = new SweepLanes(_bench.Store, _bench.Cache, _bench.Signal, _bench.Backoff, _bench.Clock, _bench.Metrics);
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Enqueue(Given.ErpId, 2);
        _bench.Connector.Fails();
        await _bench.RunAsync();
        _bench.Signal.Signals.Clear();

        await sweep.RefillAsync(CancellationToken.None);

        var waits = _bench.Store.All.Single(d => d.Recipient.PartnerId == Given.Alfa).NextAttemptAt;
        Assert.True(waits > _bench.Clock.GetUtcNow());
        Assert.Equal(
            new HashSet<(LaneId, DateTimeOffset?)> { (new LaneId(Given.Id, Recipient.OfPartner(Given.ErpId)), null), (LaneBench.Lane(), waits) }, [.. _bench.Signal.Signals]);
    }

    // The time of the turn is over right after the first delivery was written down.
    private async Task RunUntilWrittenAsync()
    {
        using var over = new CancellationTokenSource();
        _bench.Store.AfterWrite = over.Cancel;
        await _bench.Lanes.RunAsync(LaneBench.Lane(), over.Token);
    }
}
