using Hub.Pictures.Heic;
using Hub.Pictures.Jpeg;
using Hub.Pictures.Png;
using Hub.Pictures.WebP;

namespace Hub.Pictures.Cleaning;

/// <summary>
/// Removes the metadata of a photo. Orientation and colour profile are kept, and the coded picture is kept bit for bit; Exif, XMP, IPTC,
/// location, thumbnails, comments, additional pictures and everything else that a viewer does not need are removed.
/// </summary>
/// <remarks>
/// It works by an allow-list, so metadata that is invented later is removed too. Cleaning is idempotent: a clean picture gives the same
/// bytes. Time is linear in the size of the file, for PNG in that of the picture; no allocation depends on a size that the file states.
/// JPEG, WebP and HEIC are not decoded: the cleaner walks their coded data and does not detect a change within it.
/// </remarks>
public static class PictureCleaner
{
    /// <summary>Cleans a photo.</summary>
    /// <param name="picture">The bytes as received. The format is detected from these alone.</param>
    /// <returns>The picture to store, or why it is rejected. No input makes it throw.</returns>
    public static CleaningResult Clean(ReadOnlyMemory<byte> picture)
    {
        if (picture.Length > PictureLimits.Bytes)
            return new CleaningResult.Rejected(PictureCodes.TooLarge, $"The picture has {picture.Length} bytes: expected at most {PictureLimits.Bytes}.");
        try
        {
            var bytes = picture.Span;
            return JpegPicture.HasSignature(bytes) ? Cleaned(JpegPicture.Clean(picture))
                : PngPicture.HasSignature(bytes) ? Cleaned(PngPicture.Clean(picture))
                : WebPPicture.HasSignature(bytes) ? Cleaned(WebPPicture.Clean(picture))
                : HeicPicture.HasSignature(bytes) ? Cleaned(HeicPicture.Clean(picture))
                : new CleaningResult.Rejected(PictureCodes.Format,
                    "The file does not begin as a JPEG, PNG, WebP or HEIC picture does: expected one of these four.");
        }
        catch (PictureRejectedException rejected)
        {
            return rejected.Rejection;
        }
    }

    private static CleaningResult.Cleaned Cleaned(CleanPicture picture) => new(picture);
}
