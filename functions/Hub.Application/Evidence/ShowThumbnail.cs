using Hub.Domain.Orders;
using Hub.Pictures;
using Hub.Pictures.Thumbnails;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Evidence;

/// <summary>
/// Small pictures: made when somebody first asks for one, kept beside the picture, and gone with it. Decoding costs more than taking a
/// photo in, and most photos are only ever proof.
/// </summary>
public sealed partial class ShowThumbnail(
    IEvidenceStore store, IThumbnailer thumbnailer, StorePictures keep, TimeProvider clock, ILogger<ShowThumbnail> logger) : IDisposable
{
    private const string MediaType = "image/jpeg";

    // Each holds a whole picture in memory, and its pixels.
    private readonly SemaphoreSlim _makers = new(2);

    /// <summary>Opens the thumbnail of a picture; null where there is no such picture, or none can be made of it.</summary>
    public async Task<EvidenceContent?> OpenAsync(EvidenceKey thumbnail, CancellationToken cancel)
    {
        if (await FindAsync(thumbnail, cancel) is { } made) return made;
        await _makers.WaitAsync(cancel);
        try
        {
            // Many may ask for the same one at once; who waited finds it made.
            if (await FindAsync(thumbnail, cancel) is { } meanwhile) return meanwhile;
            var key = thumbnail with { IsThumbnail = false };
            if (await MakeAsync(key, cancel) is not { } small) return null;
            // A picture that is being deleted must not leave its thumbnail behind.
            await using var held = await keep.HoldAsync([key], cancel);
            await using (var picture = await store.OpenAsync(key, 0, 0, cancel))
            {
                if (picture is null) return null;
            }
            await held.EnsureAsync(cancel);
            await PutAsync(thumbnail, small, cancel);
            return new EvidenceContent(new MemoryStream(small, writable: false), small.Length, MediaType);
        }
        finally
        {
            _makers.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _makers.Dispose();

    // A damaged one is as none: it can be made again.
    private async Task<EvidenceContent?> FindAsync(EvidenceKey thumbnail, CancellationToken cancel)
    {
        try
        {
            return await store.OpenAsync(thumbnail, 0, null, cancel);
        }
        catch (DamagedPictureException)
        {
            return null;
        }
    }

    // A store that takes nothing now still shows what it has: the next one to ask makes it again.
    private async Task PutAsync(EvidenceKey thumbnail, byte[] small, CancellationToken cancel)
    {
        try
        {
            await store.PutAsync(thumbnail, new PictureBytes(small), new EvidenceInfo(MediaType, "thumbnail", clock.GetUtcNow()), cancel);
        }
        catch (StoreException e)
        {
            LogNotKept(e, thumbnail.OrderId);
        }
    }

    private async Task<byte[]?> MakeAsync(EvidenceKey key, CancellationToken cancel)
    {
        await using var picture = await store.OpenAsync(key, 0, null, cancel);
        if (picture is null) return null;
        var bytes = new byte[picture.Length];
        await picture.Content.ReadExactlyAsync(bytes, cancel);
        return await thumbnailer.MakeAsync(bytes, picture.MediaType, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId}: a thumbnail was made and could not be kept")]
    private partial void LogNotKept(Exception e, OrderId orderId);
}
