using Hub.Domain.Streams;

namespace Hub.Application.Archive;

/// <summary>Keeps every message as it came in, for the day on which somebody asks what was really sent.</summary>
public interface IMessageArchive
{
    /// <summary>Hash of the message that first bore this id, or null where there was none.</summary>
    ValueTask<string?> FirstHashAsync(string partnerId, string messageId, CancellationToken cancel);

    /// <summary>
    /// Keeps a message; one with the same receipt id takes the new outcome and keeps its body. Durable when it returns. Where all share a disk, one partner's
    /// messages may take a share of it: beyond it the oldest go that were not taken, and of those that were taken only the beginning of the body is kept.
    /// </summary>
    Task StoreAsync(ArchivedMessage message, CancellationToken cancel);

    /// <summary>The message with its body, or null.</summary>
    ValueTask<ArchivedMessage?> FindAsync(Guid receiptId, CancellationToken cancel);

    /// <summary>Messages without their bodies, newest first.</summary>
    ValueTask<IReadOnlyList<ArchivedMessage>> ListAsync(MessageQuery query, CancellationToken cancel);

    /// <summary>Empties the bodies of messages about a subject (its contact is erased); the rest of the record stays.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="until">Of those alone that were received until this moment; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many were emptied.</returns>
    Task<int> EraseBodiesAsync(StreamId subject, DateTimeOffset? until, CancellationToken cancel);

    /// <summary>Empties the bodies of messages without a subject for which the condition holds; the rest of the record stays.</summary>
    /// <param name="condition">Gets each such message that has a body, with it.</param>
    /// <param name="cancel">Gives up; what is emptied by then stays so.</param>
    /// <returns>How many were emptied.</returns>
    Task<int> EraseUnassignedBodiesAsync(Func<ArchivedMessage, bool> condition, CancellationToken cancel);

    /// <summary>Deletes messages received before <paramref name="all"/>, and those without a subject before <paramref name="orphans"/>; at most
    /// <paramref name="max"/> in one call.</summary>
    Task<int> PurgeAsync(DateTimeOffset all, DateTimeOffset orphans, int max, CancellationToken cancel);
}
