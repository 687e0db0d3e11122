using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>
/// The truth: append-only streams of events, of any kind of subject (<see cref="StreamId.Kind"/>), and with each stream the receipts of the messages
/// that were answered about it. Two adapters, one contract suite. Every member throws <see cref="StoreException"/> where the store cannot do it now.
/// </summary>
public interface IEventLog
{
    /// <summary>A stream; empty where it does not exist.</summary>
    ValueTask<EventStream> LoadAsync(StreamId stream, CancellationToken cancel);

    /// <summary>
    /// A page of all streams, for rebuilding projections. Each stream that was there at the first page is in one page; one that comes meanwhile may be left out.
    /// </summary>
    /// <param name="cursor">Where the page before ended; null for the first page.</param>
    /// <param name="max">The most streams in a page.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StreamPage> ListStreamsAsync(string? cursor, int max, CancellationToken cancel);

    /// <summary>How many streams there are, about.</summary>
    ValueTask<long> CountStreamsAsync(CancellationToken cancel);

    /// <summary>The receipt of a message, or null.</summary>
    ValueTask<Receipt?> FindReceiptAsync(StreamId stream, string partnerId, string messageId, CancellationToken cancel);

    /// <summary>The receipts of refused messages about a subject, oldest first.</summary>
    ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(StreamId stream, CancellationToken cancel);

    /// <summary>
    /// Appends events that follow <paramref name="expectedVersion"/> and the receipt, both or neither; durable when it
    /// returns <see cref="AppendOutcome.Appended"/>. <paramref name="events"/> may be empty (a refusal, or nothing new).
    /// </summary>
    Task<AppendOutcome> AppendAsync(
        StreamId stream, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, CancellationToken cancel);
}
