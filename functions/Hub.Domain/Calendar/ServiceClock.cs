namespace Hub.Domain.Calendar;

/// <summary>
/// Counts the time of a service level. Around the clock an hour is an hour and a day a calendar day of Europe/Amsterdam. In
/// working days, a number of days ends at closing time of that working day, the day on which it began not counted; hours
/// are hours in which is worked. Moments that it gives are in UTC (offset zero) and lie in the years 1950 to 2500; moments
/// outside, which only a faulty message has, are taken as the first or last of these.
/// </summary>
/// <param name="kind">How time runs.</param>
/// <param name="hours">The hours of a working day; without meaning around the clock.</param>
/// <exception cref="ArgumentException">In working days, the closing time does not lie after the opening time.</exception>
public sealed class ServiceClock(ServiceClockKind kind, WorkingHours hours)
{
    private readonly WorkingCalendar? calendar = kind is ServiceClockKind.WorkingDays ? new WorkingCalendar(hours) : null;

    /// <summary>The deadline of a time that begins at <paramref name="from"/>.</summary>
    /// <remarks>
    /// Around the clock days come first, to the same time of the day in Amsterdam (a time that the clock skips is as much
    /// later, of a time that comes twice it is the first), and hours run on from there. In working days, too, the hours beside days
    /// run on from closing time, so from the next opening; hours alone run as in <see cref="Add"/>.
    /// </remarks>
    public DateTimeOffset Deadline(DateTimeOffset from, AgreedTime within)
    {
        if (calendar is null) return Add(WorkingCalendar.SameTimeLater(from, within.Days), within.Time);
        if (within.Days == 0) return Add(from, within.Time);
        return Add(calendar.Closing(WorkingCalendar.WorkingDayAfter(DutchTime.DayOf(WorkingCalendar.Within(from)), within.Days)), within.Time);
    }

    /// <summary>The moment that lies <paramref name="time"/> of this clock after <paramref name="from"/>; <paramref name="time"/> is not negative.</summary>
    /// <remarks>
    /// In working days the moment never lies outside working hours: time that ends with the day ends at its closing, not at
    /// the next opening; and no time at all gives <paramref name="from"/> itself from opening to and with closing, else the next
    /// opening. Between <paramref name="from"/> and the moment there is always exactly <paramref name="time"/>, save past the year 2500.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (calendar is not null) return calendar.After(from, time);
        var begin = WorkingCalendar.Within(from);
        return time > DateTimeOffset.MaxValue - begin ? WorkingCalendar.Within(DateTimeOffset.MaxValue) : WorkingCalendar.Within(begin + time);
    }

    /// <summary>How much of this clock's time lies between two moments; negative where <paramref name="until"/> comes first.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until) => calendar is null
        ? WorkingCalendar.Within(until) - WorkingCalendar.Within(from)
        : calendar.WorkedUntil(until) - calendar.WorkedUntil(from);
}
