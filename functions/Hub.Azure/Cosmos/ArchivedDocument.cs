using Hub.Application.Archive;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>Where the body of an archived message is.</summary>
internal enum BodyState
{
    /// <summary>It came without one.</summary>
    None,

    /// <summary>It is about to be written, or a crash came between.</summary>
    Pending,

    /// <summary>It lies in Blob Storage.</summary>
    Kept,

    /// <summary>It was erased, and is never written again.</summary>
    Erased,
}

/// <summary>An archived message without its body.</summary>
internal sealed record ArchivedDocument : Document
{
    /// <summary>The partition: partner and message id.</summary>
    public required string MessageKey { get; init; }

    public required string PartnerId { get; init; }

    public required string MessageId { get; init; }

    public required string Hash { get; init; }

    public string? ContentType { get; init; }

    public required string Request { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required MessageOutcome Outcome { get; init; }

    public StreamId? Subject { get; init; }

    /// <summary>True where it has no subject; else null.</summary>
    public bool? IsOrphan { get; init; }

    public string? Reason { get; init; }

    public BodyState Body { get; init; }

    /// <summary>True where a body lies in Blob Storage, or may; else null.</summary>
    public bool? HasBody { get; init; }

    /// <summary>Place among all messages: when it was stored, and its id.</summary>
    public required string Position { get; init; }

    public static string KeyOf(string partnerId, string messageId) => DocumentId.Of(partnerId, messageId);

    public static ArchivedDocument Of(ArchivedMessage m, DateTimeOffset storedAt)
    {
        var body = m.Body.IsEmpty ? BodyState.None : BodyState.Pending;
        return new()
        {
            Id = m.ReceiptId.ToString(),
            MessageKey = KeyOf(m.PartnerId, m.MessageId),
            PartnerId = m.PartnerId,
            MessageId = m.MessageId,
            Hash = m.Hash,
            ContentType = m.ContentType,
            Request = m.Request,
            Size = m.Size,
            ReceivedAt = m.ReceivedAt,
            Outcome = m.Outcome,
            Subject = m.Subject,
            IsOrphan = m.Subject is null ? true : null,
            Reason = m.Reason,
            Body = body,
            HasBody = body is BodyState.Pending ? true : null,
            Position = $"{SortableMoment.Text(storedAt)}/{m.ReceiptId}",
        };
    }

    /// <summary>With what came of it the last time.</summary>
    public ArchivedDocument With(ArchivedMessage again)
    {
        var subject = again.Subject ?? Subject;
        return this with { Outcome = again.Outcome, Reason = again.Reason, Subject = subject, IsOrphan = subject is null ? true : null };
    }

    public ArchivedMessage ToMessage(ReadOnlyMemory<byte> body) => new()
    {
        ReceiptId = Guid.Parse(Id),
        PartnerId = PartnerId,
        MessageId = MessageId,
        Hash = Hash,
        ContentType = ContentType,
        Request = Request,
        Body = body,
        Size = Size,
        ReceivedAt = ReceivedAt,
        Outcome = Outcome,
        Subject = Subject,
        Reason = Reason,
    };
}

/// <summary>The hash of a message.</summary>
internal sealed record HashResult(string Hash);
