using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>The outbox: which messages are to go to whom, kept until they are done. Two adapters, one contract suite.</summary>
public interface IDeliveryStore
{
    /// <summary>Enqueues deliveries; one that is there already stays as it is. Durable when it returns.</summary>
    Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel);

    /// <summary>What is pending or parked in a lane, in order; at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<Delivery>> PendingInLaneAsync(LaneId lane, int max, CancellationToken cancel);

    /// <summary>
    /// Claims a delivery for one attempt: raises <see cref="Delivery.Attempts"/>, notes when it was first tried, and holds it until
    /// <paramref name="until"/>.
    /// Null where it is not pending any more, was claimed since it was read, or is held by another.
    /// </summary>
    Task<Delivery?> TryClaimAsync(Delivery delivery, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel);

    /// <summary>
    /// Writes down the result of a claimed attempt and releases the claim; false where somebody else claimed the delivery meanwhile
    /// (this claim had ended), and then nothing changes.
    /// </summary>
    Task<bool> SettleAsync(Delivery delivery, CancellationToken cancel);

    /// <summary>The message that was kept for a delivery; null where none is.</summary>
    ValueTask<KeptMessage?> FindMessageAsync(Delivery delivery, CancellationToken cancel);

    /// <summary>
    /// Keeps the message of a pending delivery, in the place of the one that was read. Durable when it returns. A message goes when its delivery is
    /// delivered or skipped, and when one that the recipient
    /// refused is changed to be tried anew (<see cref="Delivery.WasRefused"/>).
    /// </summary>
    Task<KeepOutcome> KeepMessageAsync(Delivery delivery, KeptMessage? read, KeptMessage message, CancellationToken cancel);

    /// <summary>Erases the kept messages about a stream that name a person. They are written anew, without the person, when they are sent.</summary>
    Task EraseMessagesAsync(StreamId stream, CancellationToken cancel);

    /// <summary>Changes a delivery that nobody holds, e.g. replays or skips it; false where its state or attempts have changed since it was read.</summary>
    Task<bool> ReplaceAsync(Delivery read, Delivery changed, DateTimeOffset now, CancellationToken cancel);

    /// <summary>A delivery by its id, or null.</summary>
    ValueTask<Delivery?> FindAsync(string id, CancellationToken cancel);

    /// <summary>A page of deliveries.</summary>
    ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel);

    /// <summary>
    /// Lanes of a recipient whose first delivery is pending, claimed by nobody, and due at <paramref name="dueBefore"/> or earlier; at most
    /// <paramref name="max"/>.
    /// </summary>
    ValueTask<IReadOnlyList<DueLane>> OverdueLanesAsync(Recipient recipient, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel);

    /// <summary>
    /// Brings the next attempts to a recipient forward, for the moment at which it can be reached again: of what waits beyond <paramref name="first"/> the
    /// lane that was enqueued first is due then, each further one <paramref name="step"/> later; none later than it was.
    /// </summary>
    /// <param name="recipient">To whom.</param>
    /// <param name="first">When the first of them is due; what is due by then already stays as it is.</param>
    /// <param name="step">Time from one lane to the next; with none all are due at once.</param>
    /// <param name="max">At most so many lanes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The lanes, with when they are due.</returns>
    Task<IReadOnlyList<DueLane>> MakeDueAsync(Recipient recipient, DateTimeOffset first, TimeSpan step, int max, CancellationToken cancel);

    /// <summary>What is pending for a partner that fetches, oldest first: of each lane the deliveries before any parked one.</summary>
    ValueTask<IReadOnlyList<Delivery>> MailboxAsync(Recipient recipient, int max, CancellationToken cancel);

    /// <summary>The backlog of every recipient that has one.</summary>
    ValueTask<IReadOnlyList<Backlog>> BacklogAsync(CancellationToken cancel);

    /// <summary>Whether a recipient took a delivery at a moment or after it.</summary>
    ValueTask<bool> HasDeliveredSinceAsync(Recipient recipient, DateTimeOffset since, CancellationToken cancel);
}
