using FsCheck;
using FsCheck.Fluent;
using Hub.Application.Recoverability;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Retrying
{
    private static readonly DateTimeOffset First = Given.Start;

    private static SendResult.Failed Failure(FailureKind kind = FailureKind.Broken, TimeSpan? retryAfter = null) => new(kind, 500, retryAfter, "The partner answered 500.");

    private static TimeSpan Wait(int failures, double jitter = 0, TimeSpan? retryAfter = null, DateTimeOffset? now = null) =>
        Assert.IsType<RetryDecision.RetryAt>(RetryPolicy.Decide(failures, First, now ?? First, Failure(retryAfter: retryAfter), jitter)).At - (now ?? First);

    [Theory]
    [InlineData(1, "00:00:05")]
    [InlineData(2, "00:01:00")]
    [InlineData(3, "00:05:00")]
    [InlineData(4, "00:30:00")]
    [InlineData(5, "02:00:00")]
    [InlineData(6, "05:00:00")]
    [InlineData(7, "10:00:00")]
    [InlineData(8, "12:00:00")]
    [InlineData(9, "12:00:00")]
    [InlineData(100, "12:00:00")]
    public void The_waits_grow_as_the_partners_were_told(int failures, string wait) => Assert.Equal(TimeSpan.Parse(wait), Wait(failures));

    [Fact]
    public void Jitter_adds_at_most_a_fifth() => Assert.Equal(TimeSpan.FromSeconds(6), Wait(1, jitter: 1));

    [Fact]
    public void A_partner_that_never_answers_is_tried_for_three_days_and_then_parked()
    {
        var (now, attempts) = (First, 0);
        var decision = (RetryDecision)new RetryDecision.RetryAt(now);
        while (decision is RetryDecision.RetryAt retry)
        {
            now = retry.At;
            decision = RetryPolicy.Decide(++attempts, First, now, Failure(), 0);
        }
        Assert.IsType<RetryDecision.Park>(decision);
        Assert.Equal(TimeSpan.FromDays(3), now - First);
        // At once, seven waits of the schedule (17 h 36 m 05 s), four of twelve hours, and the last at the end.
        Assert.Equal(13, attempts);
    }

    [Fact]
    public void The_reason_for_parking_says_what_went_wrong_last() => Assert.Equal(
        new RetryDecision.Park("Tried for three days. Last: The partner answered 500."), RetryPolicy.Decide(9, First, First.AddDays(3), Failure(), 0));

    [Fact]
    public void The_last_attempt_is_at_the_end_of_the_three_days() => Assert.Equal(TimeSpan.FromHours(1), Wait(8, now: First.AddHours(71)));

    [Fact]
    public void A_partner_that_asks_for_a_longer_wait_gets_it() => Assert.Equal(TimeSpan.FromHours(1), Wait(1, retryAfter: TimeSpan.FromHours(1)));

    [Fact]
    public void A_partner_that_asks_for_a_shorter_wait_gets_the_schedule() => Assert.Equal(TimeSpan.FromMinutes(5), Wait(3, retryAfter: TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_wish_beyond_twelve_hours_is_capped() => Assert.Equal(TimeSpan.FromHours(12), Wait(1, retryAfter: TimeSpan.FromDays(30)));

    [Fact]
    public void An_open_circuit_does_not_spin() => Assert.Equal(TimeSpan.FromSeconds(5), Wait(0));

    [Fact]
    public void An_endpoint_that_is_gone_is_disabled_at_once() =>
        Assert.IsType<RetryDecision.DisableEndpoint>(RetryPolicy.Decide(1, First, First.AddDays(4), Failure(FailureKind.Gone), 0));

    private static readonly Arbitrary<(int Failures, int Seconds, int Wish, int Jitter, FailureKind Kind)> Cases = Arb.From(
        from failures in Gen.Choose(0, 40)
        from seconds in Gen.Choose(0, 4 * 86_400)
        from wish in Gen.Choose(-10, 100_000)
        from jitter in Gen.Choose(0, 100)
        from kind in Gen.Elements(Enum.GetValues<FailureKind>())
        select (failures, seconds, wish, jitter, kind));

    [Fact]
    public void Whatever_happens_the_next_attempt_lies_ahead_and_within_the_three_days() => Prop.ForAll(Cases, c =>
    {
        var now = First.AddSeconds(c.Seconds);
        TimeSpan? wish = c.Wish < 0 ? null : TimeSpan.FromSeconds(c.Wish);
        var decision = RetryPolicy.Decide(c.Failures, First, now, Failure(c.Kind, wish), c.Jitter / 100d);
        var end = First.AddDays(3);
        Assert.Equal(c.Kind is FailureKind.Gone, decision is RetryDecision.DisableEndpoint);
        if (c.Kind is FailureKind.Gone) return;
        Assert.Equal(now >= end, decision is RetryDecision.Park);
        if (decision is not RetryDecision.RetryAt { At: var at }) return;
        Assert.True(at > now && at <= end);
        var least = TimeSpan.FromSeconds(Math.Min(Math.Max(wish?.TotalSeconds ?? 0, 5), 12 * 3600));
        Assert.True(at - now >= least || at == end, "not before what the partner asked");
        Assert.True(at - now <= TimeSpan.FromHours(12) * 1.2, "not later than half a day and its jitter");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_further_failure_never_shortens_the_wait() => Prop.ForAll(Arb.From(Gen.Choose(1, 40)), failures =>
        Assert.True(Wait(failures + 1) >= Wait(failures))).QuickCheckThrowOnFailure();
}
