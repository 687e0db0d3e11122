using Hub.Domain.Streams;

namespace Hub.Application.Archive;

/// <summary>What became of a message.</summary>
public enum MessageOutcome
{
    /// <summary>Taken; its events are on the order.</summary>
    Accepted,

    /// <summary>Read, but a rule said no.</summary>
    Refused,

    /// <summary>Not readable.</summary>
    Unreadable,
}

/// <summary>A message as it came in, and what became of it. The body may hold personal data: only the administrator reads it.</summary>
public sealed record ArchivedMessage
{
    /// <summary>The hub's key of the message, given in every answer.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary>Who sent it.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The sender's id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>
    /// Lower-case hex SHA-256 of what was asked: operation, resource, and what the body says; of its bytes where it cannot be read or an earlier version
    /// kept it.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>Media type as sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>What was asked of which resource, e.g. <c>Patch 4711</c>.</summary>
    public required string Request { get; init; }

    /// <summary>
    /// The bytes; of an oversized message the first MiB, of one beyond its partner's share of the disk less or nothing. Empty once it was erased.
    /// </summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Size in bytes as sent, where more than was kept.</summary>
    public long Size { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What became of it.</summary>
    public MessageOutcome Outcome { get; init; }

    /// <summary>The stream of its subject; null where the message has none, or names none that the hub knows.</summary>
    public StreamId? Subject { get; init; }

    /// <summary>Why it was not taken, for a person; of one that was, what to look at all the same, and null where there is nothing.</summary>
    public string? Reason { get; init; }
}
