using System.Text.Json;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Moving;

/// <summary>A stream: its events and the receipts of the messages that were answered about it.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Events">Its events, version 1 first; none where only messages that were refused are about it.</param>
/// <param name="Receipts">Its receipts, by partner and message.</param>
public sealed record MovedStream(StreamId Stream, IReadOnlyList<MovedEvent> Events, IReadOnlyList<MovedReceipt> Receipts)
{
    /// <summary>A stream as stores read it.</summary>
    public static MovedStream Of(StreamId stream, IEnumerable<RecordedEvent> events, IEnumerable<Receipt> receipts, EventCodecs codecs)
    {
        var codec = codecs.Of(stream.Kind);
        return new(
            stream, [.. events.Select(e => MovedEvent.Of(e, codec))],
            [.. receipts.OrderBy(r => r.PartnerId, StringComparer.Ordinal).ThenBy(r => r.MessageId, StringComparer.Ordinal).Select(MovedReceipt.Of)]);
    }

    /// <summary>Its events as the log knows them.</summary>
    public IEnumerable<RecordedEvent> ToEvents(EventCodecs codecs)
    {
        var codec = codecs.Of(Stream.Kind);
        return Events.Select(e => e.ToEvent(Stream, codec));
    }

    /// <summary>Its receipts as the log knows them.</summary>
    public IEnumerable<Receipt> ToReceipts() => Receipts.Select(r => r.ToReceipt(Stream));
}

/// <summary>An event.</summary>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Event">Its JSON, by the codec of the stream's kind; the name is the member <c>type</c>.</param>
/// <param name="Role">On whose behalf it was reported.</param>
/// <param name="PartnerId">The partner that did; null for the hub.</param>
/// <param name="OccurredAt">When it happened, as reported.</param>
/// <param name="RecordedAt">When the hub recorded it.</param>
/// <param name="CausationId">The message that caused it.</param>
/// <param name="CorrelationId">What binds the messages of one conversation.</param>
/// <param name="TraceParent">W3C trace context.</param>
public sealed record MovedEvent(
    int Version, JsonElement Event, PartyRole Role, string? PartnerId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? CausationId,
    string? CorrelationId, string? TraceParent)
{
    internal static MovedEvent Of(RecordedEvent e, IEventCodec codec) => new(
        e.Version, MovedJson.Raw(codec.Write(e.Event)), e.By.Role, e.By.PartnerId, e.OccurredAt.ToUniversalTime(), e.RecordedAt.ToUniversalTime(),
        e.CausationId, e.CorrelationId, e.TraceParent);

    internal RecordedEvent ToEvent(StreamId stream, IEventCodec codec) => new()
    {
        Stream = stream, Version = Version, Event = codec.Read(MovedJson.Bytes(Event)), By = new Actor(Role, PartnerId), OccurredAt = OccurredAt,
        RecordedAt = RecordedAt, CausationId = CausationId, CorrelationId = CorrelationId, TraceParent = TraceParent,
    };
}

/// <summary>A receipt: the same message gets the same answer again.</summary>
/// <param name="PartnerId">Who sent the message.</param>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="BodyHash">Lower-case hex SHA-256 of what it says.</param>
/// <param name="ReceiptId">The hub's key of it.</param>
/// <param name="Version">Version of the stream after it.</param>
/// <param name="Refusal">Why it was refused; null where it was accepted.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record MovedReceipt(
    string PartnerId, string MessageId, string BodyHash, Guid ReceiptId, int Version, JsonElement? Refusal, DateTimeOffset ReceivedAt)
{
    internal static MovedReceipt Of(Receipt r) => new(
        r.PartnerId, r.MessageId, r.BodyHash, r.ReceiptId, r.Version,
        r.Refusal is null ? null : JsonSerializer.SerializeToElement(r.Refusal, OrderEventJson.Default.Refusal), r.ReceivedAt.ToUniversalTime());

    internal Receipt ToReceipt(StreamId stream) =>
        new(PartnerId, MessageId, BodyHash, ReceiptId, stream, Version, Refusal?.Deserialize(OrderEventJson.Default.Refusal), ReceivedAt);
}
