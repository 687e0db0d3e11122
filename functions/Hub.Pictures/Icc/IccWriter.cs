using System.Buffers.Binary;
using System.Text;

namespace Hub.Pictures.Icc;

/// <summary>
/// Writes a profile with the given tags. Description and copyright must be in every profile (ICC.1:2022 section 8.2): they are the hub's own words. Of
/// the header stays what colour depends on; writing is idempotent.
/// </summary>
internal static class IccWriter
{
    private const int HeaderLength = 128;
    private const int TagLength = 12;
    private const string Description = "Colour profile";
    private const string Copyright = "None stated";

    /// <summary>Writes the profile.</summary>
    /// <param name="original">The profile whose header is taken.</param>
    /// <param name="kept">The tags, in order.</param>
    public static byte[] Write(ReadOnlySpan<byte> original, IReadOnlyList<IccTag> kept)
    {
        var isMultilingual = original[8] >= 4;
        List<IccTag> tags =
        [
            new(IccTag.Number("desc"), isMultilingual ? Multilingual(Description) : OldDescription(Description)),
            new(IccTag.Number("cprt"), isMultilingual ? Multilingual(Copyright) : [.. "text\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(Copyright), 0]),
            .. kept,
        ];
        var start = HeaderLength + 4 + (tags.Count * TagLength);
        var table = new PictureWriter();
        var data = new PictureWriter();
        // The three curves are most often one and the same: it is written once.
        var written = new List<(byte[] Data, int Offset)>();
        foreach (var tag in tags)
        {
            var same = written.FindIndex(w => w.Data.AsSpan().SequenceEqual(tag.Data));
            var offset = same >= 0 ? written[same].Offset : start + data.Length;
            if (same < 0)
            {
                written.Add((tag.Data, offset));
                data.Bytes(tag.Data);
                data.Bytes(new byte[(4 - (tag.Data.Length % 4)) % 4]);
            }
            table.U32(tag.Signature);
            table.U32(offset);
            table.U32(tag.Data.Length);
        }
        var header = Header(original, start + data.Length);
        return [.. header, .. U32(tags.Count), .. table.Written.ToArray(), .. data.Written.ToArray()];
    }

    // Section 7.2. Left at zero: the colour module, platform, maker and model of the device, creator, checksum, and what is reserved.
    private static byte[] Header(ReadOnlySpan<byte> original, int length)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, length);
        // Version, then the profile's class, its colour space and that of the connection.
        original[8..10].CopyTo(header.AsSpan(8));
        original[12..24].CopyTo(header.AsSpan(12));
        // A date must be there; the real one may tell when somebody's screen was measured.
        ((byte[])[0x07, 0xD0, 0, 1, 0, 1]).CopyTo(header, 24);
        "acsp"u8.CopyTo(header.AsSpan(36));
        header[47] = (byte)(original[47] & 3);
        header[63] = (byte)(original[63] & 15);
        header[67] = (byte)(original[67] & 3);
        // The illuminant is D50 in every profile.
        ((byte[])[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]).CopyTo(header, 68);
        return header;
    }

    // Section 10.15.
    private static byte[] Multilingual(string text) =>
        [.. "mluc\0\0\0\0"u8, .. U32(1), .. U32(12), .. "enUS"u8, .. U32(2 * text.Length), .. U32(28), .. Encoding.BigEndianUnicode.GetBytes(text)];

    // ICC.1:2001-04 section 6.5.17: the text in ASCII, and none in Unicode and in a Macintosh's script, which has 67 bytes.
    private static byte[] OldDescription(string text) =>
        [.. "desc\0\0\0\0"u8, .. U32(text.Length + 1), .. Encoding.ASCII.GetBytes(text), 0, .. new byte[4 + 4 + 2 + 1 + 67]];

    private static byte[] U32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
