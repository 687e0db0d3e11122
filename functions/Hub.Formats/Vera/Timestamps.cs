using System.Globalization;

namespace Hub.Formats.Vera;

/// <summary>
/// VERA's timestamps: <c>^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$</c>, UTC only. VERA has days only as timestamps;
/// the day that is meant is the one in the Netherlands at that moment.
/// </summary>
internal static class Timestamps
{
    public const string Expected = "a moment in UTC such as 2025-01-31T08:00:00Z";

    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>Reads a timestamp; digits behind the seventh of a second are left off. No regex: this is the hot path.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[^1] != 'Z') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        var ticks = 0L;
        if (text.Length > 20)
        {
            var fraction = text[20..^1];
            if (text[19] != '.' || fraction.IsEmpty) return false;
            var unit = TimeSpan.TicksPerSecond / 10;
            foreach (var c in fraction)
            {
                if (!char.IsAsciiDigit(c)) return false;
                ticks += (c - '0') * unit;
                unit /= 10;
            }
        }
        moment = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(ticks);
        return true;
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

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
