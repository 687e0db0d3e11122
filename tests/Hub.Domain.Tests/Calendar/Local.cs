using System.Globalization;

namespace Hub.Domain.Tests.Calendar;

/// <summary>Moments as a clock on a Dutch wall shows them, computed by the platform's own zones, not by the code under test.</summary>
internal static class Local
{
    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>From <c>2026-03-02 09:00</c>, in UTC; of an hour that comes twice the second.</summary>
    public static DateTimeOffset At(string text) => At(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    public static DateTimeOffset At(DateTime local) => new DateTimeOffset(local, Dutch.GetUtcOffset(local)).ToUniversalTime();

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => At(day.ToDateTime(time));

    public static DateTime Wall(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Dutch).DateTime;
}
