namespace Hub.Domain.Calendar;

/// <summary>
/// Reads moments as RFC 3339 (section 5.6) and the libraries of .NET and Java write them: a date, a time and an offset, without which a moment would be a
/// guess. Letters in either case; digits behind the seventh of a second are left off; a leap second is the beginning of the next one.
/// </summary>
public static class Rfc3339
{
    private static readonly TimeSpan LongestOffset = TimeSpan.FromHours(14);

    /// <summary>Reads a moment. Never throws on any text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="moment">The moment, with its offset.</param>
    /// <param name="asLibrariesWrite">
    /// True also takes what ISO 8601 allows and libraries write: a time without seconds (Java's <c>OffsetDateTime</c>), an offset without its colon or its
    /// minutes (<c>+0100</c>, <c>+01</c>) and the name of a zone behind the offset (Java's <c>ZonedDateTime</c>).
    /// </param>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset moment, bool asLibrariesWrite = false)
    {
        moment = default;
        if (asLibrariesWrite) text = WithoutZone(text);
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59) return false;
        if (!Seconds(text[16..], asLibrariesWrite, out var second, out var ticks, out var rest)
            || !Offset(rest, asLibrariesWrite, out var offset)) return false;

        var isLeap = second == 60;
        var local = new DateTime(year, month, day, hour, minute, isLeap ? 59 : second).Ticks + (isLeap ? TimeSpan.TicksPerSecond : ticks);
        var utc = local - offset.Ticks;
        if (local > DateTime.MaxValue.Ticks || utc < 0 || utc > DateTime.MaxValue.Ticks) return false;
        // Leap seconds come at the end of a day of UTC, and nowhere else.
        if (isLeap && utc % TimeSpan.TicksPerDay != 0) return false;
        moment = new DateTimeOffset(local, offset);
        return true;
    }

    private static ReadOnlySpan<char> WithoutZone(ReadOnlySpan<char> text) =>
        text.EndsWith("]") && text.IndexOf('[') is > 0 and var at ? text[..at] : text;

    private static bool Seconds(ReadOnlySpan<char> text, bool mayLack, out int second, out long ticks, out ReadOnlySpan<char> rest)
    {
        (second, ticks) = (0, 0);
        rest = text;
        if (text[0] != ':') return mayLack;
        if (text.Length < 3 || !Digits(text[1..3], out second) || second > 60) return false;
        rest = text[3..];
        if (rest.IsEmpty || rest[0] != '.') return true;
        var end = 1;
        var unit = TimeSpan.TicksPerSecond / 10;
        for (; end < rest.Length && char.IsAsciiDigit(rest[end]); end++)
        {
            ticks += (rest[end] - '0') * unit;
            unit /= 10;
        }
        rest = rest[end..];
        return end > 1;
    }

    private static bool Offset(ReadOnlySpan<char> text, bool mayBeShort, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z") return true;
        if (text.Length < 3 || text[0] is not ('+' or '-') || !Digits(text[1..3], out var hours)) return false;
        var minutes = 0;
        var hasColon = text.Length == 6 && text[3] == ':';
        if (hasColon ? !Digits(text[4..], out minutes) : !mayBeShort || (text.Length == 5 ? !Digits(text[3..], out minutes) : text.Length != 3)) return false;
        var size = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -size : size;
        return minutes < 60 && size <= LongestOffset;
    }

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
