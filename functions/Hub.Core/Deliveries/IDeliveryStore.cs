using Hub.Core.Orders;

namespace Hub.Core.Deliveries;

/// <summary>Which deliveries to list.</summary>
/// <param name="State">In this state only.</param>
/// <param name="PartnerId">To this partner only.</param>
/// <param name="OrderId">Of this order only.</param>
/// <param name="Cursor">Where the page before ended.</param>
/// <param name="Limit">At most this many.</param>
public sealed record DeliveryQuery(DeliveryState? State = null, string? PartnerId = null, OrderId? OrderId = null, string? Cursor = null, int Limit = 50);

/// <summary>A page of deliveries, oldest first.</summary>
/// <param name="Items">The page.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Items, string? Cursor);

/// <summary>What one partner is owed.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="Owed">Deliveries still to be made.</param>
/// <param name="Parked">Deliveries that wait for a person.</param>
/// <param name="OldestOwed">Since when the oldest is owed.</param>
public sealed record PartnerBacklog(string PartnerId, int Owed, int Parked, DateTimeOffset? OldestOwed);

/// <summary>What the hub owes to whom, kept until it is done. Two adapters, one contract suite.</summary>
public interface IDeliveryStore
{
    /// <summary>Writes down what is owed; what is there already stays as it is. Durable when it returns.</summary>
    Task OweAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel);

    /// <summary>What is owed or parked in a lane, in order; at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<Delivery>> OpenInLaneAsync(LaneId lane, int max, CancellationToken cancel);

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

    /// <summary>Lanes of a partner with something owed, held by nobody, untried or due before <paramref name="dueBefore"/>, and whose head is not parked.</summary>
    ValueTask<IReadOnlyList<LaneId>> OverdueLanesAsync(string partnerId, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel);

    /// <summary>Makes whatever a partner is owed, and waits for a later attempt, due now; returns the lanes. For the moment at which a partner is back.</summary>
    Task<IReadOnlyList<LaneId>> WakeAsync(string partnerId, DateTimeOffset now, int max, CancellationToken cancel);

    /// <summary>What a partner that fetches is owed, oldest first: of each lane the deliveries before any parked one.</summary>
    ValueTask<IReadOnlyList<Delivery>> MailboxAsync(string partnerId, int max, CancellationToken cancel);

    /// <summary>The backlog of every partner that is owed anything.</summary>
    ValueTask<IReadOnlyList<PartnerBacklog>> BacklogAsync(CancellationToken cancel);
}

/// <summary>Rings for a lane: "look here, now or then". A lost or doubled ring does no harm.</summary>
public interface IBell
{
    /// <summary>Rings for each of these lanes; at <paramref name="at"/>, or now where that is null.</summary>
    Task RingAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel);
}

/// <summary>An order whose change could not be folded yet.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="FromVersion">The first version that was not passed on.</param>
public sealed record OwedFold(OrderId OrderId, int FromVersion);

/// <summary>Orders that the relay stumbled over: noted, so that the feed goes on and a sweep does them.</summary>
public interface IOwedFolds
{
    /// <summary>Notes an order; an earlier version that is noted already stays.</summary>
    Task AddAsync(OwedFold fold, CancellationToken cancel);

    /// <summary>The earliest version that is owed of each of these orders.</summary>
    ValueTask<IReadOnlyDictionary<OrderId, int>> FindAsync(IReadOnlyCollection<OrderId> orders, CancellationToken cancel);

    /// <summary>Owed folds, oldest first.</summary>
    ValueTask<IReadOnlyList<OwedFold>> ListAsync(int max, CancellationToken cancel);

    /// <summary>Strikes an order out, unless it was noted anew with an earlier version.</summary>
    Task RemoveAsync(OwedFold fold, CancellationToken cancel);
}
