using Hub.Core.Evidence.Pictures;
using Hub.Testing.Pictures;
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

namespace Hub.Core.Tests.Pictures;

/// <summary>Cleans pictures, and looks with a reader of metadata that is not ours at what is left in them.</summary>
internal static class Cleaning
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

    /// <summary>The clean picture; fails where it is refused.</summary>
    public static CleanPicture Of(byte[] file) => PictureCleaner.Clean(file) switch
    {
        CleaningResult.Cleaned cleaned => cleaned.Picture,
        var refused => throw new Xunit.Sdk.XunitException($"The picture was refused: {refused}"),
    };

    /// <summary>The refusal; fails where it is taken.</summary>
    public static CleaningResult.Refused Refusal(byte[] file) => Assert.IsType<CleaningResult.Refused>(PictureCleaner.Clean(file));

    /// <summary>The metadata that is left in a file but for its orientation, as the reader names it.</summary>
    public static IReadOnlyList<string> Traces(ReadOnlyMemory<byte> file) =>
    [
        .. Directories(file).Where(d => !Technical.Contains(d.Name)).SelectMany(d => d.Tags)
            .Where(t => t is not { DirectoryName: "Exif IFD0", Type: ExifDirectoryBase.TagOrientation }).Select(t => $"{t.DirectoryName}: {t.Name}"),
    ];

    /// <summary>Whether one of the planted texts is left.</summary>
    public static bool IsMarked(ReadOnlyMemory<byte> file) => file.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(ExifBuilder.Mark)) >= 0;

    /// <summary>The orientation that the reader finds; null where it finds none.</summary>
    public static int? Orientation(ReadOnlyMemory<byte> file) =>
        Directories(file).OfType<ExifIfd0Directory>().FirstOrDefault()?.TryGetInt32(ExifDirectoryBase.TagOrientation, out var turned) == true ? turned : null;

    /// <summary>Whether the reader finds a colour profile.</summary>
    public static bool HasProfile(ReadOnlyMemory<byte> file) => Directories(file).Any(d => d.Name == "ICC Profile" && d.Tags.Count > 10);

    /// <summary>Whether a file holds other bytes somewhere.</summary>
    public static bool Holds(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> bytes) => file.Span.IndexOf(bytes) >= 0;

    private static IReadOnlyList<MetadataExtractor.Directory> Directories(ReadOnlyMemory<byte> file)
    {
        using var stream = new MemoryStream(file.ToArray());
        return file.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? JpegMetadataReader.ReadMetadata(stream, OfJpeg) : ImageMetadataReader.ReadMetadata(stream);
    }
}
