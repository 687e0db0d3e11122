using System.Globalization;

namespace Hub.Formats.Feeds;

/// <summary>How values stand in every feed.</summary>
internal static class FeedText
{
    /// <summary>A moment in UTC, to the second, as ISO 8601: <c>2026-03-02T09:00:00Z</c>.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
