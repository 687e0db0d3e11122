namespace Hub.Pictures.Thumbnails;

/// <summary>Makes small pictures of large ones. Decoding is for a library, and Core has none.</summary>
public interface IThumbnailer
{
    /// <summary>
    /// A JPEG of at most <see cref="Hub.Pictures.PictureLimits.ThumbnailSide"/> pixels on a side, turned upright, without metadata; null
    /// where the library cannot decode the picture. Never larger than the picture itself. It throws for no input.
    /// </summary>
    /// <param name="picture">The picture as it is kept.</param>
    /// <param name="mediaType">Its media type: nothing else is tried.</param>
    /// <param name="cancel">Gives up waiting for a place; decoding itself is not broken off.</param>
    ValueTask<byte[]?> MakeAsync(ReadOnlyMemory<byte> picture, string mediaType, CancellationToken cancel);
}
