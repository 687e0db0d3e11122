using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>An event, in the partition of its stream.</summary>
internal sealed record EventDocument : Document
{
    /// <summary>The partition.</summary>
    public required StreamId StreamId { get; init; }

    /// <summary>Place in the stream; only events have one.</summary>
    public required int Version { get; init; }

    /// <summary>The event's JSON as a text: the service keeps JSON numbers as doubles, and an amount of money must come back as it was.</summary>
    public string Body { get; init; } = "{}";

    public PartyRole Role { get; init; }

    public string? PartnerId { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public string? CausationId { get; init; }

    public string? CorrelationId { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>True where it was moved here from another hub, whose followers processed it; else absent. Followers of the change feed pass it over.</summary>
    public bool? IsImported { get; init; }

    /// <summary>The id of the event with this version.</summary>
    public static string IdOf(int version) => string.Create(CultureInfo.InvariantCulture, $"e-{version}");

    public static EventDocument Of(RecordedEvent e, IEventCodec codec) => new()
    {
        Id = IdOf(e.Version),
        StreamId = e.Stream,
        Version = e.Version,
        Body = Encoding.UTF8.GetString(codec.Write(e.Event)),
        Role = e.By.Role,
        PartnerId = e.By.PartnerId,
        OccurredAt = e.OccurredAt,
        RecordedAt = e.RecordedAt,
        CausationId = e.CausationId,
        CorrelationId = e.CorrelationId,
        TraceParent = e.TraceParent,
    };

    public RecordedEvent ToEvent(IEventCodec codec) => new()
    {
        Stream = StreamId,
        Version = Version,
        Event = codec.Read(Encoding.UTF8.GetBytes(Body)),
        By = new Actor(Role, PartnerId),
        OccurredAt = OccurredAt,
        RecordedAt = RecordedAt,
        CausationId = CausationId,
        CorrelationId = CorrelationId,
        TraceParent = TraceParent,
    };
}

/// <summary>The receipt of a message, in the partition of its subject's stream.</summary>
internal sealed record ReceiptDocument : Document
{
    /// <summary>The partition.</summary>
    public required StreamId StreamId { get; init; }

    public required string PartnerId { get; init; }

    public required string MessageId { get; init; }

    public required string BodyHash { get; init; }

    public required Guid ReceiptId { get; init; }

    /// <summary>Version of the stream after the message. Not <c>version</c>: by that events are found.</summary>
    public required int StreamVersion { get; init; }

    /// <summary>True where the message was refused; else absent.</summary>
    public bool? IsRefusal { get; init; }

    /// <summary>The refusal's JSON, as a text.</summary>
    public string? Refusal { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The id of the receipt of a partner's message.</summary>
    public static string IdOf(string partnerId, string messageId) => "r-" + DocumentId.Of(partnerId, messageId);

    public static ReceiptDocument Of(Receipt r) => new()
    {
        Id = IdOf(r.PartnerId, r.MessageId),
        StreamId = r.Stream,
        PartnerId = r.PartnerId,
        MessageId = r.MessageId,
        BodyHash = r.BodyHash,
        ReceiptId = r.ReceiptId,
        StreamVersion = r.Version,
        IsRefusal = r.Refusal is null ? null : true,
        Refusal = r.Refusal is null ? null : JsonSerializer.Serialize(r.Refusal, OrderEventJson.Default.Refusal),
        ReceivedAt = r.ReceivedAt,
    };

    public Receipt ToReceipt() => new(
        PartnerId, MessageId, BodyHash, ReceiptId, StreamId, StreamVersion,
        Refusal is null ? null : JsonSerializer.Deserialize(Refusal, OrderEventJson.Default.Refusal), ReceivedAt);
}

/// <summary>A stream, as the list of streams gives it.</summary>
internal sealed record StreamKeyResult(StreamId StreamId);
