using Hub.Pictures.Heic;
using Hub.Pictures.Jpeg;
using Hub.Pictures.Png;
using Hub.Pictures.WebP;

namespace Hub.Pictures.Cleaning;

/// <summary>
/// Makes of a photo what may be kept of it. Orientation and colour profile stay, and the coded picture stays bit for bit; Exif, XMP,
/// IPTC, place, thumbnails, comments, further pictures and all that the format's standard does not need for showing the picture go.
/// </summary>
/// <remarks>
/// It keeps by a list of what is known and not the other way round, so what is invented later goes too. Cleaning what was cleaned gives
/// the same bytes. Time is linear in the size of the file, for PNG in that of the picture; nothing is allocated by a size that the file
/// states. The pictures of JPEG, WebP and HEIC are not decoded: their coded data is walked, and a change within it is not seen.
/// </remarks>
public static class PictureCleaner
{
    /// <summary>Cleans a photo.</summary>
    /// <param name="picture">The bytes as they came in. Their format is told by these alone.</param>
    /// <returns>The picture to keep, or why there is none. It throws for no input.</returns>
    public static CleaningResult Clean(ReadOnlyMemory<byte> picture)
    {
        if (picture.Length > PictureLimits.Bytes)
            return new CleaningResult.Refused(PictureCodes.TooLarge, $"The picture has {picture.Length} bytes: expected at most {PictureLimits.Bytes}.");
        try
        {
            var bytes = picture.Span;
            return JpegPicture.Begins(bytes) ? Cleaned(JpegPicture.Clean(picture))
                : PngPicture.Begins(bytes) ? Cleaned(PngPicture.Clean(picture))
                : WebPPicture.Begins(bytes) ? Cleaned(WebPPicture.Clean(picture))
                : HeicPicture.Begins(bytes) ? Cleaned(HeicPicture.Clean(picture))
                : new CleaningResult.Refused(PictureCodes.Format, "The file does not begin as a JPEG, PNG, WebP or HEIC picture does: expected one of these four.");
        }
        catch (PictureRefusedException refused)
        {
            return refused.Refusal;
        }
    }

    private static CleaningResult.Cleaned Cleaned(CleanPicture picture) => new(picture);
}
