namespace Hub.Application.Intake;

/// <summary>One message, read: what it says about which subject, and nothing yet decided. Each kind of subject has a message of its own.</summary>
public abstract record IncomingMessage
{
    /// <summary>The sender's identity of the message, in the one form of a key; null where the message and its headers have none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The same identity as it was sent and as earlier versions kept it, where that is not the one form of a key; else null.</summary>
    public string? EarlierMessageId { get; init; }

    /// <summary>What binds messages of one conversation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it happened; null is "now".</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>
    /// SHA-256 of what the message says, the same for every way of writing it and its keys, with all of it that the hub does not use; null where only its
    /// bytes can tell.
    /// </summary>
    public ReadOnlyMemory<byte>? Meaning { get; init; }

    /// <summary>
    /// The same in the forms in which earlier versions kept it, such as with keys as they were sent; null where those are no others. Worked out when it is
    /// asked for: only a message that was taken before under another hash needs it.
    /// </summary>
    public Lazy<IReadOnlyList<byte[]>>? EarlierMeanings { get; init; }

    /// <summary>The bytes of this message within a batch; null where the body is this one message.</summary>
    public ReadOnlyMemory<byte>? Raw { get; init; }
}
