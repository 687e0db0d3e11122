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

/// <summary>Finds the metadata in a picture with an independent library, MetadataExtractor.</summary>
public static class MetadataScanner
{
    // Directories about coding and display; all others are metadata.
    private static readonly HashSet<string> Technical =
    [
        "File Type", "JPEG", "JFIF", "Adobe JPEG", "ICC Profile", "WebP", "QuickTime File Type", "HEIC Primary Item Properties",
        "PNG-IHDR", "PNG-PLTE", "PNG-tRNS", "PNG-gAMA", "PNG-cHRM", "PNG-sRGB", "PNG-sBIT", "PNG-bKGD", "PNG-pHYs", "PNG-iCCP",
    ];

    // The library's default readers for JPEG, except Huffman tables: it fails at tables that contain the byte FF.
    private static readonly IJpegSegmentMetadataReader[] OfJpeg =
    [
        new JpegReader(), new JpegCommentReader(), new JfifReader(), new JfxxReader(), new ExifReader(), new XmpReader(), new IccReader(),
        new PhotoshopReader(), new DuckyReader(), new IptcReader(), new AdobeJpegReader(),
    ];

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(ExifBuilder.Mark);

    /// <summary>The metadata in a file except its orientation, by the library's names.</summary>
    public static IReadOnlyList<string> Traces(ReadOnlyMemory<byte> file) =>
    [
        .. Directories(file).Where(d => !Technical.Contains(d.Name)).SelectMany(d => d.Tags)
            .Where(t => t is not { DirectoryName: "Exif IFD0", Type: ExifDirectoryBase.TagOrientation }).Select(t => $"{t.DirectoryName}: {t.Name}"),
    ];

    /// <summary>Whether the file contains a planted text.</summary>
    public static bool IsMarked(ReadOnlyMemory<byte> file) => file.Span.IndexOf(Mark) >= 0;

    /// <summary>All values that the library finds, also those about coding and display.</summary>
    public static IEnumerable<string> Texts(ReadOnlyMemory<byte> file) =>
        Directories(file).SelectMany(d => d.Tags).Select(t => $"{t.DirectoryName}: {t.Name}: {t.Description}");

    /// <summary>All directories that the library finds.</summary>
    public static IReadOnlyList<MetadataExtractor.Directory> Directories(ReadOnlyMemory<byte> file)
    {
        using var stream = new MemoryStream(file.ToArray());
        return file.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])
            ? JpegMetadataReader.ReadMetadata(stream, OfJpeg)
            : ImageMetadataReader.ReadMetadata(stream);
    }
}
