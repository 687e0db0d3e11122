using NodaTime;

namespace Hub.Domain.Calendar;

/// <summary>
/// The days and hours in which is worked, in Europe/Amsterdam: Monday to Friday, holidays not, between opening and closing.
/// It knows the years 1950 to 2500; days and moments outside are taken as its first or last, so that a nonsensical date in
/// a message (the year 0001 or 9999) breaks nothing. Moments are in UTC (offset zero).
/// </summary>
/// <remarks>
/// Every working day is equally long: summer time begins and ends on Sundays. That holds from 1950 on, which is why
/// the calendar begins there.
/// </remarks>
public sealed class WorkingCalendar
{
    private static readonly DateOnly FirstDay = new(1950, 1, 1);
    private static readonly DateOnly LastDay = new(2500, 12, 31);

    // From midnight UTC, which is the same day in Amsterdam, to the last tick before midnight in Amsterdam.
    private static readonly DateTimeOffset Earliest = new(FirstDay, TimeOnly.MinValue, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new DateTimeOffset(LastDay, new TimeOnly(23, 0), TimeSpan.Zero).AddTicks(-1);

    // The holidays on a Monday to Friday, as day numbers, and how many working days come before each of them. With these, counting
    // working days and finding the n-th take one binary search instead of a walk along the days.
    private static readonly int[] Holidays =
    [
        .. Enumerable.Range(FirstDay.Year, LastDay.Year - FirstDay.Year + 1).SelectMany(DutchHolidays.In).Where(IsWeekday).Select(d => d.DayNumber),
    ];

    private static readonly int[] WorkingDaysBeforeHoliday = [.. Holidays.Select((day, index) => WeekdaysBefore(day) - index)];
    private static readonly int LastOrdinal = WorkingDaysBefore(LastDay.AddDays(1)) - 1;

    private readonly WorkingHours hours;
    private readonly TimeSpan length;
    private readonly DateTimeOffset end;
    private readonly TimeSpan workedAtEnd;

    /// <summary>The calendar for one contract's hours.</summary>
    /// <param name="hours">The hours of each working day.</param>
    /// <exception cref="ArgumentException">The closing time does not lie after the opening time.</exception>
    public WorkingCalendar(WorkingHours hours)
    {
        if (hours.Until <= hours.From) throw new ArgumentException("Closing must lie after opening, on the same day.", nameof(hours));
        this.hours = hours;
        length = hours.Until - hours.From;
        end = Closing(WorkingDay(LastOrdinal));
        workedAtEnd = Days(LastOrdinal + 1);
    }

    /// <summary>Whether a day is a Monday to Friday and no holiday; of any year.</summary>
    public static bool IsWorkingDay(DateOnly day) => IsWeekday(day) && !DutchHolidays.IsHoliday(day);

    /// <summary>The <paramref name="count"/>-th working day after <paramref name="day"/>, which is itself not counted.</summary>
    /// <param name="day">Any day, worked or not.</param>
    /// <param name="count">From 1.</param>
    public static DateOnly WorkingDayAfter(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var before = WorkingDaysBefore(Within(day).AddDays(1));
        return WorkingDay(count > LastOrdinal - before ? LastOrdinal : before + count - 1);
    }

    /// <summary>
    /// The moment at which the hours of a day begin, whether or not it is worked on that day. Where the clock skips that hour
    /// it is as much later as the clock skips; where the hour comes twice it is the first.
    /// </summary>
    public DateTimeOffset Opening(DateOnly day) => At(day, hours.From);

    /// <summary>The moment at which the hours of a day end; as <see cref="Opening"/>.</summary>
    public DateTimeOffset Closing(DateOnly day) => At(day, hours.Until);

    /// <summary>How much is worked from the beginning of the calendar until a moment; the difference of two is the time worked between them.</summary>
    internal TimeSpan WorkedUntil(DateTimeOffset moment)
    {
        var day = DutchTime.DayOf(Within(moment));
        var before = Days(WorkingDaysBefore(day));
        if (!IsWorkingDay(day)) return before;
        var today = Within(moment) - Opening(day);
        return before + (today < TimeSpan.Zero ? TimeSpan.Zero : today > length ? length : today);
    }

    /// <summary>
    /// The first moment by which <paramref name="time"/> has been worked since <paramref name="from"/>: at the end of a day its closing, not
    /// the next opening. With no time at all it is <paramref name="from"/> itself where the day is open (from opening to and
    /// with closing), and the next opening otherwise.
    /// </summary>
    internal DateTimeOffset After(DateTimeOffset from, TimeSpan time)
    {
        from = from > end ? end : Within(from);
        var worked = WorkedUntil(from);
        if (time > workedAtEnd - worked) return end;
        if (time == TimeSpan.Zero)
        {
            var day = DutchTime.DayOf(from);
            var open = IsWorkingDay(day) && from >= Opening(day) && from <= Closing(day);
            return open ? from : Opening(WorkingDay((int)(worked.Ticks / length.Ticks)));
        }
        // The day on which the last tick is worked; so that a full day ends on itself.
        worked += time;
        var ordinal = (int)((worked.Ticks - 1) / length.Ticks);
        return Opening(WorkingDay(ordinal)) + (worked - Days(ordinal));
    }

    /// <summary>The moment at which it is the same time of the day in Amsterdam, some calendar days later; resolved as <see cref="Opening"/>.</summary>
    internal static DateTimeOffset SameTimeLater(DateTimeOffset from, int days) => days == 0
        ? Within(from) // An hour that comes twice keeps its place.
        : Within(Moment(Instant.FromDateTimeOffset(Within(from)).InZone(DutchTime.Amsterdam).LocalDateTime.PlusDays(days)));

    /// <summary>A moment that the calendar knows, in UTC.</summary>
    internal static DateTimeOffset Within(DateTimeOffset moment)
    {
        if (moment < Earliest) return Earliest;
        return moment > Latest ? Latest : moment.ToUniversalTime();
    }

    // Not TimeSpan's own product: that goes by way of a double, which is not exact for so many ticks.
    private TimeSpan Days(int count) => TimeSpan.FromTicks(count * length.Ticks);

    private static DateOnly Within(DateOnly day) => day < FirstDay ? FirstDay : day > LastDay ? LastDay : day;

    private static DateTimeOffset At(DateOnly day, TimeOnly time) =>
        Moment(LocalDate.FromDateOnly(Within(day)).At(LocalTime.FromTimeOnly(time)));

    private static DateTimeOffset Moment(LocalDateTime local) => local.InZoneLeniently(DutchTime.Amsterdam).ToInstant().ToDateTimeOffset();

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    // Day number 0, 0001-01-01, is a Monday.
    private static int WeekdaysBefore(int dayNumber) => (dayNumber / 7 * 5) + Math.Min(dayNumber % 7, 5);

    private static int WorkingDaysBefore(DateOnly day) => WeekdaysBefore(day.DayNumber) - CountBelow(Holidays, day.DayNumber);

    // The working day with so many before it: as many weekdays further as there are holidays on the way.
    private static DateOnly WorkingDay(int ordinal)
    {
        var weekday = ordinal + CountBelow(WorkingDaysBeforeHoliday, ordinal + 1);
        return DateOnly.FromDayNumber((weekday / 5 * 7) + (weekday % 5));
    }

    private static int CountBelow(int[] ascending, int value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
