using Hub.Application.Diagnostics;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Evidence;

/// <summary>
/// Deletes a photo: its hashes, the reason and who decided stay on the order, its picture goes. Whatever breaks off half way is done by
/// saying so again, or by the agenda.
/// </summary>
public sealed class DeletePhoto(IEventLog log, StorePictures keep, TimeProvider clock)
{
    /// <summary>Why this side may not delete photos at all; null where it may. A photo is evidence for both sides, so contractors ask the corporation.</summary>
    public static Refusal? RefusalFor(Actor by) =>
        by.Role is PartyRole.Corporation or PartyRole.Hub ? null : new Refusal(RefusalKind.NotAllowed, "corporation-only", "Only the corporation deletes photos.");

    /// <summary>Deletes a photo; durable when it returns, and the picture is gone. Saying so twice is fine.</summary>
    public async Task<PhotoAnswer> DeleteAsync(OrderId id, Actor by, PhotoDeleted deleted, CancellationToken cancel)
    {
        if (RefusalFor(by) is { } notAllowed) return new PhotoAnswer.Refused(notAllowed);
        if ((await log.LoadAsync(id, cancel)).Fold()?.Photos.Received.FirstOrDefault(p => p.Id == deleted.PhotoId) is not { } photo)
            return new PhotoAnswer.Refused(new Refusal(RefusalKind.NotFound, "photo-not-found", "The order has no such photo."));
        var key = new EvidenceKey(id, photo.Picture.Sha256);
        await using var held = await keep.HoldAsync([key], cancel);
        await keep.RemindAsync(key, cancel);
        var order = await RecordAsync(id, by, deleted, cancel);
        await held.EnsureAsync(cancel);
        await keep.RemoveAsync(key, cancel);
        return new PhotoAnswer.Done(order, order.Photos.Received.First(p => p.Id == deleted.PhotoId));
    }

    private Task<Order> RecordAsync(OrderId id, Actor by, PhotoDeleted deleted, CancellationToken cancel) => log.DecideAsync(id, stream =>
    {
        var now = clock.GetUtcNow();
        var (events, order) = (Decision.Accepted)PhotoDecisions.Delete(stream.Fold()!, deleted, new Statement(by, now, now, TraceParent: Tracing.Current));
        return ValueTask.FromResult((events, order!));
    }, cancel);
}
