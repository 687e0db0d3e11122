using Hub.Core.Evidence.Pictures;
using Hub.Core.Orders;

namespace Hub.Core.Evidence;

/// <summary>
/// Names a picture in the store by its order and by what it is: the same picture of an order is there once, and deleting it there
/// leaves another order's proof alone.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the kept picture; 64 characters.</param>
/// <param name="IsThumbnail">True for the small picture that was made of it.</param>
public readonly record struct EvidenceKey(OrderId OrderId, string Sha256, bool IsThumbnail = false)
{
    /// <summary>This key, where it names a picture. Every store asks for this first, so that nothing else ever becomes a path.</summary>
    /// <exception cref="ArgumentException">What stands there is not 64 lower-case hex digits.</exception>
    public EvidenceKey Validated() => Sha256 is { Length: 64 } && Sha256.All(char.IsAsciiHexDigitLower)
        ? this
        : throw new ArgumentException("A picture is named by its SHA-256: 64 lower-case hex digits are expected.", nameof(Sha256));

    /// <summary>The name below the store's root: two folders of two characters, so that none grows large, then the hash and the order.</summary>
    public override string ToString() => $"{Sha256[..2]}/{Sha256[2..4]}/{Sha256}-{OrderId.Value:N}{(IsThumbnail ? ".thumb" : "")}";
}

/// <summary>What stands beside a picture in the store, so that it can be told what it is even without the log. No personal data.</summary>
/// <param name="MediaType">Media type of the bytes.</param>
/// <param name="PhotoId">The photo's id on its order, as which it first came in.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record EvidenceInfo(string MediaType, string PhotoId, DateTimeOffset ReceivedAt);

/// <summary>A picture, or a part of it, as the store gives it; to be disposed.</summary>
/// <param name="Content">The bytes asked, from the first on; read once.</param>
/// <param name="Length">Number of bytes of the whole picture.</param>
/// <param name="MediaType">Media type.</param>
public sealed record EvidenceContent(Stream Content, long Length, string MediaType) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>
/// Keeps pictures, named by their content. What is there is never written over. Two adapters, one contract suite. Every
/// member throws <see cref="StoreException"/> where the store cannot do it now.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>Puts a picture where none of its name is; durable when it returns. A crash leaves all of it or nothing.</summary>
    /// <returns>True where it was put, false where it was there already.</returns>
    Task<bool> PutAsync(EvidenceKey key, PictureBytes content, EvidenceInfo info, CancellationToken cancel);

    /// <summary>Opens a picture from byte <paramref name="from"/> on; null where it is not there.</summary>
    /// <exception cref="DamagedPictureException">What is there is seen not to be what was put, as far as that can be seen without reading it.</exception>
    /// <param name="key">Which.</param>
    /// <param name="from">The first byte, 0 or more; at or past the end the content is empty.</param>
    /// <param name="count">At most so many bytes; null to the end.</param>
    /// <param name="cancel">Gives up.</param>
    Task<EvidenceContent?> OpenAsync(EvidenceKey key, long from, long? count, CancellationToken cancel);

    /// <summary>Removes a picture of an order and its thumbnail for good.</summary>
    /// <returns>True where it was there.</returns>
    Task<bool> RemoveAsync(OrderId order, string sha256, CancellationToken cancel);

    /// <summary>A link of the store's own that gives the bytes to whoever has it, until a moment; null where the store has none.</summary>
    ValueTask<Uri?> LinkAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel);
}
