namespace Hub.Pictures.Thumbnails;

/// <summary>Makes thumbnails.</summary>
public interface IThumbnailer
{
    /// <summary>
    /// A JPEG of at most <see cref="Hub.Pictures.PictureLimits.ThumbnailSide"/> pixels on a side, rotated upright, without metadata; null
    /// where the library cannot decode the picture. It is never larger than the picture. No input makes it throw.
    /// </summary>
    /// <param name="picture">The clean picture.</param>
    /// <param name="mediaType">Its media type; only this format is tried.</param>
    /// <param name="cancel">Cancels the wait for a free slot; decoding itself is not cancelled.</param>
    ValueTask<byte[]?> MakeAsync(ReadOnlyMemory<byte> picture, string mediaType, CancellationToken cancel);
}
