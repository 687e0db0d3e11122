namespace Hub.Application.Deliveries;

/// <summary>What the hub owes to whom, kept until it is done. Two adapters, one contract suite.</summary>
public interface IDeliveryStore
{
    /// <summary>Writes down what is owed; what is there already stays as it is. Durable when it returns.</summary>
    Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel);

    /// <summary>What is owed or parked in a lane, in order; at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<Delivery>> PendingInLaneAsync(LaneId lane, int max, CancellationToken cancel);

    /// <summary>
    /// Takes a delivery up for one attempt: raises <see cref="Delivery.Attempts"/> and holds it until <paramref name="until"/>.
    /// Null where it is not owed any more, was taken up since it was read, or is held by another.
    /// </summary>
    Task<Delivery?> TryClaimAsync(Delivery delivery, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel);

    /// <summary>
    /// Writes down what came of a claimed attempt and lets go; false where somebody else took the delivery up meanwhile
    /// (the hold had run out), and then nothing changes.
    /// </summary>
    Task<bool> SettleAsync(Delivery delivery, CancellationToken cancel);

    /// <summary>Changes a delivery that nobody holds, e.g. replays or skips it; false where its state or attempts have changed since it was read.</summary>
    Task<bool> ReplaceAsync(Delivery read, Delivery changed, DateTimeOffset now, CancellationToken cancel);

    /// <summary>A delivery by its id, or null.</summary>
    ValueTask<Delivery?> FindAsync(string id, CancellationToken cancel);

    /// <summary>A page of deliveries.</summary>
    ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel);

    /// <summary>Lanes of a partner whose first delivery is pending, claimed by nobody, and due at <paramref name="dueBefore"/> or earlier; at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<DueLane>> OverdueLanesAsync(string partnerId, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel);

    /// <summary>Makes whatever a partner is owed, and waits for a later attempt, due now; returns the lanes. For the moment at which a partner is back.</summary>
    Task<IReadOnlyList<LaneId>> MakeDueAsync(string partnerId, DateTimeOffset now, int max, CancellationToken cancel);

    /// <summary>What a partner that fetches is owed, oldest first: of each lane the deliveries before any parked one.</summary>
    ValueTask<IReadOnlyList<Delivery>> MailboxAsync(string partnerId, int max, CancellationToken cancel);

    /// <summary>The backlog of every partner that is owed anything.</summary>
    ValueTask<IReadOnlyList<PartnerBacklog>> BacklogAsync(CancellationToken cancel);
}
