using System.Globalization;
using System.Text;
using NodaTime;

namespace Hub.Pictures;

/// <summary>The values that are read from a picture's Exif (Exif 2.32, CIPA DC-008) before it is removed.</summary>
/// <param name="Stated">The orientation, 1 to 8; null where it does not state one.</param>
/// <param name="HasUnreadable">Whether there is an orientation that is none.</param>
/// <param name="TakenAt">In UTC, or null.</param>
internal sealed record Exif(int? Stated, bool HasUnreadable, DateTimeOffset? TakenAt)
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ExifDirectory = 0x8769;
    private const ushort DateTimeOriginal = 0x9003;
    private const ushort OffsetTimeOriginal = 0x9011;

    private static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>The values of a picture without Exif.</summary>
    public static readonly Exif None = new(null, false, null);

    /// <summary>1 to 8; 1 where the picture does not state it.</summary>
    public int Orientation => Stated ?? 1;

    /// <summary>Whether the picture states an orientation, and none that can be read.</summary>
    public bool IsOrientationUnknown => Stated is null && HasUnreadable;

    /// <summary>The identifier before the TIFF structure in JPEG; some writers use it in other formats too.</summary>
    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>Reads an Exif block. A value that does not parse is treated as absent; no block is rejected.</summary>
    /// <param name="block">From the TIFF header on, or from <see cref="Prefix"/> on.</param>
    public static Exif Read(ReadOnlySpan<byte> block)
    {
        var tiff = TiffBlock.Of(block.StartsWith(Prefix) ? block[Prefix.Length..] : block);
        var main = tiff.FirstDirectory;
        var exif = tiff.Number(main, ExifDirectory) ?? 0;
        var (hasOrientation, turned) = tiff.WholeNumber(main, OrientationTag);
        int? stated = turned is >= 1 and <= 8 ? (int)turned : null;
        return new(stated, hasOrientation && stated is null, TimestampOf(tiff.Bytes(exif, DateTimeOriginal), tiff.Bytes(exif, OffsetTimeOriginal)));
    }

    /// <summary>These values, and of another block those that this one does not state: some programs add a block beside that of the camera.</summary>
    public Exif Or(Exif other) => new(Stated ?? other.Stated, HasUnreadable || other.HasUnreadable, TakenAt ?? other.TakenAt);

    /// <summary>The smallest Exif block that states an orientation and nothing else, from the TIFF header on.</summary>
    public static byte[] WithOrientation(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    // "YYYY:MM:DD HH:MM:SS" by the camera's clock and "+HH:MM" as its offset from UTC (section 4.6.5, D and F). Phones from before about
    // 2018 state no offset: Dutch local time is assumed.
    private static DateTimeOffset? TimestampOf(ReadOnlySpan<byte> time, ReadOnlySpan<byte> offset)
    {
        if (!DateTime.TryParseExact(Text(time), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        // Not the ends of the calendar: adding an offset would overflow.
        if (local.Year is < 1900 or > 9000) return null;
        return Offset(Text(offset)) is { } stated
            ? new DateTimeOffset(local, stated).ToUniversalTime()
            : LocalDateTime.FromDateTime(local).InZoneLeniently(Amsterdam).ToInstant().ToDateTimeOffset();
    }

    private static TimeSpan? Offset(string text) =>
        text.Length == 6 && text[0] is '+' or '-'
        && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var size) && size <= TimeSpan.FromHours(14)
            ? text[0] == '-' ? -size : size
            : null;

    private static string Text(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii[..Math.Min(ascii.Length, 32)]).TrimEnd('\0', ' ');
}
