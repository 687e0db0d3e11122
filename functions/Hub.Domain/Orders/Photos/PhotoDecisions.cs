using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>What becomes of photos that are on an order already: decided apart from the table of facts, for no state of an order rules it out.</summary>
public static class PhotoDecisions
{
    /// <summary>
    /// Deletes a photo, with every other photo of the order that shows the very same picture: whoever must not be seen on one must not
    /// be seen on the others. No events where all of them are deleted already.
    /// </summary>
    public static Decision Delete(Order order, PhotoDeleted deleted, Statement statement)
    {
        if (order.Photos.Received.FirstOrDefault(p => p.Id == deleted.PhotoId) is not { } photo)
            return new Decision.Refused(new Refusal(RefusalKind.NotFound, "photo-not-found", "The order has no such photo."));
        var builder = new DecisionBuilder(order.Id, order, statement);
        foreach (var same in order.Photos.Received.Where(p => p.Deleted is null && p.Picture.Sha256 == photo.Picture.Sha256))
            builder.Add(deleted with { PhotoId = same.Id });
        return new Decision.Accepted(builder.Events, builder.Order);
    }

    /// <summary>Gives a photo up that was announced; no events where it is not waited for any more, or was announced anew.</summary>
    public static IReadOnlyList<RecordedEvent> Reject(Order order, AwaitedPhoto awaited, PhotoRejected rejected, Statement statement)
    {
        if (!order.Photos.Awaited.Contains(awaited)) return [];
        var builder = new DecisionBuilder(order.Id, order, statement);
        builder.AddAutomatic(rejected);
        // It may have been the last that was waited for: now it is known what is missing.
        AutomaticEvents.Add(builder);
        return builder.Events;
    }
}
