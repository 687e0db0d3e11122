using System.Globalization;
using Hub.Domain.Calendar;

namespace Hub.Formats.Vera;

/// <summary>
/// VERA's timestamps, written as <c>^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$</c>, UTC only. VERA has days only as timestamps;
/// the day that is meant is the one in the Netherlands at that moment.
/// </summary>
internal static class Timestamps
{
    public const string Expected = "een tijdstip in UTC of met een afwijking daarvan, zoals 2025-01-31T08:00:00Z of 2025-01-31T09:00:00+01:00";

    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>
    /// Reads a timestamp. VERA's schema has UTC only; one with another offset is as clear, and is what .NET and Java write for a local time.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        var isRead = Rfc3339.TryRead(text, out moment, asLibrariesWrite: true);
        moment = moment.ToUniversalTime();
        return isRead;
    }

    /// <summary>The Dutch day of a moment.</summary>
    public static DateOnly Day(DateTimeOffset moment)
    {
        var local = moment.UtcTicks + Dutch.GetUtcOffset(moment).Ticks;
        return DateOnly.FromDateTime(new DateTime(Math.Clamp(local, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)));
    }

    /// <summary>A moment as VERA writes it: to the second, or to the last digit that is not zero.</summary>
    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// A day as VERA writes it: midnight UTC, which is early in the same day in the Netherlands, so that readers who look
    /// at either see the same day.
    /// </summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    /// <summary>A day as an extra attribute has it: <c>yyyy-MM-dd</c>.</summary>
    public static string DayText(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads <see cref="DayText"/>.</summary>
    public static bool TryReadDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private const string DayFormat = "yyyy-MM-dd";
}
