using Hub.Pictures.Thumbnails;
using ImageMagick;
using MetadataExtractor;
using MetadataExtractor.Formats.Jpeg;

namespace Hub.Pictures.Tests.Thumbnails;

/// <summary>Makes thumbnails and looks at them: pixels with ImageMagick, metadata with a reader that is not ImageMagick's.</summary>
internal static class Making
{
    // How the thumbnail is coded; all else is metadata.
    private static readonly HashSet<string> Technical = ["JPEG", "JFIF", "Huffman", "File Type"];

    private static readonly MagickThumbnailer Thumbnailer = new();

    /// <summary>The thumbnail; null where there is none.</summary>
    public static ValueTask<byte[]?> TryAsync(byte[] picture, string mediaType) => Thumbnailer.MakeAsync(picture, mediaType, CancellationToken.None);

    /// <summary>The thumbnail, checked to be what every one is; fails where there is none.</summary>
    public static async Task<MagickImage> OfAsync(byte[] picture, string mediaType)
    {
        var bytes = await TryAsync(picture, mediaType);
        Assert.NotNull(bytes);
        return Checked(bytes);
    }

    /// <summary>A thumbnail, decoded; fails where it is not a small JPEG upright without metadata.</summary>
    public static MagickImage Checked(byte[] thumbnail)
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
