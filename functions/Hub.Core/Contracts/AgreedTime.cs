using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Hub.Core.Contracts;

/// <summary>
/// A time that a contract allows, as ISO 8601 writes it: <c>PT4H</c>, <c>P10D</c>, <c>P1DT12H</c>. What a day and an hour
/// are follows from the service level's clock: see <c>ServiceClock</c>. Weeks are seven days; months and years,
/// whose length differs, are not taken.
/// </summary>
/// <param name="Days">Days, 0 to 3,650.</param>
/// <param name="Time">Hours and minutes beside the days; from zero, and less than 10,000 hours.</param>
[JsonConverter(typeof(AgreedTimeJson))]
public readonly record struct AgreedTime(int Days, TimeSpan Time)
{
    private const int MostDays = 3_650;
    private const int MostHours = 10_000;

    /// <summary>Reads ISO 8601; false for what is none, is zero or negative, or has parts other than weeks, days, hours and minutes.</summary>
    public static bool TryParse(string? text, out AgreedTime time)
    {
        time = default;
        if (text is null || !PeriodPattern.NormalizingIso.Parse(text).TryGetValue(default!, out var period)) return false;
        if (period is not { Years: 0, Months: 0, Seconds: 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0 }) return false;
        if (period.Weeks < 0 || period.Days < 0 || period.Hours < 0 || period.Minutes < 0) return false;
        // Each part by itself first, so that no sum can run over.
        if (period.Weeks > MostDays || period.Days > MostDays || period.Hours > MostHours || period.Minutes > MostHours * 60L) return false;
        var (days, minutes) = (period.Days + (7 * period.Weeks), (period.Hours * 60) + period.Minutes);
        if (days > MostDays || minutes >= MostHours * 60L) return false;
        time = new AgreedTime(days, TimeSpan.FromMinutes(minutes));
        return time is not { Days: 0, Time.Ticks: 0 };
    }

    /// <summary>Whole days.</summary>
    public static AgreedTime InDays(int days) => new(days, TimeSpan.Zero);

    /// <summary>Whole hours.</summary>
    public static AgreedTime InHours(int hours) => new(0, TimeSpan.FromHours(hours));

    /// <summary>ISO 8601, in the days and hours that were agreed: 36 working hours are not a day and a half.</summary>
    public override string ToString() => PeriodPattern.Roundtrip.Format(
        new PeriodBuilder { Days = Days, Hours = (long)Time.TotalHours, Minutes = Time.Minutes }.Build());
}

/// <summary>An <see cref="AgreedTime"/> in JSON: its ISO 8601 text.</summary>
internal sealed class AgreedTimeJson : JsonConverter<AgreedTime>
{
    public override AgreedTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AgreedTime.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("An ISO 8601 duration of days, hours and minutes.");

    public override void Write(Utf8JsonWriter writer, AgreedTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
