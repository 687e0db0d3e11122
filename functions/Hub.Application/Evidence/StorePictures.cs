using Hub.Application.Diagnostics;
using Hub.Application.Leases;

namespace Hub.Application.Evidence;

/// <summary>
/// Brings pictures into the store and out of it again. A crash may leave a picture without its event; the agenda finds it. Whoever puts a
/// picture, appends its event or removes it holds the picture meanwhile, so that nobody works on one that another is about to remove.
/// </summary>
public sealed class StorePictures(IEvidenceStore store, IEvidenceAgenda agenda, ILeases leases, TimeProvider clock, HubMetrics metrics)
{
    // By then the event stands, or it never will.
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(1);

    // Of an instance that ended nobody else releases a picture, and its sender sends it again at once: it waits no longer than this.
    private static readonly TimeSpan HeldAfterCrash = TimeSpan.FromSeconds(15);

    private readonly LeasedLocks _locks = new(leases, clock);

    /// <summary>Holds pictures until the result is disposed: from before they are put or removed until the event about that is durable.</summary>
    public Task<HeldLocks> HoldAsync(IEnumerable<EvidenceKey> pictures, CancellationToken cancel) =>
        _locks.HoldAsync(pictures.Select(p => $"picture/{p.OrderId}/{p.Sha256}"), HeldAfterCrash, cancel);

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

    /// <summary>
    /// Removes a picture, which must be held, now or later: where the store cannot do it now, or a policy of the platform holds the picture, the agenda
    /// comes to it by itself. For what must not fail because of that.
    /// </summary>
    public async Task RemoveNowOrLaterAsync(EvidenceKey key, CancellationToken cancel)
    {
        var reminder = await RemindAsync(key, cancel);
        try
        {
            await store.RemoveAsync(key.OrderId, key.Sha256, cancel);
        }
        catch (StoreException)
        {
            // The reminder stays, and who follows it logs what fails.
            return;
        }
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
