using Hub.Pictures.Cleaning;
using Hub.Testing.Pictures;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;

namespace Hub.Pictures.Tests.Support;

/// <summary>Cleans pictures and reads the remaining metadata with an independent library.</summary>
internal static class Cleaner
{
    /// <summary>The clean picture; fails the test where it is rejected.</summary>
    public static CleanPicture Clean(byte[] file) => PictureCleaner.Clean(file) switch
    {
        CleaningResult.Cleaned cleaned => cleaned.Picture,
        var rejected => throw new Xunit.Sdk.XunitException($"The picture was rejected: {rejected}"),
    };

    /// <summary>The rejection; fails the test where the picture is accepted.</summary>
    public static CleaningResult.Rejected Reject(byte[] file) => Assert.IsType<CleaningResult.Rejected>(PictureCleaner.Clean(file));

    /// <inheritdoc cref="MetadataScanner.Traces"/>
    public static IReadOnlyList<string> Traces(ReadOnlyMemory<byte> file) => MetadataScanner.Traces(file);

    /// <inheritdoc cref="MetadataScanner.IsMarked"/>
    public static bool IsMarked(ReadOnlyMemory<byte> file) => MetadataScanner.IsMarked(file);

    /// <summary>The orientation that the library finds, or null.</summary>
    public static int? Orientation(ReadOnlyMemory<byte> file) =>
        MetadataScanner.Directories(file).OfType<ExifIfd0Directory>()
            .FirstOrDefault()?.TryGetInt32(ExifDirectoryBase.TagOrientation, out var turned) == true ? turned : null;

    /// <summary>Whether the library finds a colour profile.</summary>
    public static bool HasProfile(ReadOnlyMemory<byte> file) => MetadataScanner.Directories(file).Any(d => d.Name == "ICC Profile" && d.Tags.Count > 10);

    /// <summary>Whether a file contains a byte sequence.</summary>
    public static bool Contains(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> bytes) => file.Span.IndexOf(bytes) >= 0;
}
