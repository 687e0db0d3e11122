using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Core.Intake;

/// <summary>A message at the door: who brings it, in which language, and its bytes.</summary>
public sealed record Submission
{
    /// <summary>The partner that was authenticated.</summary>
    public required Partner Partner { get; init; }

    /// <summary>The language of the face that it came in by.</summary>
    public required Language Language { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Media type as sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>What is asked of the resource.</summary>
    public Operation Operation { get; init; } = Operation.Post;

    /// <summary>Id in the address.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The language's own headers, names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Idempotency-Key, for messages without an identity of their own.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>W3C trace context of the request.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>The hub's answer to one message; each face words it in its own language.</summary>
/// <param name="ReceiptId">The hub's key of the message.</param>
public abstract record Answer(Guid ReceiptId)
{
    /// <summary>Taken and durable. <paramref name="MessageId"/> is the sender's; <paramref name="Repeated"/> where it was taken before.</summary>
    public sealed record Accepted(Guid ReceiptId, string MessageId, OrderId OrderId, int Version, bool Repeated) : Answer(ReceiptId)
    {
        /// <summary>The order as it is after this message; null where the message was repeated.</summary>
        public Order? Order { get; init; }
    }

    /// <summary>Read, kept, and refused by a rule; nothing changed.</summary>
    public sealed record Refused(Guid ReceiptId, string MessageId, Refusal Refusal) : Answer(ReceiptId);

    /// <summary>Kept but not readable; nothing changed.</summary>
    public sealed record Unreadable(Guid ReceiptId, IReadOnlyList<ReadingError> Errors) : Answer(ReceiptId);

    /// <summary>The id was used before for another message; nothing changed.</summary>
    public sealed record Reused(Guid ReceiptId, string MessageId) : Answer(ReceiptId);

    /// <summary>The same message is being worked on at this moment; ask again.</summary>
    public sealed record Running(Guid ReceiptId, string MessageId) : Answer(ReceiptId);
}
