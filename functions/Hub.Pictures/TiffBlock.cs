using System.Buffers.Binary;

namespace Hub.Pictures;

/// <summary>
/// Looks up values in a TIFF structure (TIFF 6.0 section 2), the structure of both Exif and the multi-picture index. Only a few values are
/// read: what does not parse is treated as absent and does not reject the picture.
/// </summary>
internal readonly ref struct TiffBlock
{
    private const int EntryLength = 12;
    private const int Ascii = 2;

    // Bytes of a value by its type (TIFF 6.0 section 2, and IFD of its first supplement); 0 where it is no whole number.
    private static readonly int[] Sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 0, 0, 4];

    private readonly ReadOnlySpan<byte> bytes;
    private readonly bool little;

    private TiffBlock(ReadOnlySpan<byte> bytes, bool little)
    {
        this.bytes = bytes;
        this.little = little;
    }

    /// <summary>Offset of the first directory; 0 where there is none.</summary>
    public long FirstDirectory => Number32(4) ?? 0;

    /// <summary>The structure in these bytes; one without directories where they are not TIFF.</summary>
    public static TiffBlock Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("II*\0"u8) ? new(bytes, little: true) : bytes.StartsWith("MM\0*"u8) ? new(bytes, little: false) : default;

    /// <summary>A value of type SHORT or LONG with a count of one, or null.</summary>
    public long? Number(long directory, ushort tag) => Find(directory, tag) is not { } entry || Number32(entry + 4) != 1
        ? null
        : Number16(entry + 2) switch
        {
            3 => Number16(entry + 8),
            4 => Number32(entry + 8),
            _ => null,
        };

    /// <summary>
    /// A whole number of whatever type a writer chose for it; of several the first. Exif prescribes SHORT for an orientation, and writers are
    /// known that use BYTE, a signed type, RATIONAL or a digit in ASCII.
    /// </summary>
    /// <returns>Whether there is such an entry, and its number; null where it is none.</returns>
    public (bool IsThere, long? Value) WholeNumber(long directory, ushort tag)
    {
        if (Find(directory, tag) is not { } entry) return (false, null);
        var type = Number16(entry + 2) ?? 0;
        long count = Number32(entry + 4) ?? 0, size = type is > 0 and < 14 ? Sizes[type] : 0;
        if (count == 0 || size == 0 || (count * size <= 4 ? entry + 8 : Number32(entry + 8)) is not { } at) return (true, null);
        return (true, size switch
        {
            1 => Slice(at, 1) is [var one] ? (type == Ascii ? one - '0' : one) : null,
            2 => Number16(at),
            4 => Number32(at),
            _ => Number32(at) is { } above && Number32(at + 4) is { } below and > 0 && above % below == 0 ? above / below : null,
        });
    }

    /// <summary>The bytes of a value of type ASCII (2) or UNDEFINED (7); empty where absent.</summary>
    public ReadOnlySpan<byte> Bytes(long directory, ushort tag) => Locate(directory, tag) is { } place ? Slice(place.Offset, place.Length) : [];

    /// <summary>The range of a value of type ASCII (2) or UNDEFINED (7), or null; the range may exceed the structure.</summary>
    public (long Offset, long Length)? Locate(long directory, ushort tag)
    {
        if (Find(directory, tag) is not { } entry || Number16(entry + 2) is not (2 or 7) || Number32(entry + 4) is not { } count) return null;
        return count <= 4 ? (entry + 8, count) : Number32(entry + 8) is { } at ? (at, count) : null;
    }

    /// <summary>A range of the structure; empty where it exceeds the structure.</summary>
    public ReadOnlySpan<byte> Slice(long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= bytes.Length && length <= bytes.Length - offset ? bytes.Slice((int)offset, (int)length) : [];

    /// <summary>Four bytes in the structure's byte order, or null.</summary>
    public long? Number32(long offset) => Slice(offset, 4) is { Length: 4 } four
        ? little ? BinaryPrimitives.ReadUInt32LittleEndian(four) : BinaryPrimitives.ReadUInt32BigEndian(four)
        : null;

    private int? Number16(long offset) => Slice(offset, 2) is { Length: 2 } two
        ? little ? BinaryPrimitives.ReadUInt16LittleEndian(two) : BinaryPrimitives.ReadUInt16BigEndian(two)
        : null;

    private int Entries(long directory) => directory > 0 ? Number16(directory) ?? 0 : 0;

    private long? Find(long directory, ushort tag)
    {
        var entries = Entries(directory);
        for (var i = 0; i < entries; i++)
        {
            var entry = directory + 2 + ((long)i * EntryLength);
            if (Number16(entry) is not { } found) return null;
            if (found == tag) return entry;
        }
        return null;
    }
}
