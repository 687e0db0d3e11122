using Hub.Domain.Orders;
using Hub.Pictures;

namespace Hub.Application.Evidence;

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

    /// <summary>Ends when the store was seen to take and give: it is there, may be written, and has room.</summary>
    Task ProbeAsync(CancellationToken cancel);

    /// <summary>A link of the store's own that gives the bytes to whoever has it, until a moment; null where the store has none.</summary>
    ValueTask<Uri?> LinkAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel);
}
