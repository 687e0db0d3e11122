using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

public sealed class Dutch_holidays
{
    [Theory]
    [InlineData(2024, "01-01 04-01 04-27 05-09 05-20 12-25 12-26")]
    [InlineData(2025, "01-01 04-21 04-26 05-05 05-29 06-09 12-25 12-26")]
    [InlineData(2026, "01-01 04-06 04-27 05-14 05-25 12-25 12-26")]
    [InlineData(2027, "01-01 03-29 04-27 05-06 05-17 12-25 12-26")]
    [InlineData(2030, "01-01 04-22 04-27 05-05 05-30 06-10 12-25 12-26")]
    public void A_year_has_these(int year, string days) =>
        Assert.Equal(days.Split(' ').Select(d => DateOnly.Parse($"{year}-{d}")), DutchHolidays.In(year));

    [Theory]
    [InlineData("1961-04-02")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2016-03-27")]
    [InlineData("2019-04-21")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2030-04-21")]
    [InlineData("2038-04-25")]
    [InlineData("2076-04-19")]
    [InlineData("2285-03-22")]
    public void Easter_is_where_the_church_has_it(string easter)
    {
        var sunday = DateOnly.Parse(easter);
        Assert.Equal(DayOfWeek.Sunday, sunday.DayOfWeek);
        Assert.True(DutchHolidays.IsHoliday(sunday.AddDays(1)));
        Assert.True(DutchHolidays.IsHoliday(sunday.AddDays(39)));
        Assert.True(DutchHolidays.IsHoliday(sunday.AddDays(50)));
    }

    [Theory]
    [InlineData("2014-04-26", "2014-04-27")]
    [InlineData("2025-04-26", "2025-04-27")]
    [InlineData("2026-04-27", "2026-04-26")]
    [InlineData("2024-04-27", "2024-04-26")]
    public void Kings_day_gives_way_to_a_Sunday_only(string kept, string not)
    {
        Assert.True(DutchHolidays.IsHoliday(DateOnly.Parse(kept)));
        Assert.False(DutchHolidays.IsHoliday(DateOnly.Parse(not)));
    }

    [Theory]
    [InlineData(2020, true)]
    [InlineData(2024, false)]
    [InlineData(2025, true)]
    [InlineData(2026, false)]
    [InlineData(2029, false)]
    [InlineData(2030, true)]
    public void Liberation_day_is_free_once_in_five_years(int year, bool free) => Assert.Equal(free, DutchHolidays.IsHoliday(new DateOnly(year, 5, 5)));

    [Theory]
    [InlineData("2026-04-03")]
    [InlineData("2026-04-30")]
    [InlineData("2026-12-24")]
    [InlineData("2026-12-31")]
    public void A_day_that_is_often_taken_off_is_a_working_day(string day) => Assert.True(WorkingCalendar.IsWorkingDay(DateOnly.Parse(day)));

    [Fact]
    public void Two_on_one_day_are_one() => Assert.Single(DutchHolidays.In(2005), new DateOnly(2005, 5, 5));

    [Fact]
    public void Every_year_of_the_calendar_has_them()
    {
        var (first, last) = (DutchHolidays.In(1), DutchHolidays.In(9999));
        Assert.Equal((7, 7), (first.Count, last.Count));
    }

    [Fact]
    public void The_weekend_is_not_worked() => Assert.Equal(
        [true, true, true, true, true, false, false], Enumerable.Range(0, 7).Select(d => WorkingCalendar.IsWorkingDay(new DateOnly(2026, 3, 2).AddDays(d))));
}
