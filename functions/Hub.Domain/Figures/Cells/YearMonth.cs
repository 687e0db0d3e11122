using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Calendar;

namespace Hub.Domain.Figures;

/// <summary>A calendar month of Europe/Amsterdam. Its text is <c>2026-03</c>, which sorts as the months do.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12.</param>
[JsonConverter(typeof(YearMonthJson))]
public readonly record struct YearMonth(int Year, int Month) : IComparable<YearMonth>
{
    /// <summary>The month that it is in the Netherlands at a moment; of moments before 1950 and after 2500 the first or last of these.</summary>
    public static YearMonth Of(DateTimeOffset moment) => FactTime.DayOf(moment) is var day ? new(day.Year, day.Month) : default;

    /// <summary>The moment at which it begins, in UTC.</summary>
    public DateTimeOffset Start => DutchTime.StartOf(new DateOnly(Year, Month, 1));

    /// <summary>The moment at which it is over: the next month's beginning.</summary>
    public DateTimeOffset End => Plus(1).Start;

    /// <summary>A month so many later; earlier where <paramref name="months"/> is negative.</summary>
    public YearMonth Plus(int months) => new DateOnly(Year, Month, 1).AddMonths(months) is var day ? new(day.Year, day.Month) : default;

    /// <summary>Reads <c>2026-03</c>; false for any other text.</summary>
    public static bool TryParse(string? text, out YearMonth month)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = read ? new(day.Year, day.Month) : default;
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(YearMonth other) => (Year, Month).CompareTo((other.Year, other.Month));

    /// <summary>True where one is before another.</summary>
    public static bool operator <(YearMonth one, YearMonth other) => one.CompareTo(other) < 0;

    /// <summary>True where one is after another.</summary>
    public static bool operator >(YearMonth one, YearMonth other) => one.CompareTo(other) > 0;

    /// <summary>True where one is not after another.</summary>
    public static bool operator <=(YearMonth one, YearMonth other) => one.CompareTo(other) <= 0;

    /// <summary>True where one is not before another.</summary>
    public static bool operator >=(YearMonth one, YearMonth other) => one.CompareTo(other) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}

/// <summary>A month in JSON: its text.</summary>
internal sealed class YearMonthJson : JsonConverter<YearMonth>
{
    public override YearMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        YearMonth.TryParse(reader.GetString(), out var month) ? month : throw new JsonException("A month such as 2026-03.");

    public override void Write(Utf8JsonWriter writer, YearMonth value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
