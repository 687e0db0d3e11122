using System.Buffers.Binary;

namespace Hub.Pictures;

/// <summary>
/// Looks up values in a TIFF structure (TIFF 6.0 section 2), which both Exif and the multi-picture index are. It is read only for a few
/// facts and then dropped: what does not parse is not there, and refuses no picture.
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
    public long First => Number32(4) ?? 0;

    /// <summary>The structure that begins with these bytes; one without directories where they are none.</summary>
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

    /// <summary>The bytes of a value of type ASCII (2) or UNDEFINED (7), or none.</summary>
    public ReadOnlySpan<byte> Bytes(long directory, ushort tag) => Place(directory, tag) is { } place ? Slice(place.Offset, place.Length) : [];

    /// <summary>Where a value of type ASCII (2) or UNDEFINED (7) stands in the structure, or null; it may run over the structure's end.</summary>
    public (long Offset, long Length)? Place(long directory, ushort tag)
    {
        if (Find(directory, tag) is not { } entry || Number16(entry + 2) is not (2 or 7) || Number32(entry + 4) is not { } count) return null;
        return count <= 4 ? (entry + 8, count) : Number32(entry + 8) is { } at ? (at, count) : null;
    }

    /// <summary>A stretch of the structure, or none where it does not lie within.</summary>
    public ReadOnlySpan<byte> Slice(long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= bytes.Length && length <= bytes.Length - offset ? bytes.Slice((int)offset, (int)length) : [];

    /// <summary>Four bytes in this structure's order, or null.</summary>
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
