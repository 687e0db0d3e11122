using System.Globalization;
using Hub.Domain.Figures;

namespace Hub.Formats.Feeds;

/// <summary>How values stand in every feed.</summary>
internal static class FeedText
{
    // A number divided by it has no zeros at its end.
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>A number as its column has it: amounts with two decimals, others without zeros at their end. Not every store keeps these.</summary>
    public static decimal Of(ColumnType type, decimal number) =>
        type is ColumnType.Money ? number + 0.00m : number / One;

    /// <summary>A moment in UTC, to the second, as ISO 8601: <c>2026-03-02T09:00:00Z</c>.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
