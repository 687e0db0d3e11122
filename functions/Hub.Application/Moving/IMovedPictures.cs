namespace Hub.Application.Moving;

/// <summary>Which pictures there are. Their bytes are read and written by the store of evidence itself; thumbnails are made anew. Two adapters.</summary>
public interface IMovedPictures
{
    /// <summary>The pictures in the order of their hashes.</summary>
    /// <param name="after">The last one that is known; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">They cannot be listed now, or one is damaged.</exception>
    IAsyncEnumerable<MovedPicture> ReadAsync(MovedPicture? after, CancellationToken cancel);
}
