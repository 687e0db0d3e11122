using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Evidence;

/// <summary>
/// Takes a photo in: cleans it, puts it in the store, and tells of it on the order; it answers when both are durable. The photo's id is
/// its identity: whoever has no answer sends it again and gets the same one.
/// </summary>
public sealed class AddPhoto(IEventLog log, StorePictures keep, DecisionContextLoader look, TimeProvider clock)
{
    // Stands for a picture that nobody has seen yet.
    private static readonly StoredPicture Unseen = new(new string('0', 64), new string('0', 64), "", 0, 0, 0);

    /// <summary>
    /// Why a photo would be refused whatever it looks like; null where it must be seen first. Asked before twenty megabytes are read
    /// that nobody wants.
    /// </summary>
    public async Task<Refusal?> RefusalAsync(Order order, Actor by, PhotoToAdd photo, CancellationToken cancel) =>
        order.Photos.Received.Any(p => p.Id == photo.PhotoId) ? null : (await DecideAsync(order, by, Fact(photo, Unseen, null), photo, cancel) as Decision.Refused)?.Refusal;

    /// <summary>Takes a photo in.</summary>
    /// <param name="id">The order.</param>
    /// <param name="by">Who brings it.</param>
    /// <param name="photo">What it is.</param>
    /// <param name="original">The picture as it came.</param>
    /// <param name="cancel">Gives up; once the picture is in the store, not any more.</param>
    public async Task<PhotoAnswer> AddAsync(OrderId id, Actor by, PhotoToAdd photo, OriginalPicture original, CancellationToken cancel)
    {
        // The same photo again is put again: the store may have lost or damaged it meanwhile, and a sender that has it can heal it.
        var known = Known((await log.LoadAsync(id, cancel)).Fold(), by, photo, original.Sha256);
        if (known is PhotoAnswer.Refused or PhotoAnswer.Overtaken) return known;

        using var inMemory = await original.BringAsync(cancel);
        var (picture, refused) = PreparedPicture.Of(inMemory.Memory, original.Sha256);
        if (picture is null) return known ?? new PhotoAnswer.Refused(new Refusal(RefusalKind.Invalid, refused!.Code, refused.Reason));
        var key = new EvidenceKey(id, picture.Kept.Sha256);
        await using var held = await keep.HoldAsync([key], cancel);
        await keep.PutAsync(key, picture, photo.PhotoId, cancel);
        await held.EnsureAsync(cancel);
        return await RecordAsync(id, by, photo, picture, CancellationToken.None);
    }

    private async Task<PhotoAnswer> RecordAsync(OrderId id, Actor by, PhotoToAdd photo, PreparedPicture picture, CancellationToken cancel)
    {
        var (order, answer) = await log.DecideAsync<(Order?, PhotoAnswer)>(id, async stream =>
        {
            var order = stream.Fold();
            if (Known(order, by, photo, picture.Kept.OriginalSha256) is { } known) return ([], (order, known));
            return await DecideAsync(order!, by, Fact(photo, picture.Kept, picture.TakenAt), photo, cancel) switch
            {
                Decision.Accepted { Events: var events, Order: { } after } => (events, (after, new PhotoAnswer.Done(after, after.Photos.Received.First(p => p.Id == photo.PhotoId)))),
                var refused => ([], (order, new PhotoAnswer.Refused(((Decision.Refused)refused).Refusal))),
            };
        }, cancel);
        // What no photo of the order shows was put for nothing. Its sender gets the refusal also where it cannot be removed now, or it would send it for ever.
        if (order is null || !order.Photos.Received.Any(p => p.Deleted is null && p.Picture.Sha256 == picture.Kept.Sha256))
            await keep.RemoveNowOrLaterAsync(new EvidenceKey(id, picture.Kept.Sha256), cancel);
        return answer;
    }

    private static PhotoAnswer? Known(Order? order, Actor by, PhotoToAdd photo, string originalSha256)
    {
        // Somebody else may have got the order while the picture came in.
        if (order is null || !order.IsOf(by)) return new PhotoAnswer.Refused(OrderDecisions.NoSuchOrder());
        if (order.Photos.Received.FirstOrDefault(p => p.Id == photo.PhotoId) is not { } there)
            return photo.Awaited is null || order.Photos.Awaited.Contains(photo.Awaited) ? null : new PhotoAnswer.Overtaken();
        if (there.By == by && there.Picture.OriginalSha256 == originalSha256 && there.Added.Moment == photo.Moment && there.Added.LineNumber == photo.LineNumber
            && there.Added.Remark == photo.Remark)
        {
            // Its sender must not take it for kept.
            return there.Deleted is null
                ? new PhotoAnswer.Done(order, there)
                : new PhotoAnswer.Refused(new Refusal(RefusalKind.WrongState, "photo-deleted", "This photo was deleted from the order, and does not come back."));
        }
        return new PhotoAnswer.Refused(new Refusal(RefusalKind.Exists, "photo-exists",
            $"The order has another photo {photo.PhotoId}: other bytes, or another moment, line or remark. Give this one an id of its own."));
    }

    private async Task<Decision> DecideAsync(Order order, Actor by, PhotoAdded fact, PhotoToAdd photo, CancellationToken cancel)
    {
        if (photo is { LineMustExist: true, LineNumber: { } line } && !PhotoRules.HasLine(order, line))
            return new Decision.Refused(PhotoRules.NoSuchLine);
        var now = clock.GetUtcNow();
        OrderCommand[] commands = [new Report(fact)];
        return OrderDecisions.Decide(order.Id, order, commands, new Statement(by, now, now, $"photo {photo.PhotoId}", TraceParent: Tracing.Current), await look.LoadAsync(order, commands, now, cancel));
    }

    private static PhotoAdded Fact(PhotoToAdd photo, StoredPicture picture, DateTimeOffset? takenAt) =>
        new(photo.PhotoId, photo.Moment, picture, photo.LineNumber, takenAt, photo.Remark);
}
