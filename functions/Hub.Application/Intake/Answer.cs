using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>The hub's answer to one message; each endpoint words it in its own language.</summary>
/// <param name="ReceiptId">The hub's key of the message.</param>
public abstract record Answer(Guid ReceiptId)
{
    /// <summary>
    /// Taken and durable. <paramref name="MessageId"/> is the sender's; <paramref name="Subject"/> the stream that it is about, null where it is about
    /// none; <paramref name="Version"/> that stream's version after it; <paramref name="Repeated"/> where it was taken before.
    /// </summary>
    public sealed record Accepted(Guid ReceiptId, string MessageId, StreamId? Subject, int Version, bool Repeated) : Answer(ReceiptId)
    {
        /// <summary>The order as it is after this message; null where the message was repeated, or is not about an order.</summary>
        public Order? Order { get; init; }
    }

    /// <summary>Read, kept, and refused by a rule; nothing changed.</summary>
    public sealed record Refused(Guid ReceiptId, string MessageId, Refusal Refusal) : Answer(ReceiptId);

    /// <summary>Kept but not readable; nothing changed.</summary>
    public sealed record Unreadable(Guid ReceiptId, IReadOnlyList<ReadError> Errors) : Answer(ReceiptId);

    /// <summary>The id was used before for another message; nothing changed.</summary>
    public sealed record Reused(Guid ReceiptId, string MessageId) : Answer(ReceiptId);

    /// <summary>The same message is being worked on at this moment; ask again.</summary>
    public sealed record Running(Guid ReceiptId, string MessageId) : Answer(ReceiptId);
}
