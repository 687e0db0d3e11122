using Hub.Pictures.Thumbnails;
using ImageMagick;
using MetadataExtractor;
using MetadataExtractor.Formats.Jpeg;

namespace Hub.Pictures.Tests.Support;

/// <summary>Makes thumbnails and verifies them: pixels with ImageMagick, metadata with another library.</summary>
internal static class ThumbnailMaker
{
    // Directories about the coding; all others are metadata.
    private static readonly HashSet<string> Technical = ["JPEG", "JFIF", "Huffman", "File Type"];

    private static readonly MagickThumbnailer Thumbnailer = new();

    /// <summary>The thumbnail, or null.</summary>
    public static ValueTask<byte[]?> TryMakeAsync(byte[] picture, string mediaType) => Thumbnailer.MakeAsync(picture, mediaType, CancellationToken.None);

    /// <summary>The verified thumbnail; fails the test where there is none.</summary>
    public static async Task<MagickImage> MakeAsync(byte[] picture, string mediaType)
    {
        var bytes = await TryMakeAsync(picture, mediaType);
        Assert.NotNull(bytes);
        return Verify(bytes);
    }

    /// <summary>Decodes a thumbnail; fails the test where it is not a small JPEG without metadata.</summary>
    public static MagickImage Verify(byte[] thumbnail)
    {
        using var stream = new MemoryStream(thumbnail);
        Assert.Empty(JpegMetadataReader.ReadMetadata(stream).Where(d => !Technical.Contains(d.Name)).SelectMany(d => d.Tags).Select(t => t.ToString()));
        var image = new MagickImage(thumbnail);
        Assert.Equal(MagickFormat.Jpeg, image.Format);
        Assert.InRange(image.Width, 1u, (uint)PictureLimits.ThumbnailSide);
        Assert.InRange(image.Height, 1u, (uint)PictureLimits.ThumbnailSide);
        Assert.Contains(image.ColorSpace, (ColorSpace[])[ColorSpace.sRGB, ColorSpace.Gray]);
        return image;
    }

    /// <summary>A picture of one colour.</summary>
    public static byte[] Plain(uint width, uint height, MagickFormat format, IMagickColor<byte>? colour = null)
    {
        using var image = new MagickImage(colour ?? MagickColors.SteelBlue, width, height);
        return image.ToByteArray(format);
    }

    /// <summary>The media type of a format, or of a file by its name.</summary>
    public static string MediaType(string name) => Path.GetExtension("." + name) switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        var extension => "image/" + extension[1..],
    };
}
