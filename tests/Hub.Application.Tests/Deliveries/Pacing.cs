using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Orders;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Pacing
{
    private readonly FakeClock _clock = new(Given.Start);
    private readonly PartnerBackoff _pace;

    public Pacing() => _pace = new PartnerBackoff(_clock);

    private static LaneId Lane(int order = 1) => new(OrderId.For(Given.ErpId, $"{order}"), Recipient.OfPartner(Given.Alfa));

    private void Fails(FailureKind kind, int times = 1, TimeSpan? retryAfter = null)
    {
        for (var i = 0; i < times; i++) _pace.Failed(Given.Alfa, Lane(), new SendResult.Failed(kind, null, retryAfter, "It failed."));
    }

    private Admission Enter(int order) => _pace.TryEnter(Given.Alfa, Lane(order));

    private void Failed(LaneId lane, bool isProbe) =>
        _pace.Failed(Given.Alfa, lane, new SendResult.Failed(FailureKind.Unreachable, null, null, "It failed."), isProbe);

    [Fact]
    public void The_first_success_since_the_start_wakes_what_waits() => Assert.True(_pace.Succeeded(Given.Alfa).ShouldSignal);

    [Fact]
    public void The_first_success_since_the_start_wakes_what_waits_even_after_a_failure()
    {
        Fails(FailureKind.Broken);
        Assert.True(_pace.Succeeded(Given.Alfa).ShouldSignal);
    }

    [Fact]
    public void A_further_success_wakes_nobody()
    {
        _pace.Succeeded(Given.Alfa);
        Assert.False(_pace.Succeeded(Given.Alfa).ShouldSignal);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_success_wakes_what_waits_after_an_outage_and_not_after_a_stumble(int failures, bool wakes)
    {
        _pace.Succeeded(Given.Alfa);
        Fails(FailureKind.Unreachable, failures);
        Assert.Equal(wakes, _pace.Succeeded(Given.Alfa).ShouldSignal);
    }

    [Fact]
    public void Refused_messages_are_no_outage()
    {
        _pace.Succeeded(Given.Alfa);
        Fails(FailureKind.Refused, 10);
        Assert.False(_pace.Succeeded(Given.Alfa).ShouldSignal);
    }

    [Fact]
    public void A_partner_that_refuses_the_messages_of_several_orders_had_an_outage()
    {
        _pace.Succeeded(Given.Alfa);
        for (var order = 1; order <= 3; order++) _pace.Failed(Given.Alfa, Lane(order), new SendResult.Failed(FailureKind.Refused, 401, null, "401."));
        Assert.True(_pace.Succeeded(Given.Alfa).ShouldSignal);
    }

    [Fact]
    public void A_partner_begins_to_fail_once_and_recovers_once()
    {
        bool Fail() => _pace.Failed(Given.Alfa, Lane(), new SendResult.Failed(FailureKind.TimedOut, null, null, "No answer."));
        Assert.Equal([true, false], new[] { Fail(), Fail() });
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([Given.Start, null], new[] { _pace.Succeeded(Given.Alfa).FailedSince, _pace.Succeeded(Given.Alfa).FailedSince });
        Assert.True(Fail());
    }

    [Fact]
    public void A_wait_is_over_when_its_time_has_passed_also_where_the_clock_was_set_back()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        _clock.SetWall(TimeSpan.FromHours(-3));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(3), _pace.HoldUntil(Given.Alfa));
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(_pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void A_trial_is_one_attempt_of_one_lane_and_the_others_wait_on()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        Assert.True(_pace.BeginTrial(Given.Alfa, Lane()));
        Assert.Equal([AdmissionKind.Wait, AdmissionKind.Trial], new[] { Enter(2).Kind, Enter(1).Kind });
        Assert.Equal(Given.Start.AddMinutes(3), Enter(2).Until);

        Failed(Lane(), isProbe: true);
        Assert.Equal(AdmissionKind.Wait, Enter(1).Kind);
    }

    [Fact]
    public void After_a_wait_one_lane_probes_and_the_others_wait_for_it()
    {
        Fails(FailureKind.CircuitOpen, retryAfter: TimeSpan.FromSeconds(15));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal([AdmissionKind.Probe, AdmissionKind.Wait, AdmissionKind.Wait], new[] { Enter(1).Kind, Enter(2).Kind, Enter(3).Kind });

        Assert.True(_pace.Succeeded(Given.Alfa, isProbe: true).ShouldSignal);
        Assert.Equal([AdmissionKind.Normal, AdmissionKind.Normal], new[] { Enter(2).Kind, Enter(3).Kind });
        Assert.False(_pace.IsHeld(Given.Alfa));
    }

    [Fact]
    public void After_a_probe_that_failed_or_sent_nothing_another_lane_probes()
    {
        Fails(FailureKind.CircuitOpen, retryAfter: TimeSpan.FromSeconds(15));
        _clock.Advance(TimeSpan.FromSeconds(15));
        var first = Enter(1);
        Failed(Lane(), isProbe: true);
        _pace.Leave(Given.Alfa, Lane(), first);
        Assert.Equal([AdmissionKind.Probe, AdmissionKind.Wait], new[] { Enter(2).Kind, Enter(3).Kind });
    }

    [Fact]
    public void A_probe_of_which_nothing_is_heard_keeps_nobody_waiting_for_long()
    {
        Fails(FailureKind.CircuitOpen, retryAfter: TimeSpan.FromSeconds(15));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Enter(1);
        _clock.Advance(Enter(2).Until!.Value - _clock.GetUtcNow());
        Assert.Equal(AdmissionKind.Probe, Enter(2).Kind);
    }

    [Fact]
    public void Of_a_partner_that_was_put_anew_one_lane_goes_through_an_open_circuit_and_the_others_wait_for_it()
    {
        Fails(FailureKind.CircuitOpen, 5, TimeSpan.FromSeconds(15));
        _pace.BeginAnew(Given.Alfa);
        Assert.Equal([AdmissionKind.Trial, AdmissionKind.Wait], new[] { Enter(1).Kind, Enter(2).Kind });
        Assert.True(_pace.Succeeded(Given.Alfa, isProbe: true).ShouldSignal);
        Assert.Equal(AdmissionKind.Normal, Enter(2).Kind);
    }

    [Theory]
    [InlineData(FailureKind.Busy, "The partner's system asked to wait.")]
    [InlineData(FailureKind.CircuitOpen, "The partner's system failed repeatedly a moment ago.")]
    public void Who_waits_says_for_what(FailureKind kind, string why)
    {
        Fails(kind, retryAfter: TimeSpan.FromSeconds(15));
        Assert.Equal(why, Enter(2).Why);
    }

    [Fact]
    public void A_trial_that_succeeds_ends_the_wait_and_wakes_what_waits()
    {
        _pace.Succeeded(Given.Alfa);
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        Assert.True(_pace.Succeeded(Given.Alfa, isProbe: true).ShouldSignal);
        Assert.Null(_pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void A_partner_that_does_not_fail_needs_no_trial_first()
    {
        Assert.False(_pace.BeginTrial(Given.Alfa, Lane()));
        _pace.Succeeded(Given.Alfa, isProbe: true);
        Fails(FailureKind.Refused);
        Assert.False(_pace.BeginTrial(Given.Alfa, Lane()));
        Assert.False(_pace.Succeeded(Given.Alfa, isProbe: true).ShouldSignal);
    }

    [Theory]
    [InlineData(FailureKind.Busy, true)]
    [InlineData(FailureKind.CircuitOpen, true)]
    [InlineData(FailureKind.Broken, false)]
    [InlineData(FailureKind.Refused, false)]
    public void Only_who_asks_to_wait_is_waited_for_in_all_lanes(FailureKind kind, bool held)
    {
        Fails(kind, retryAfter: TimeSpan.FromMinutes(3));
        Assert.Equal(held ? Given.Start.AddMinutes(3) : null, _pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void The_longest_wait_counts()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(1));
        Fails(FailureKind.Busy);
        Assert.Equal(Given.Start.AddMinutes(3), _pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void A_wait_ends_by_itself()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(_pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void A_success_does_not_shorten_the_wait_that_the_partner_asked_for()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        _pace.Succeeded(Given.Alfa);
        Assert.Equal(Given.Start.AddMinutes(3), _pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void Nobody_is_left_alone_for_longer_than_five_minutes()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromDays(9_999));
        Assert.Equal(Given.Start.AddMinutes(5), _pace.HoldUntil(Given.Alfa));
    }

    [Fact]
    public void Partners_do_not_wait_for_each_other()
    {
        Fails(FailureKind.Busy, retryAfter: TimeSpan.FromMinutes(3));
        Assert.Null(_pace.HoldUntil(Given.Beta));
    }
}
