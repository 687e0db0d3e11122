using NodaTime;

namespace Hub.Domain.Calendar;

/// <summary>Days of the Netherlands (Europe/Amsterdam).</summary>
public static class DutchTime
{
    internal static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>The day that it is there at a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Amsterdam).Date.ToDateOnly();

    /// <summary>What the clocks there show at a moment.</summary>
    public static DateTime LocalOf(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Amsterdam).LocalDateTime.ToDateTimeUnspecified();

    /// <summary>The moment at which a day begins there, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => Amsterdam.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();
}
