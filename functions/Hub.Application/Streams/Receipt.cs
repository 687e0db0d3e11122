using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>What the hub answered to a message, kept with its subject so that the same message gets the same answer again.</summary>
/// <param name="PartnerId">Who sent it.</param>
/// <param name="MessageId">The sender's id of the message.</param>
/// <param name="BodyHash">Lower-case hex SHA-256 of what the message says; of its bytes where an earlier version kept it.</param>
/// <param name="ReceiptId">The hub's key of this message, given in every answer.</param>
/// <param name="Stream">The stream of its subject.</param>
/// <param name="Version">Version of the stream after it.</param>
/// <param name="Refusal">Why it was refused, or null where it was accepted.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record Receipt(
    string PartnerId, string MessageId, string BodyHash, Guid ReceiptId, StreamId Stream, int Version, Refusal? Refusal, DateTimeOffset ReceivedAt);
