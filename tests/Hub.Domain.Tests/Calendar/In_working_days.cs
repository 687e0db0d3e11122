using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

public sealed class In_working_days
{
    private static readonly ServiceClock Clock = new(ServiceClockKind.WorkingDays, WorkingHours.Usual);
    private static readonly ServiceClock Long = new(ServiceClockKind.WorkingDays, new(new(6, 0), new(20, 0)));

    private static AgreedTime Time(string text) => AgreedTime.TryParse(text, out var time) ? time : throw new ArgumentException(text);

    [Theory]
    [InlineData("2026-03-02 00:00", "P1D", "2026-03-03 16:30")]
    [InlineData("2026-03-02 10:00", "P1D", "2026-03-03 16:30")]
    [InlineData("2026-03-02 23:59", "P1D", "2026-03-03 16:30")]
    [InlineData("2026-03-06 10:00", "P1D", "2026-03-09 16:30")]
    [InlineData("2026-03-07 10:00", "P1D", "2026-03-09 16:30")]
    [InlineData("2026-03-02 10:00", "P10D", "2026-03-16 16:30")]
    [InlineData("2026-03-02 10:00", "P2W", "2026-03-20 16:30")]
    [InlineData("2026-04-02 10:00", "P3D", "2026-04-08 16:30")] // Over Easter, and into summer time.
    [InlineData("2026-12-24 10:00", "P5D", "2027-01-04 16:30")] // Over Christmas and New Year.
    [InlineData("2025-05-02 10:00", "P1D", "2025-05-06 16:30")] // Liberation Day.
    [InlineData("2026-05-04 10:00", "P1D", "2026-05-05 16:30")]
    [InlineData("2026-07-01 00:30", "P1D", "2026-07-02 16:30")] // Still 30 June in UTC.
    public void Days_end_at_closing_time_and_the_first_is_not_counted(string from, string within, string deadline) =>
        Assert.Equal(Local.At(deadline), Clock.Deadline(Local.At(from), Time(within)));

    [Theory]
    [InlineData("2026-03-02 09:00", "PT4H", "2026-03-02 13:00")]
    [InlineData("2026-03-02 12:30", "PT4H", "2026-03-02 16:30")]
    [InlineData("2026-03-02 14:30", "PT4H", "2026-03-03 09:30")]
    [InlineData("2026-03-02 07:30", "PT9H", "2026-03-02 16:30")]
    [InlineData("2026-03-02 07:30", "PT9H1M", "2026-03-03 07:31")]
    [InlineData("2026-03-02 06:00", "PT4H", "2026-03-02 11:30")]
    [InlineData("2026-03-02 16:30", "PT4H", "2026-03-03 11:30")]
    [InlineData("2026-03-06 22:00", "PT4H", "2026-03-09 11:30")]
    [InlineData("2026-03-27 14:30", "PT4H", "2026-03-30 09:30")] // Summer time begins between.
    [InlineData("2026-10-23 14:30", "PT4H", "2026-10-26 09:30")] // It ends between.
    [InlineData("2026-03-02 07:30", "PT45H", "2026-03-06 16:30")]
    public void Hours_are_hours_in_which_is_worked(string from, string within, string deadline) =>
        Assert.Equal(Local.At(deadline), Clock.Deadline(Local.At(from), Time(within)));

    [Theory]
    [InlineData("2026-03-02 10:00", "P1DT4H", "2026-03-04 11:30")]
    [InlineData("2026-03-05 10:00", "P1DT12H", "2026-03-10 10:30")]
    public void Hours_beside_days_run_on_at_the_next_opening(string from, string within, string deadline) =>
        Assert.Equal(Local.At(deadline), Clock.Deadline(Local.At(from), Time(within)));

    [Theory]
    [InlineData("2026-03-02 10:00", "P1D", "2026-03-03 20:00")]
    [InlineData("2026-03-02 18:00", "PT4H", "2026-03-03 08:00")]
    public void A_contract_with_hours_of_its_own_is_held_to_them(string from, string within, string deadline) =>
        Assert.Equal(Local.At(deadline), Long.Deadline(Local.At(from), Time(within)));

    [Theory]
    [InlineData("2026-03-02 07:30", "2026-03-02 07:30")]
    [InlineData("2026-03-02 12:00", "2026-03-02 12:00")]
    [InlineData("2026-03-02 16:30", "2026-03-02 16:30")]
    [InlineData("2026-03-02 16:31", "2026-03-03 07:30")]
    [InlineData("2026-03-02 07:29", "2026-03-02 07:30")]
    [InlineData("2026-03-07 12:00", "2026-03-09 07:30")]
    [InlineData("2026-04-06 12:00", "2026-04-07 07:30")]
    public void No_time_at_all_ends_at_once_or_at_the_next_opening(string from, string then) =>
        Assert.Equal(Local.At(then), Clock.Add(Local.At(from), TimeSpan.Zero));

    [Theory]
    [InlineData("2026-03-02 08:00", "2026-03-02 12:00", "04:00")]
    [InlineData("2026-03-02 16:00", "2026-03-03 08:00", "01:00")]
    [InlineData("2026-03-06 16:00", "2026-03-09 08:00", "01:00")]
    [InlineData("2026-03-07 08:00", "2026-03-08 20:00", "00:00")]
    [InlineData("2026-03-02 00:00", "2026-03-09 00:00", "1.21:00")]
    [InlineData("2026-04-02 16:30", "2026-04-07 16:30", "18:00")]
    [InlineData("2026-03-03 08:00", "2026-03-02 16:00", "-01:00")]
    public void Between_two_moments_lie_the_hours_worked(string from, string until, string time) =>
        Assert.Equal(TimeSpan.Parse(time), Clock.Between(Local.At(from), Local.At(until)));

    [Fact]
    public void A_time_is_not_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => Clock.Add(Local.At("2026-03-02 10:00"), TimeSpan.FromTicks(-1)));
}
