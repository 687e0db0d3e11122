using System.Buffers.Binary;

namespace Hub.Pictures.Jpeg;

/// <summary>
/// What Samsung's telephones append to their photos: named blocks (the time in UTC, the mode of the camera, a few seconds of film) and
/// behind them a directory. Samsung describes it nowhere; this is as ExifTool reads it (Image::ExifTool::Samsung, ProcessSamsung).
/// </summary>
internal static class SamsungTrailer
{
    private const int FooterLength = 8;
    private const int HeaderLength = 12;
    private const int EntryLength = 12;

    /// <summary>Bytes of the trailer that a stretch ends with, all its blocks counted; 0 where it ends with none.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        // "SEFH", a version, a number of entries, these, the length of all that, "SEFT"; numbers with their low byte first.
        if (bytes.Length < HeaderLength + FooterLength || !bytes.EndsWith("SEFT"u8)) return 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^FooterLength..]);
        if (length < HeaderLength || length > bytes.Length - FooterLength) return 0;
        var start = bytes.Length - FooterLength - (int)length;
        var directory = bytes.Slice(start, (int)length);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(directory[8..]);
        if (!directory.StartsWith("SEFH"u8) || count != (length - HeaderLength) / EntryLength) return 0;
        long furthest = 0;
        for (var i = 0; i < count; i++)
        {
            // How far before the directory a block begins, and its length.
            var entry = directory.Slice(HeaderLength + (i * EntryLength), EntryLength);
            long back = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), size = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
            if (back > start || size > back) return 0;
            furthest = Math.Max(furthest, back);
        }
        return bytes.Length - start + (int)furthest;
    }
}
