using System.Text.Json;
using Hub.Application.Archive;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Moving;

/// <summary>A message as it came in. Its members are those of <see cref="ArchivedMessage"/>.</summary>
/// <param name="ReceiptId">The hub's key of the message.</param>
/// <param name="PartnerId">Who sent it.</param>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="Hash">Lower-case hex SHA-256 of what was asked.</param>
/// <param name="ContentType">Media type as sent.</param>
/// <param name="Request">What was asked of which resource.</param>
/// <param name="Size">Bytes as sent.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Subject">The stream of its subject.</param>
/// <param name="Reason">Why it was not taken.</param>
/// <param name="Body">The bytes that are kept, in base64; null where none are. Personal data.</param>
public sealed record MovedMessage(
    Guid ReceiptId, string PartnerId, string MessageId, string Hash, string? ContentType, string Request, long Size, DateTimeOffset ReceivedAt,
    MessageOutcome Outcome, StreamId? Subject, string? Reason, byte[]? Body)
{
    /// <summary>A message as archives read it.</summary>
    public static MovedMessage Of(ArchivedMessage m) => new(
        m.ReceiptId, m.PartnerId, m.MessageId, m.Hash, m.ContentType, m.Request, m.Size, m.ReceivedAt.ToUniversalTime(), m.Outcome, m.Subject, m.Reason,
        m.Body.IsEmpty ? null : m.Body.ToArray());

    /// <summary>The message as the archive knows it.</summary>
    public ArchivedMessage ToMessage() => new()
    {
        ReceiptId = ReceiptId, PartnerId = PartnerId, MessageId = MessageId, Hash = Hash, ContentType = ContentType, Request = Request, Size = Size,
        ReceivedAt = ReceivedAt, Outcome = Outcome, Subject = Subject, Reason = Reason, Body = Body ?? ReadOnlyMemory<byte>.Empty,
    };
}

/// <summary>The contact of a subject, and when somebody looks whether it must go.</summary>
/// <param name="Subject">The stream of the subject.</param>
/// <param name="ReviewAt">When.</param>
/// <param name="Contact">The contact; null where there is none. Personal data.</param>
/// <param name="SavedAt">When it was saved: an erasure from before that does not mean it. Null where that is not known.</param>
public sealed record MovedContact(StreamId Subject, DateTimeOffset ReviewAt, JsonElement? Contact, DateTimeOffset? SavedAt)
{
    /// <summary>A contact as stores keep it.</summary>
    /// <param name="subject">The stream of the subject.</param>
    /// <param name="reviewAt">When somebody looks at it.</param>
    /// <param name="json">The contact's JSON; null or empty where there is none.</param>
    /// <param name="savedAt">When it was saved; null where that is not known.</param>
    public static MovedContact Of(StreamId subject, DateTimeOffset reviewAt, byte[]? json, DateTimeOffset? savedAt)
    {
        if (json is not { Length: > 0 }) return new MovedContact(subject, reviewAt, null, null);
        var contact = JsonSerializer.Deserialize(json, OrderEventJson.Default.ResidentContact) ?? throw new JsonException("A stored contact is null.");
        return new MovedContact(subject, reviewAt, JsonSerializer.SerializeToElement(contact, OrderEventJson.Default.ResidentContact), savedAt);
    }

    /// <summary>The contact's JSON as stores keep it; null where there is none.</summary>
    public byte[]? ToJson() => Contact is { } contact ? MovedJson.Bytes(contact) : null;
}

/// <summary>A picture of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="MediaType">Their media type.</param>
/// <param name="PhotoId">The photo's id on its order.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record MovedPicture(Guid OrderId, string Sha256, long Length, string MediaType, string PhotoId, DateTimeOffset ReceivedAt);
