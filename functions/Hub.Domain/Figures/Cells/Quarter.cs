using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.Figures;

/// <summary>A calendar quarter of Europe/Amsterdam. Its text is <c>2026-Q3</c>, which sorts as the quarters do.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Number">1 to 4.</param>
[JsonConverter(typeof(QuarterJson))]
public readonly record struct Quarter(int Year, int Number) : IComparable<Quarter>
{
    private const int Months = 3;

    /// <summary>The quarter that it is in the Netherlands at a moment.</summary>
    public static Quarter Of(DateTimeOffset moment) => Of(YearMonth.Of(moment));

    /// <summary>The quarter of a month.</summary>
    public static Quarter Of(YearMonth month) => new(month.Year, ((month.Month - 1) / Months) + 1);

    /// <summary>Its first month.</summary>
    public YearMonth First => new(Year, ((Number - 1) * Months) + 1);

    /// <summary>Its last month.</summary>
    public YearMonth Last => First.Plus(Months - 1);

    /// <summary>Its first day.</summary>
    public DateOnly FirstDay => new(Year, First.Month, 1);

    /// <summary>Its last day.</summary>
    public DateOnly LastDay => FirstDay.AddMonths(Months).AddDays(-1);

    /// <summary>The moment at which it begins, in UTC.</summary>
    public DateTimeOffset Start => First.Start;

    /// <summary>The moment at which it is over: the next quarter's beginning.</summary>
    public DateTimeOffset End => Last.End;

    /// <summary>A quarter so many later; earlier where <paramref name="quarters"/> is negative.</summary>
    public Quarter Plus(int quarters) => Of(First.Plus(Months * quarters));

    /// <summary>Reads <c>2026-Q3</c>; false for any other text.</summary>
    public static bool TryParse(string? text, out Quarter quarter)
    {
        quarter = default;
        if (text is not { Length: 7 } || text[4] != '-' || text[5] != 'Q' || text[6] is < '1' or > '4') return false;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year == 0) return false;
        quarter = new(year, text[6] - '0');
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Quarter other) => (Year, Number).CompareTo((other.Year, other.Number));

    /// <summary>True where one is before another.</summary>
    public static bool operator <(Quarter one, Quarter other) => one.CompareTo(other) < 0;

    /// <summary>True where one is after another.</summary>
    public static bool operator >(Quarter one, Quarter other) => one.CompareTo(other) > 0;

    /// <summary>True where one is not after another.</summary>
    public static bool operator <=(Quarter one, Quarter other) => one.CompareTo(other) <= 0;

    /// <summary>True where one is not before another.</summary>
    public static bool operator >=(Quarter one, Quarter other) => one.CompareTo(other) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}");
}

/// <summary>A quarter in JSON: its text.</summary>
public sealed class QuarterJson : JsonConverter<Quarter>
{
    /// <inheritdoc/>
    public override Quarter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Quarter.TryParse(reader.GetString(), out var quarter) ? quarter : throw new JsonException("A quarter such as 2026-Q3.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Quarter value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
