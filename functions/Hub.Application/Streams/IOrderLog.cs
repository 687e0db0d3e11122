using Hub.Domain.Orders;

namespace Hub.Application.Streams;

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
