using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Hub.Domain.Calendar;

/// <summary>
/// A time that a contract allows, as ISO 8601 writes it: <c>PT4H</c>, <c>P10D</c>, <c>P1DT12H</c>. What a day and an hour
/// are follows from the service level's clock: see <see cref="ServiceClock"/>. Weeks are seven days; months and years,
/// whose length differs, are not taken. Hours never become days, nor days hours: 24 hours of work are not one working day.
/// </summary>
/// <param name="Days">Days, 0 to 3,650.</param>
/// <param name="Time">Hours and whole minutes beside the days; from zero, and less than 10,000 hours.</param>
/// <exception cref="ArgumentOutOfRangeException">A part lies outside its range.</exception>
[JsonConverter(typeof(AgreedTimeJson))]
public readonly record struct AgreedTime(int Days, TimeSpan Time)
{
    private const int MaxDays = 3_650;
    private const int MaxMinutes = 10_000 * 60;

    // NodaTime's other pattern, NormalizingIso, writes PT48H as P2D, and throws for numbers that are too large for it.
    private static readonly PeriodPattern Iso = PeriodPattern.Roundtrip;

    /// <summary>Days, 0 to 3,650.</summary>
    public int Days { get; } = Days is >= 0 and <= MaxDays ? Days : throw new ArgumentOutOfRangeException(nameof(Days), Days, "0 to 3,650 days.");

    /// <summary>Hours and whole minutes beside the days; from zero, and less than 10,000 hours.</summary>
    public TimeSpan Time { get; } = Time >= TimeSpan.Zero && Time < TimeSpan.FromMinutes(MaxMinutes) && Time.Ticks % TimeSpan.TicksPerMinute == 0
        ? Time
        : throw new ArgumentOutOfRangeException(nameof(Time), Time, "Whole minutes, from zero, and less than 10,000 hours.");

    /// <summary>
    /// Reads ISO 8601; false for what is none, is zero, has a negative part or one other than weeks, days, hours and
    /// minutes, or is longer than an agreed time can be.
    /// </summary>
    public static bool TryParse(string? text, out AgreedTime time)
    {
        time = default;
        // NodaTime takes a T with nothing after it, ISO 8601 does not.
        if (text is null or [.., 'T'] || !Iso.Parse(text).TryGetValue(Period.Zero, out var period)) return false;
        if (period is not { Years: 0, Months: 0, Seconds: 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0 }) return false;
        // Each part is bounded before they are added, so that no sum overflows.
        if (period is not { Weeks: >= 0 and <= MaxDays, Days: >= 0 and <= MaxDays }) return false;
        if (period is not { Hours: >= 0 and <= MaxMinutes, Minutes: >= 0 and <= MaxMinutes }) return false;
        var days = period.Days + (7 * period.Weeks);
        var minutes = (60 * period.Hours) + period.Minutes;
        if (days > MaxDays || minutes >= MaxMinutes || (days == 0 && minutes == 0)) return false;
        time = new AgreedTime(days, TimeSpan.FromMinutes(minutes));
        return true;
    }

    /// <summary>Whole days.</summary>
    public static AgreedTime InDays(int days) => new(days, TimeSpan.Zero);

    /// <summary>Whole hours.</summary>
    public static AgreedTime InHours(int hours) => new(0, TimeSpan.FromHours(hours));

    /// <summary>ISO 8601, in days, hours and minutes.</summary>
    public override string ToString() => Iso.Format(
        new PeriodBuilder { Days = Days, Hours = (long)Time.TotalHours, Minutes = Time.Minutes }.Build());
}

/// <summary>An <see cref="AgreedTime"/> in JSON: its ISO 8601 text.</summary>
internal sealed class AgreedTimeJson : JsonConverter<AgreedTime>
{
    public override AgreedTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AgreedTime.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("An ISO 8601 duration of days, hours and minutes.");

    public override void Write(Utf8JsonWriter writer, AgreedTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
