using System.Globalization;

namespace Hub.Formats.Fingerprints;

/// <summary>The one form of values that can be written in several.</summary>
internal static class TextForm
{
    /// <summary>A moment in UTC, to the last digit that is not zero.</summary>
    public static string OfMoment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A decimal number without the zeros at its end.</summary>
    public static string OfNumber(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
