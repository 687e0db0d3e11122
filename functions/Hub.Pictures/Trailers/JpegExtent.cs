using System.Buffers.Binary;

namespace Hub.Pictures.Trailers;

/// <summary>Finds the end of a JPEG without reading what is in it.</summary>
internal static class JpegExtent
{
    // Second bytes of markers (ITU-T T.81 table B.1).
    private const byte FirstOfSegment = 0xC0;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>How every JPEG begins: a start of image and another marker.</summary>
    public static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF];

    /// <summary>Whether a JPEG begins here, complete or not.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Start);

    /// <summary>Bytes of the complete JPEG that begins here; 0 where none does.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        if (!Begins(bytes)) return 0;
        var at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            if (marker is < FirstOfSegment or (>= FirstRestart and <= EndOfImage)) return 0;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || length > bytes.Length - at - 2) return 0;
            at += 2 + length;
            if (marker != StartOfScan) continue;
            at += Coded(bytes[at..]);
            if (at + 2 <= bytes.Length && bytes[at + 1] == EndOfImage) return at + 2;
        }
        return 0;
    }

    // Coded data: FF in it is followed by 00, FF or a restart marker.
    private static int Coded(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var found = bytes[at..].IndexOf((byte)0xFF);
            if (found < 0) break;
            at += found;
            if (at + 1 < bytes.Length && bytes[at + 1] is not (0 or 0xFF or (>= FirstRestart and <= LastRestart))) return at;
            at++;
        }
        return bytes.Length;
    }
}
