using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Pacing
{
    private readonly FakeClock _clock = new(Given.Start);
    private readonly PartnerBackoff _pace;

    public Pacing() => _pace = new PartnerBackoff(_clock);

    private void Fails(FailureKind kind, int times = 1, TimeSpan? retryAfter = null)
    {
        for (var i = 0; i < times; i++) _pace.Failed(Given.Alfa, new SendResult.Failed(kind, null, retryAfter, "It failed."));
    }

    [Fact]
    public void The_first_success_since_the_start_wakes_what_waits() => Assert.True(_pace.Succeeded(Given.Alfa));

    [Fact]
    public void The_first_success_since_the_start_wakes_what_waits_even_after_a_failure()
    {
        Fails(FailureKind.Broken);
        Assert.True(_pace.Succeeded(Given.Alfa));
    }

    [Fact]
    public void A_further_success_wakes_nobody()
    {
        _pace.Succeeded(Given.Alfa);
        Assert.False(_pace.Succeeded(Given.Alfa));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void A_success_wakes_what_waits_after_an_outage_and_not_after_a_stumble(int failures, bool wakes)
    {
        _pace.Succeeded(Given.Alfa);
        Fails(FailureKind.Unreachable, failures);
        Assert.Equal(wakes, _pace.Succeeded(Given.Alfa));
    }

    [Fact]
    public void Refused_messages_are_no_outage()
    {
        _pace.Succeeded(Given.Alfa);
        Fails(FailureKind.Refused, 10);
        Assert.False(_pace.Succeeded(Given.Alfa));
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
