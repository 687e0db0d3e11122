using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Domain.Orders;

namespace Hub.Formats.Dico;

/// <summary>An <c>xs:date</c>, with its offset where it has one.</summary>
internal readonly record struct Date(DateOnly Day, TimeSpan? Offset);

/// <summary>An <c>xs:time</c> since midnight, 24:00:00 included, with its offset where it has one.</summary>
internal readonly record struct ClockTime(TimeSpan SinceMidnight, TimeSpan? Offset);

/// <summary>
/// Dates and times as DICO writes them: apart, and mostly without an offset, which then is Dutch local time. The hour that
/// comes twice in autumn is read as the second one (winter time) where it is still to come, the hour that does not exist in spring as an hour later.
/// </summary>
internal static partial class Timestamps
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>The moment at which the clock shows this time on this day.</summary>
    public static DateTimeOffset At(Date date, ClockTime clock)
    {
        var local = date.Day.ToDateTime(TimeOnly.MinValue) + clock.SinceMidnight;
        return new DateTimeOffset(local, clock.Offset ?? date.Offset ?? Amsterdam.GetUtcOffset(local));
    }

    /// <summary>The one moment at which the clock shows this time on this day; null where it shows it twice.</summary>
    public static DateTimeOffset? Only(Date date, ClockTime clock) =>
        (clock.Offset ?? date.Offset) is null && Amsterdam.IsAmbiguousTime(date.Day.ToDateTime(TimeOnly.MinValue) + clock.SinceMidnight)
            ? null
            : At(date, clock);

    /// <summary>
    /// The moment at which the clock showed this time, of something that has happened: of the two readings of the hour that comes twice, the second one
    /// counts unless it is still to come.
    /// </summary>
    /// <param name="date">The day.</param>
    /// <param name="clock">The time.</param>
    /// <param name="now">The clock of the reader; null where it is not known.</param>
    public static DateTimeOffset Past(Date date, ClockTime clock, DateTimeOffset? now)
    {
        var at = At(date, clock);
        if (now is null || at <= now + OrderDecisions.ClockSkew || (clock.Offset ?? date.Offset) is not null) return at;
        var local = at.DateTime;
        return Amsterdam.IsAmbiguousTime(local) ? new DateTimeOffset(local, Amsterdam.GetAmbiguousTimeOffsets(local).Max()) : at;
    }

    /// <summary>The moment at which this day begins.</summary>
    public static DateTimeOffset StartOf(Date date) => At(date, new ClockTime(TimeSpan.Zero, null));

    /// <summary>The moment at which this day ends and the next begins.</summary>
    public static DateTimeOffset EndOf(Date date) => At(date, new ClockTime(TimeSpan.FromDays(1), null));

    /// <summary>The day in the Netherlands, as <c>xs:date</c>.</summary>
    public static string Date(DateTimeOffset moment) => Local(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The time in the Netherlands to the second, as <c>xs:time</c> without an offset.</summary>
    public static string Time(DateTimeOffset moment) => Local(moment).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Day and time in the Netherlands to the minute, for people.</summary>
    public static string Words(DateTimeOffset moment) => Local(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// A moment until which there is time, to be told as a day and a time: midnight is the end of a day and not the beginning
    /// of the next, lest a system that shows days only gives a day more.
    /// </summary>
    public static DateTimeOffset Until(DateTimeOffset moment) => Local(moment).TimeOfDay == TimeSpan.Zero ? moment.AddSeconds(-1) : moment;

    /// <summary>A day as <c>xs:date</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads an <c>xs:date</c> of the years 1900 to 2199; others cannot be meant.</summary>
    public static Date? ParseDate(string text)
    {
        var match = DatePattern().Match(text);
        if (!match.Success || !TryOffset(match.Groups[2].Value, out var offset)) return null;
        return DateOnly.TryParseExact(match.Groups[1].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 2199
            ? new Date(day, offset)
            : null;
    }

    /// <summary>
    /// Reads an <c>xs:time</c>; fractions beyond 100 ns are dropped. A leap second is the beginning of the next one: of UTC at the end of a day, of a clock
    /// whose offset is not told at the end of an hour.
    /// </summary>
    public static ClockTime? ParseTime(string text)
    {
        var match = TimePattern().Match(text);
        if (!match.Success || !TryOffset(match.Groups[5].Value, out var offset)) return null;
        int Part(int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var (hours, minutes, seconds) = (Part(1), Part(2), Part(3));
        var fraction = match.Groups[4].Value;
        var ticks = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0')[..7], NumberStyles.None, CultureInfo.InvariantCulture);
        var isLeap = seconds == 60;
        var time = new TimeSpan(hours, minutes, seconds) + TimeSpan.FromTicks(isLeap ? 0 : ticks);
        if (isLeap && (offset is { } known ? (time - known).Ticks % TimeSpan.TicksPerDay != 0 : minutes != 59)) return null;
        return minutes < 60 && seconds <= 60 && time <= TimeSpan.FromDays(1) ? new ClockTime(time, offset) : null;
    }

    private static DateTime Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Amsterdam).DateTime;

    private static bool TryOffset(string text, out TimeSpan? offset)
    {
        offset = null;
        if (text.Length == 0) return true;
        if (text == "Z")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        var hours = int.Parse(text.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = int.Parse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        var size = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -size : size;
        return minutes < 60 && size <= TimeSpan.FromHours(14);
    }

    [GeneratedRegex(@"\A([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"\A([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();
}
