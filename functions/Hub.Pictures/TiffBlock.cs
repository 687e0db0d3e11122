using System.Buffers.Binary;

namespace Hub.Pictures;

/// <summary>
/// Looks up values in a TIFF structure (TIFF 6.0 section 2), the structure of both Exif and the multi-picture index. Only a few values are
/// read: what does not parse is treated as absent and does not reject the picture.
/// </summary>
internal readonly ref struct TiffBlock
{
    private const int EntryLength = 12;
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
