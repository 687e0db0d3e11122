using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

public sealed class Around_the_clock
{
    private static readonly ServiceClock Clock = new(ServiceClockKind.AroundTheClock, WorkingHours.Usual);

    private static AgreedTime Time(string text) => AgreedTime.TryParse(text, out var time) ? time : throw new ArgumentException(text);

    [Theory]
    [InlineData("2026-03-28T23:00Z", "PT4H", "2026-03-29T03:00Z")] // Summer begins: from 00:00 to 05:00 on the wall.
    [InlineData("2026-10-24T22:00Z", "PT4H", "2026-10-25T02:00Z")] // Summer ends: from 00:00 to 03:00 on the wall.
    [InlineData("2026-12-25T12:00Z", "PT30M", "2026-12-25T12:30Z")]
    public void An_hour_is_an_hour(string from, string within, string deadline) =>
        Assert.Equal(DateTimeOffset.Parse(deadline), Clock.Deadline(DateTimeOffset.Parse(from), Time(within)));

    [Theory]
    [InlineData("2026-03-25 10:15", "P10D", "2026-04-04 10:15")]
    [InlineData("2026-10-20 23:45", "P10D", "2026-10-30 23:45")]
    [InlineData("2026-03-28 10:00", "P1D", "2026-03-29 10:00")]
    [InlineData("2026-03-28 10:00", "PT24H", "2026-03-29 11:00")]
    [InlineData("2026-03-28 00:00", "P1DT4H", "2026-03-29 05:00")]
    [InlineData("2026-03-02 10:00", "P2W", "2026-03-16 10:00")]
    public void A_day_keeps_the_time_on_the_wall(string from, string within, string deadline) =>
        Assert.Equal(Local.At(deadline), Clock.Deadline(Local.At(from), Time(within)));

    [Fact]
    public void A_time_that_the_clock_skips_is_as_much_later() =>
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:30Z"), Clock.Deadline(Local.At("2026-03-28 02:30"), Time("P1D")));

    [Fact]
    public void Of_a_time_that_comes_twice_it_is_the_first() =>
        Assert.Equal(DateTimeOffset.Parse("2026-10-25T00:30Z"), Clock.Deadline(Local.At("2026-10-24 02:30"), Time("P1D")));

    [Theory]
    [InlineData("2026-10-25T00:30Z")]
    [InlineData("2026-10-25T01:30Z")]
    public void Hours_from_a_time_that_comes_twice_begin_where_they_began(string from) =>
        Assert.Equal(DateTimeOffset.Parse(from).AddHours(1), Clock.Deadline(DateTimeOffset.Parse(from), Time("PT1H")));

    [Fact]
    public void The_offset_in_which_a_moment_is_told_does_not_matter()
    {
        var deadline = Clock.Deadline(DateTimeOffset.Parse("2026-03-02T23:30+02:00"), Time("P1D"));
        Assert.Equal((DateTimeOffset.Parse("2026-03-03T21:30Z"), TimeSpan.Zero), (deadline, deadline.Offset));
    }

    [Fact]
    public void The_hours_of_a_contract_mean_nothing() => Assert.Equal(
        Local.At("2026-03-07 12:00"), new ServiceClock(ServiceClockKind.AroundTheClock, new(default, default))
            .Deadline(Local.At("2026-03-07 08:00"), Time("PT4H")));
}
