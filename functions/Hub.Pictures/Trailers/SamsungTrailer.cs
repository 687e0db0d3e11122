using System.Buffers.Binary;

namespace Hub.Pictures.Trailers;

/// <summary>
/// The trailer that Samsung phones append to their photos and screenshots: named blocks (the time in UTC, the camera mode, a few seconds of
/// video) and a directory after them. Samsung has not published it; this follows ExifTool (Image::ExifTool::Samsung, ProcessSamsung).
/// </summary>
internal static class SamsungTrailer
{
    private const int FooterLength = 8;
    private const int HeaderLength = 12;
    private const int EntryLength = 12;

    /// <summary>The last bytes of every such trailer.</summary>
    public static ReadOnlySpan<byte> End => "SEFT"u8;

    /// <summary>Bytes of the trailer at the end of the given bytes, with all its blocks; 0 where there is none.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        // "SEFH", a version, the number of entries, the entries, the length of all that, "SEFT"; numbers are little-endian.
        if (bytes.Length < HeaderLength + FooterLength || !bytes.EndsWith(End)) return 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^FooterLength..]);
        if (length < HeaderLength || length > bytes.Length - FooterLength) return 0;
        var start = bytes.Length - FooterLength - (int)length;
        var directory = bytes.Slice(start, (int)length);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(directory[8..]);
        if (!directory.StartsWith("SEFH"u8) || count != (length - HeaderLength) / EntryLength) return 0;
        long furthest = 0;
        for (var i = 0; i < count; i++)
        {
            // The distance from the block's start back to the directory, and the block's length.
            var entry = directory.Slice(HeaderLength + (i * EntryLength), EntryLength);
            long back = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), size = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
            if (back > start || size > back) return 0;
            furthest = Math.Max(furthest, back);
        }
        return bytes.Length - start + (int)furthest;
    }
}
