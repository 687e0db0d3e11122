using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

public sealed class Working_hours
{
    private static readonly WorkingCalendar Usual = new(WorkingHours.Usual);

    [Theory]
    [InlineData("2026-03-27", "2026-03-27T06:30Z", "2026-03-27T15:30Z")]
    [InlineData("2026-03-30", "2026-03-30T05:30Z", "2026-03-30T14:30Z")]
    [InlineData("2026-10-23", "2026-10-23T05:30Z", "2026-10-23T14:30Z")]
    [InlineData("2026-10-26", "2026-10-26T06:30Z", "2026-10-26T15:30Z")]
    public void Work_begins_and_ends_by_the_clock_on_the_wall_in_summer_and_winter(string day, string opening, string closing)
    {
        Assert.Equal(DateTimeOffset.Parse(opening), Usual.Opening(DateOnly.Parse(day)));
        Assert.Equal(DateTimeOffset.Parse(closing), Usual.Closing(DateOnly.Parse(day)));
    }

    [Fact]
    public void Moments_are_in_UTC() => Assert.Equal(TimeSpan.Zero, Usual.Opening(new DateOnly(2026, 7, 1)).Offset);

    [Fact]
    public void An_opening_that_the_clock_skips_is_as_much_later() => Assert.Equal(
        DateTimeOffset.Parse("2026-03-29T01:30Z"), new WorkingCalendar(new(new(2, 30), new(10, 0))).Opening(new DateOnly(2026, 3, 29)));

    [Fact]
    public void Of_an_opening_that_comes_twice_it_is_the_first() => Assert.Equal(
        DateTimeOffset.Parse("2026-10-25T00:30Z"), new WorkingCalendar(new(new(2, 30), new(10, 0))).Opening(new DateOnly(2026, 10, 25)));

    [Theory]
    [InlineData("2026-06-30T21:59Z", "2026-06-30")]
    [InlineData("2026-06-30T22:00Z", "2026-07-01")]
    [InlineData("2026-12-31T22:59Z", "2026-12-31")]
    [InlineData("2026-12-31T23:00Z", "2027-01-01")]
    public void A_day_begins_at_midnight_in_Amsterdam(string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day), DutchTime.DayOf(DateTimeOffset.Parse(moment)));

    [Theory]
    [InlineData("2026-04-02", 1, "2026-04-03")]
    [InlineData("2026-04-03", 1, "2026-04-07")]
    [InlineData("2026-04-04", 1, "2026-04-07")]
    [InlineData("2026-04-06", 1, "2026-04-07")]
    [InlineData("2026-12-24", 1, "2026-12-28")]
    [InlineData("2026-12-24", 5, "2027-01-04")]
    [InlineData("2025-12-31", 255, "2026-12-31")]
    public void Working_days_are_counted_over_weekends_and_holidays(string day, int count, string then) =>
        Assert.Equal(DateOnly.Parse(then), WorkingCalendar.WorkingDayAfter(DateOnly.Parse(day), count));

    [Fact]
    public void Counting_gives_the_same_as_walking_along_the_days()
    {
        var count = 0;
        for (var day = new DateOnly(1999, 12, 31); day < new DateOnly(2036, 1, 1); day = day.AddDays(1))
        {
            if (!WorkingCalendar.IsWorkingDay(day)) continue;
            if (++count > 1) Assert.Equal(day, WorkingCalendar.WorkingDayAfter(new DateOnly(1999, 12, 31), count - 1));
        }
    }

    // The calendar counts on it: were the clock ever changed on a working day, time would be lost or counted twice.
    [Fact]
    public void The_clock_is_never_changed_on_a_working_day()
    {
        var (calendar, length) = (new WorkingCalendar(new(new(0, 0), new(23, 59))), new TimeSpan(23, 59, 0));
        for (var day = new DateOnly(1950, 1, 2); day.Year <= 2500; day = day.AddDays(1))
            if (WorkingCalendar.IsWorkingDay(day)) Assert.Equal(length, calendar.Closing(day) - calendar.Opening(day));
    }

    [Theory]
    [InlineData("07:30", "07:30")]
    [InlineData("16:30", "07:30")]
    public void Hours_that_end_before_they_begin_are_refused(string from, string until) =>
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(new(TimeOnly.Parse(from), TimeOnly.Parse(until))));
}
