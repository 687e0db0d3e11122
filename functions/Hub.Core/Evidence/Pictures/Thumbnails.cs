using Hub.Core.Evidence.Pictures.Jpeg;

namespace Hub.Core.Evidence.Pictures;

/// <summary>Makes something to keep of the thumbnail in a picture's Exif.</summary>
internal static class Thumbnails
{
    /// <summary>The thumbnail cleaned, or null where it is none or too large: a thumbnail refuses no picture.</summary>
    /// <param name="exif">The picture's Exif.</param>
    /// <param name="orientation">How the picture is turned: its thumbnail lies as it does (Exif 2.32 section 4.5.8).</param>
    public static ReadOnlyMemory<byte>? Of(Exif exif, int orientation)
    {
        if (exif.Thumbnail.IsEmpty) return null;
        try
        {
            var picture = JpegPicture.Read(exif.Thumbnail);
            // No conditional expression: there null would become an empty picture.
            if (Math.Max(picture.Frame.Width, picture.Frame.Height) > PictureLimits.ThumbnailSide) return null;
            return picture.Write(orientation).ToArray();
        }
        catch (PictureRefusedException)
        {
            return null;
        }
    }
}
