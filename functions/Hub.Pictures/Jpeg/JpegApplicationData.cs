using Hub.Pictures.Trailers;

namespace Hub.Pictures.Jpeg;

/// <summary>
/// The application segments, which hold all metadata. Three of them control how the picture is shown and are kept: JFIF (ISO/IEC 10918-5
/// section 10.1), the colour profile (ICC.1:2022 annex B.4) and Adobe's colour transform (ISO/IEC 10918-6 section 6.5.3). Exif (CIPA
/// DC-008) and the multi-picture index (CIPA DC-007) are read and removed. All others are removed unread.
/// </summary>
internal sealed class JpegApplicationData(ReadOnlyMemory<byte> file)
{
    private const int JfifLength = 12;
    private const int AdobeLength = 12;

    private ReadOnlyMemory<byte>? adobe;

    /// <summary>The colour profile.</summary>
    public JpegProfile Profile { get; } = new();

    /// <summary>The values of all Exif segments; the first to state one counts.</summary>
    public Exif Exif { get; private set; } = Exif.None;

    /// <summary>The first JFIF segment without its thumbnail; null where there is none.</summary>
    public ReadOnlyMemory<byte>? JfifSegment { get; private set; }

    /// <summary>JPEGs that the index announces after this one, e.g. the same picture in a smaller size.</summary>
    public IReadOnlyList<FurtherImage> FurtherImages { get; private set; } = [];

    private static ReadOnlySpan<byte> Jfif => "JFIF\0"u8;

    private static ReadOnlySpan<byte> MultiPicture => "MPF\0"u8;

    private static ReadOnlySpan<byte> Adobe => "Adobe"u8;

    /// <summary>Reads one segment.</summary>
    /// <param name="marker">Its marker.</param>
    /// <param name="content">The bytes after its length field.</param>
    /// <param name="offset">Their offset in the file.</param>
    /// <returns>The bytes to keep in its place, and whether they are part of the colour profile; null where the segment is removed.</returns>
    public (ReadOnlyMemory<byte> Bytes, bool IsProfile)? Read(byte marker, ReadOnlySpan<byte> content, int offset)
    {
        switch (marker)
        {
            case JpegMarker.Application0 when JfifSegment is null && content.Length >= JfifLength + 2 && content.StartsWith(Jfif):
                JfifSegment = (byte[])[0xFF, marker, 0, JfifLength + 4, .. content[..JfifLength], 0, 0];
                return null;
            case JpegMarker.Application1 when content.StartsWith(Exif.Prefix):
                Exif = Exif.Or(Exif.Read(content));
                return null;
            case JpegMarker.Application2 when JpegProfile.IsPart(content):
                var segment = file.Slice(offset - 4, content.Length + 4);
                Profile.Add(segment);
                return (segment, true);
            case JpegMarker.Application2 when FurtherImages.Count == 0 && content.StartsWith(MultiPicture):
                FurtherImages = FurtherImage.Read(content[MultiPicture.Length..], offset + MultiPicture.Length);
                return null;
            case JpegMarker.Application14 when content.Length >= AdobeLength && content.StartsWith(Adobe):
                return KeepAdobe(content[..AdobeLength], offset) is { } kept ? (kept, false) : null;
            default:
                return null;
        }
    }

    // Decoders disagree on which of two Adobe segments applies, so viewers would show the picture differently.
    private ReadOnlyMemory<byte>? KeepAdobe(ReadOnlySpan<byte> content, int offset)
    {
        byte[] segment = [0xFF, JpegMarker.Application14, 0, AdobeLength + 2, .. content];
        if (adobe is null)
        {
            adobe = segment;
            return segment;
        }
        return adobe.Value.Span.SequenceEqual(segment)
            ? null
            : throw PictureRejectedException.Broken(JpegPicture.Name, offset, "one Adobe segment, and this is another");
    }
}
