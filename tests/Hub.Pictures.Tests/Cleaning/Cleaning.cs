using Hub.Pictures.Cleaning;
using Hub.Testing.Pictures;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;

namespace Hub.Pictures.Tests.Cleaning;

/// <summary>Cleans pictures, and looks with a reader of metadata that is not ours at what is left in them.</summary>
internal static class Cleaning
{
    /// <summary>The clean picture; fails where it is refused.</summary>
    public static CleanPicture Of(byte[] file) => PictureCleaner.Clean(file) switch
    {
        CleaningResult.Cleaned cleaned => cleaned.Picture,
        var refused => throw new Xunit.Sdk.XunitException($"The picture was refused: {refused}"),
    };

    /// <summary>The refusal; fails where it is taken.</summary>
    public static CleaningResult.Refused Refusal(byte[] file) => Assert.IsType<CleaningResult.Refused>(PictureCleaner.Clean(file));

    /// <inheritdoc cref="Leftovers.Traces"/>
    public static IReadOnlyList<string> Traces(ReadOnlyMemory<byte> file) => Leftovers.Traces(file);

    /// <inheritdoc cref="Leftovers.IsMarked"/>
    public static bool IsMarked(ReadOnlyMemory<byte> file) => Leftovers.IsMarked(file);

    /// <summary>The orientation that the reader finds; null where it finds none.</summary>
    public static int? Orientation(ReadOnlyMemory<byte> file) =>
        Leftovers.Directories(file).OfType<ExifIfd0Directory>().FirstOrDefault()?.TryGetInt32(ExifDirectoryBase.TagOrientation, out var turned) == true ? turned : null;

    /// <summary>Whether the reader finds a colour profile.</summary>
    public static bool HasProfile(ReadOnlyMemory<byte> file) => Leftovers.Directories(file).Any(d => d.Name == "ICC Profile" && d.Tags.Count > 10);

    /// <summary>Whether a file holds other bytes somewhere.</summary>
    public static bool Holds(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> bytes) => file.Span.IndexOf(bytes) >= 0;
}
