using System.Buffers.Binary;
using System.Text;

namespace Hub.Testing.Pictures;

/// <summary>
/// Builds an Exif block like a phone's: author, location and time, with a thumbnail. Every text in it begins with <see cref="Mark"/>, so
/// that a test can search for remaining texts.
/// </summary>
public sealed class ExifBuilder
{
    /// <summary>The prefix of all planted texts.</summary>
    public const string Mark = "PLANTED";

    private const ushort Ascii = 2;
    private const ushort Short = 3;
    private const ushort Long = 4;
    private const ushort Rational = 5;
    private const ushort Undefined = 7;

    /// <summary>1 to 8; null leaves it out.</summary>
    public int? Orientation { get; init; } = 6;

    /// <summary>The TIFF type in which the orientation is written; Exif prescribes 3, SHORT.</summary>
    public int OrientationType { get; init; } = Short;

    /// <summary>When the picture was taken, as the camera writes it; null leaves it out.</summary>
    public string? TakenAt { get; init; } = "2026:07:14 09:30:00";

    /// <summary>The offset of that time from UTC, e.g. <c>+02:00</c>; null leaves it out.</summary>
    public string? Offset { get; init; }

    /// <summary>The thumbnail; null leaves it out.</summary>
    public byte[]? Thumbnail { get; init; } = Sample.Read("thumb.jpg");

    /// <summary>Whether numbers are little-endian.</summary>
    public bool LittleEndian { get; init; }

    /// <summary>The block, from its TIFF header on.</summary>
    public byte[] Build()
    {
        var main = new List<(ushort Tag, ushort Type, byte[] Value)>
        {
            (0x010F, Ascii, Text("make")),
            (0x0110, Ascii, Text("model")),
            (0x013B, Ascii, Text("artist")),
            (0x8298, Ascii, Text("copyright")),
        };
        if (Orientation is { } turned) main.Add((0x0112, (ushort)OrientationType, Number(turned)));
        var exif = new List<(ushort Tag, ushort Type, byte[] Value)>
        {
            (0x9286, Undefined, Text("usercomment")),
            (0x927C, Undefined, Text("makernote")),
            (0xA430, Ascii, Text("owner")),
        };
        if (TakenAt is not null) exif.Add((0x9003, Ascii, Encoding.ASCII.GetBytes(TakenAt + "\0")));
        if (Offset is not null) exif.Add((0x9011, Ascii, Encoding.ASCII.GetBytes(Offset + "\0")));
        var place = new List<(ushort Tag, ushort Type, byte[] Value)>
        {
            (0x0001, Ascii, [.. "N\0"u8]),
            (0x0002, Rational, [.. U32(52), .. U32(1), .. U32(22), .. U32(1), .. U32(0), .. U32(1)]),
            (0x0003, Ascii, [.. "E\0"u8]),
            (0x0004, Rational, [.. U32(4), .. U32(1), .. U32(53), .. U32(1), .. U32(0), .. U32(1)]),
            (0x001B, Undefined, Text("gps method")),
        };

        // The header, then the four directories, each followed by its long values.
        main.Add((0x8769, Long, U32(0)));
        main.Add((0x8825, Long, U32(0)));
        var exifAt = 8 + Length(main);
        var placeAt = exifAt + Length(exif);
        var thumbnailAt = placeAt + Length(place);
        main[^2] = (0x8769, Long, U32(exifAt));
        main[^1] = (0x8825, Long, U32(placeAt));
        List<(ushort Tag, ushort Type, byte[] Value)> second = [(0x0201, Long, U32(0)), (0x0202, Long, U32(Thumbnail?.Length ?? 0))];
        second[0] = (0x0201, Long, U32(thumbnailAt + Length(second)));
        return
        [
            .. LittleEndian ? "II"u8 : "MM"u8, .. U16(42), .. U32(8),
            .. Directory(main, 8, Thumbnail is null ? 0 : thumbnailAt), .. Directory(exif, exifAt, 0), .. Directory(place, placeAt, 0),
            .. Thumbnail is null ? [] : Directory(second, thumbnailAt, 0), .. Thumbnail ?? [],
        ];
    }

    private static byte[] Text(string what) => Encoding.ASCII.GetBytes($"{Mark} {what}\0");

    private static int Length(List<(ushort Tag, ushort Type, byte[] Value)> entries) =>
        6 + (12 * entries.Count) + entries.Where(e => e.Value.Length > 4).Sum(e => e.Value.Length);

    private byte[] Directory(List<(ushort Tag, ushort Type, byte[] Value)> entries, int at, int next)
    {
        var values = new List<byte>();
        var bytes = new List<byte>(U16(entries.Count));
        var valuesAt = at + 6 + (12 * entries.Count);
        foreach (var (tag, type, value) in entries.OrderBy(e => e.Tag))
        {
            var size = type switch { Short or 8 => 2, Long or 9 => 4, Rational or 10 or 12 => 8, _ => 1 };
            bytes.AddRange([.. U16(tag), .. U16(type), .. U32(value.Length / size)]);
            if (value.Length <= 4)
            {
                bytes.AddRange([.. value, .. new byte[4 - value.Length]]);
            }
            else
            {
                bytes.AddRange(U32(valuesAt + values.Count));
                values.AddRange(value);
            }
        }
        return [.. bytes, .. U32(next), .. values];
    }

    private byte[] Number(int value) => OrientationType switch
    {
        Short or 8 => U16(value),
        Long or 9 => U32(value),
        Rational or 10 => [.. U32(value), .. U32(1)],
        12 => new byte[8],
        Ascii => [(byte)('0' + value), 0],
        _ => [(byte)value],
    };

    private byte[] U16(int value)
    {
        var bytes = new byte[2];
        if (LittleEndian) BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        else BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private byte[] U32(int value)
    {
        var bytes = new byte[4];
        if (LittleEndian) BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        else BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
