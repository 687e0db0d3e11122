using Hub.Domain.Calendar;

namespace Hub.Domain.Figures;

/// <summary>
/// Days and durations as figures have them. Halves are rounded up. Moments outside the years of the calendar (1950 to 2500), which only a faulty message has,
/// are taken as its first or last: one order must not keep a figure from being made.
/// </summary>
internal static class FactTime
{
    /// <summary>The day that it is in the Netherlands at a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DutchTime.DayOf(WorkingCalendar.Within(moment));

    /// <summary>Hours, two decimals.</summary>
    public static decimal Hours(TimeSpan time) => Rounded((decimal)time.Ticks / TimeSpan.TicksPerHour, 2);

    /// <summary>
    /// Calendar days from one moment to another, one decimal, as the clocks in the Netherlands show them: from noon to noon is a day, also where the clock was
    /// changed in between. Zero where the second comes first.
    /// </summary>
    public static decimal Days(DateTimeOffset from, DateTimeOffset until)
    {
        var between = DutchTime.LocalOf(WorkingCalendar.Within(until)) - DutchTime.LocalOf(WorkingCalendar.Within(from));
        return between < TimeSpan.Zero ? 0 : Rounded((decimal)between.Ticks / TimeSpan.TicksPerDay, 1);
    }

    /// <summary>Working days of these hours between two moments, two decimals.</summary>
    public static decimal WorkingDays(WorkingHours hours, DateTimeOffset from, DateTimeOffset until) =>
        Rounded((decimal)Worked(hours, from, until).Ticks / (hours.Until - hours.From).Ticks, 2);

    /// <summary>Working hours between two moments, rounded to whole hours.</summary>
    public static decimal WorkingHours(WorkingHours hours, DateTimeOffset from, DateTimeOffset until) =>
        Rounded((decimal)Worked(hours, from, until).Ticks / TimeSpan.TicksPerHour, 0);

    private static TimeSpan Worked(WorkingHours hours, DateTimeOffset from, DateTimeOffset until) =>
        until < from ? TimeSpan.Zero : new ServiceClock(ServiceClockKind.WorkingDays, hours).Between(from, until);

    private static decimal Rounded(decimal value, int decimals) => decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
}
