namespace Hub.Domain.Orders;

/// <summary>
/// Partners' lists are coarser than the domain's: one code for "appointment", another for "busy". This gives a fact its
/// right name for the state that the order is in, or nothing where it says nothing new.
/// </summary>
internal static class FactInterpretation
{
    public static OrderEvent? Normalise(Order order, OrderEvent fact, Actor by, DateTimeOffset occurredAt) => fact switch
    {
        // DICO has one code for "accepted": of an order that is accepted already it says that the answer on extra work was seen.
        OrderAccepted accepted when order.Accepted && order.ExtraWorkDecisions.Any(d => d.AcknowledgedAt is null) => new ExtraWorkAcknowledged(accepted.Remark),
        OrderAccepted when order.Accepted && order.EndedAt is null => null,
        // "Settled", without a word on how much, of what is settled already or was never to be settled.
        CostsSettled { Total: null, Lines: null } when order.SettledAt is not null || order.Progress is OrderStatus.Closed => null,
        WorkCompleted { Total: null, Lines: null or { Count: 0 } } when order.IsDone && order.Progress is not OrderStatus.Cancelled => null,
        WorkCompleted { Total: var total, Lines: var lines } when order.IsDone && order.Claim is { } claim && claim.Total == total
            && (claim.Lines ?? []).SequenceEqual(lines ?? []) => null,
        // Nor has it one for costs: who says "done" once more with other costs mends its claim.
        WorkCompleted done when order is { Terms: not null, Progress: OrderStatus.Settling, SettledAt: null } && (done.Lines is { Count: > 0 } || done.Total is not null) =>
            new CostsSettled(done.Total, done.Lines, done.Remark),
        // Systems send what they have with every message: the same photo of the same sender is no news.
        PhotoAdded added when order.Photos.Any(p => p.Id == added.PhotoId && p.By == by && p.Picture.OriginalSha256 == added.Picture.OriginalSha256) => null,
        PhotoAnnounced announced when order.Photos.Any(p => p.Id == announced.PhotoId && p.By == by)
            // Told differently of one that has not come yet, it is a correction, most often of the address.
            || order.AwaitedPhotos.Any(p => p.Announced == announced && p.By == by) => null,

        OrderCancelled when order.Progress is OrderStatus.Cancelled => null,
        OrderClosed when order.Progress is OrderStatus.Closed => null,

        AppointmentMade made when order.Appointment is { } stands => made.Window == stands ? null : new AppointmentMoved(made.Window, made.Remark),
        AppointmentMoved moved when order.Appointment is null && !order.IsDone => new AppointmentMade(moved.Window, moved.Remark),
        AppointmentMoved moved when moved.Window == order.Appointment => null,

        WorkStarted started when order.Interruption is { } i && order.StartedAt is not null && occurredAt >= i.Since => new WorkResumed(started.Remark),
        WorkStarted when order.StartedAt is { } first && order.Interruption is null && occurredAt >= first && !order.IsDone => null,
        WorkResumed resumed when order.StartedAt is null => new WorkStarted(resumed.Remark),
        WorkResumed when order.Interruption is null && !order.IsDone => null,
        _ => fact,
    };
}
