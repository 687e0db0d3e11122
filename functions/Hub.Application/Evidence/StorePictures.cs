using Hub.Application.Diagnostics;

namespace Hub.Application.Evidence;

/// <summary>
/// Brings pictures into the store and out of it again. What is put without an event that tells of it, because of a crash between the
/// two, is found by the agenda; who puts, appends or removes holds the picture meanwhile, so that none of them works on what another
/// is about to take away.
/// </summary>
public sealed class StorePictures(IEvidenceStore store, IEvidenceAgenda agenda, TimeProvider clock, HubMetrics metrics)
{
    // By then the event stands, or it never will.
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(1);

    private readonly KeyedLock<EvidenceKey> _held = new();

    /// <summary>Holds pictures until the result is disposed: from before they are put or removed until the event that tells of it stands.</summary>
    public Task<IDisposable> HoldAsync(IEnumerable<EvidenceKey> pictures, CancellationToken cancel) => _held.HoldAsync(pictures, cancel);

    /// <summary>Puts a picture, which must be held. Durable when it returns.</summary>
    public async Task PutAsync(EvidenceKey key, PreparedPicture picture, string photoId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await agenda.SetAsync(new AgendaItem(key.OrderId, AgendaKind.Picture, key.Sha256, now + FirstLook), cancel);
        await store.PutAsync(key, picture.Bytes, new EvidenceInfo(picture.Kept.MediaType, photoId, now), cancel);
        metrics.PhotoStored(picture.Bytes.Length);
    }

    /// <summary>Removes a picture, which must be held, and strikes it from the agenda. May be done again.</summary>
    public async Task RemoveAsync(EvidenceKey key, CancellationToken cancel)
    {
        // Should this fail or break off, the agenda comes to it by itself.
        var reminder = await RemindAsync(key, cancel);
        await store.RemoveAsync(key.OrderId, key.Sha256, cancel);
        await agenda.StrikeAsync(reminder, cancel);
    }

    /// <summary>Reminds the hub to look at a picture at once, before something is written that makes it superfluous.</summary>
    /// <returns>The reminder, to be struck when that is done.</returns>
    public async Task<AgendaItem> RemindAsync(EvidenceKey key, CancellationToken cancel)
    {
        var reminder = new AgendaItem(key.OrderId, AgendaKind.Picture, key.Sha256, clock.GetUtcNow());
        await agenda.SetAsync(reminder, cancel);
        return reminder;
    }
}
