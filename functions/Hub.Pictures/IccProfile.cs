using System.Buffers.Binary;

namespace Hub.Pictures;

/// <summary>Validates a colour profile (ICC.1:2022 section 7.2 and 7.3).</summary>
internal static class IccProfile
{
    private const int HeaderLength = 128;
    private const int TagLength = 12;

    /// <summary>
    /// Whether these are the bytes of exactly one profile: its signature, its stated length, and every tag within it. Anything else is
    /// removed like other metadata; viewers ignore it too.
    /// </summary>
    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < HeaderLength + 4 or > PictureLimits.ProfileBytes) return false;
        if (!bytes[36..40].SequenceEqual("acsp"u8)) return false;
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != bytes.Length) return false;
        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes[HeaderLength..]);
        var tags = bytes[(HeaderLength + 4)..];
        if (count > tags.Length / TagLength) return false;
        for (var i = 0; i < count; i++)
        {
            var tag = tags.Slice(i * TagLength, TagLength);
            long offset = BinaryPrimitives.ReadUInt32BigEndian(tag[4..]);
            long length = BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
            if (offset + length > bytes.Length) return false;
        }
        return true;
    }
}
