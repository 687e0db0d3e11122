namespace Hub.Core.Orders;

/// <summary>What the hub answered to a message, kept with the order so that the same message gets the same answer again.</summary>
/// <param name="PartnerId">Who sent it.</param>
/// <param name="MessageId">The sender's id of the message.</param>
/// <param name="BodyHash">Lower-case hex SHA-256 of the message.</param>
/// <param name="ReceiptId">The hub's key of this message, given in every answer.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The order's version after it.</param>
/// <param name="Refusal">Why it was refused, or null where it was accepted.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record Receipt(
    string PartnerId, string MessageId, string BodyHash, Guid ReceiptId, OrderId OrderId, int Version, Refusal? Refusal, DateTimeOffset ReceivedAt);

/// <summary>An order's whole stream.</summary>
/// <param name="Events">All events, version 1 first.</param>
public sealed record OrderStream(IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>Version of the last event, 0 where there is none.</summary>
    public int Version => Events.Count;

    /// <summary>The folded state, or null where the order does not exist.</summary>
    public Order? Fold() => Order.Fold(Events);
}

/// <summary>What came of an append.</summary>
public enum AppendOutcome
{
    /// <summary>Events and receipt are durable.</summary>
    Appended,

    /// <summary>Somebody else appended first: load and decide again.</summary>
    VersionConflict,

    /// <summary>A receipt for this message stands already: give its answer.</summary>
    ReceiptExists,
}

/// <summary>One change of the log, as the feed tells it: enough to know what to fold.</summary>
/// <param name="OrderId">The order that changed.</param>
/// <param name="Version">The version that was appended.</param>
public sealed record OrderChange(Guid OrderId, int Version);

/// <summary>
/// The truth: one append-only stream of events an order, and beside it the receipts of the messages that it answered.
/// Two adapters, one contract suite.
/// </summary>
public interface IOrderLog
{
    /// <summary>The stream of an order; empty where it does not exist.</summary>
    ValueTask<OrderStream> LoadAsync(OrderId order, CancellationToken cancel);

    /// <summary>The receipt of a message, or null.</summary>
    ValueTask<Receipt?> FindReceiptAsync(OrderId order, string partnerId, string messageId, CancellationToken cancel);

    /// <summary>The refused messages of an order, oldest first.</summary>
    ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(OrderId order, CancellationToken cancel);

    /// <summary>
    /// Appends events that follow <paramref name="expectedVersion"/> and the receipt, both or neither; durable when it
    /// returns <see cref="AppendOutcome.Appended"/>. <paramref name="events"/> may be empty (a refusal, or nothing new).
    /// </summary>
    Task<AppendOutcome> AppendAsync(
        OrderId order, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, CancellationToken cancel);
}
