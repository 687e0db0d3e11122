using System.Text;
using MetadataExtractor;
using MetadataExtractor.Formats.Adobe;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Icc;
using MetadataExtractor.Formats.Iptc;
using MetadataExtractor.Formats.Jfif;
using MetadataExtractor.Formats.Jfxx;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Photoshop;
using MetadataExtractor.Formats.Xmp;

namespace Hub.Testing.Pictures;

/// <summary>Looks with a reader of metadata that is not ours at what is left in a picture.</summary>
public static class Leftovers
{
    // What the reader may find: how the picture is coded and shown. All else is metadata.
    private static readonly HashSet<string> Technical =
    [
        "File Type", "JPEG", "JFIF", "Adobe JPEG", "ICC Profile", "WebP", "QuickTime File Type", "HEIC Primary Item Properties",
        "PNG-IHDR", "PNG-PLTE", "PNG-tRNS", "PNG-gAMA", "PNG-cHRM", "PNG-sRGB", "PNG-sBIT", "PNG-bKGD", "PNG-pHYs", "PNG-iCCP",
    ];

    // All that the library reads of a JPEG by itself, but for Huffman tables: it stops at tables that hold the byte FF.
    private static readonly IJpegSegmentMetadataReader[] OfJpeg =
    [
        new JpegReader(), new JpegCommentReader(), new JfifReader(), new JfxxReader(), new ExifReader(), new XmpReader(), new IccReader(),
        new PhotoshopReader(), new DuckyReader(), new IptcReader(), new AdobeJpegReader(),
    ];

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(ExifBuilder.Mark);

    /// <summary>The metadata that is left in a file but for its orientation, as the reader names it.</summary>
    public static IReadOnlyList<string> Traces(ReadOnlyMemory<byte> file) =>
    [
        .. Directories(file).Where(d => !Technical.Contains(d.Name)).SelectMany(d => d.Tags)
            .Where(t => t is not { DirectoryName: "Exif IFD0", Type: ExifDirectoryBase.TagOrientation }).Select(t => $"{t.DirectoryName}: {t.Name}"),
    ];

    /// <summary>Whether one of the planted texts is left.</summary>
    public static bool IsMarked(ReadOnlyMemory<byte> file) => file.Span.IndexOf(Mark) >= 0;

    /// <summary>All texts and numbers that the reader finds, also of what says how the picture is coded and shown.</summary>
    public static IEnumerable<string> Texts(ReadOnlyMemory<byte> file) => Directories(file).SelectMany(d => d.Tags).Select(t => $"{t.DirectoryName}: {t.Name}: {t.Description}");

    /// <summary>All that the reader finds.</summary>
    public static IReadOnlyList<MetadataExtractor.Directory> Directories(ReadOnlyMemory<byte> file)
    {
        using var stream = new MemoryStream(file.ToArray());
        return file.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? JpegMetadataReader.ReadMetadata(stream, OfJpeg) : ImageMetadataReader.ReadMetadata(stream);
    }
}
