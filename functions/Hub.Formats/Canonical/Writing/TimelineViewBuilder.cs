using System.Text.Json;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Formats.Canonical.Codes;
using static Hub.Formats.Canonical.ContentMap;

namespace Hub.Formats.Canonical.Writing;

/// <summary>The JSON of all that happened to an order, as <c>GET /api/v1/orders/{orderId}/timeline</c> answers it.</summary>
public static class TimelineViewBuilder
{
    /// <summary>Writes the events (version 1 first) and the refused messages (oldest first) as one JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="order">The order that both are of.</param>
    /// <param name="events">What happened.</param>
    /// <param name="refused">Messages that were refused; a receipt without a refusal is left out.</param>
    public static void Write(Utf8JsonWriter writer, OrderId order, IReadOnlyList<RecordedEvent> events, IReadOnlyList<Receipt> refused) =>
        JsonSerializer.Serialize(
            writer,
            new TimelineView
            {
                OrderId = order.Value,
                Events = [.. events.Select(Event)],
                Refused = [.. refused.Select(Refused).OfType<RefusedMessage>()],
            },
            PayloadJson.Default.TimelineView);

    private static TimelineEvent Event(RecordedEvent recorded)
    {
        var type = EventTypes.Of(recorded.OrderEvent);
        return new TimelineEvent
        {
            Version = recorded.Version,
            Type = type.FullName,
            Data = type.Write(recorded.OrderEvent),
            By = new ActorView { Role = WireNames.Role[recorded.By.Role], Partner = recorded.By.PartnerId },
            OccurredAt = recorded.OccurredAt,
            RecordedAt = recorded.RecordedAt,
            MessageId = recorded.CausationId,
        };
    }

    private static RefusedMessage? Refused(Receipt receipt) => receipt.Refusal is not { } refusal ? null : new()
    {
        ReceiptId = receipt.ReceiptId,
        Partner = receipt.PartnerId,
        MessageId = receipt.MessageId,
        ReceivedAt = receipt.ReceivedAt,
        Kind = WireNames.Refusal[refusal.Kind],
        Code = refusal.Code,
        Reason = refusal.Reason,
        Place = refusal.Place,
    };
}
