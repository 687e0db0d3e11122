using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Application.Deliveries;
using Hub.Application.Reading;
using Hub.Application.Settings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Canonical.Codes;

namespace Hub.Formats.Canonical.Writing;

/// <summary>
/// Writes one CloudEvent (structured JSON) for every event of the domain. <c>data</c> is the event's own payload and
/// <c>order</c>: the state of the order. Where work is handed out or changed, <c>order</c> is the whole order and
/// <c>resident</c> is whom to call, so that the contractor needs to look nothing up.
/// </summary>
public sealed class MessageWriter : IOrderMessageWriter
{
    internal const string MediaType = "application/cloudevents+json";

    // The contractor must be able to begin (or to go on) from these alone.
    private static readonly HashSet<Type> WithResident = [typeof(OrderAwarded), typeof(OrderAmended), typeof(OrderApproved)];

    // These move deadlines beside.
    private static readonly HashSet<Type> WithWholeOrder = [.. WithResident, typeof(LeadTimeAgreed), typeof(KeysReceived)];

    /// <summary>True for events with which the whole order goes, and not only how it stands.</summary>
    internal static bool HasWholeOrder(Type e) => WithWholeOrder.Contains(e);

    /// <inheritdoc/>
    public Language Language => Language.Canonical;

    /// <inheritdoc/>
    public WriteResult Write(OutgoingOrderMessage outbound)
    {
        var recorded = outbound.Recorded;
        var envelope = new EnvelopeData
        {
            SpecVersion = "1.0",
            Id = outbound.DeliveryId,
            Source = SourceOf(outbound.Corporation),
            Type = EventTypes.Of(recorded.OrderEvent).FullName,
            Subject = outbound.Order.Id.ToString(),
            Time = recorded.OccurredAt,
            CorrelationId = recorded.CorrelationId,
            CausationId = recorded.CausationId,
            TraceParent = recorded.TraceParent,
            DataContentType = "application/json",
            DataRef = recorded.Event is PhotoAdded added ? outbound.Hub.OfPhoto(outbound.Order.Id, added.PhotoId) : null,
        };
        var json = JsonSerializer.SerializeToNode(envelope, PayloadJson.Default.EnvelopeData)!.AsObject();
        json["data"] = DataOf(outbound);
        return new WriteResult.Written(new OutboundMessage { ContentType = MediaType, Body = Bytes(json) });
    }

    private static JsonObject DataOf(OutgoingOrderMessage outbound)
    {
        var data = EventTypes.Of(outbound.Recorded.OrderEvent).Write(outbound.Recorded.OrderEvent);
        var whole = HasWholeOrder(outbound.Recorded.Event.GetType());
        var view = whole
            ? OrderViewBuilder.Whole(outbound.Order, now: null, outbound.Hub, new Viewer(outbound.Recipient))
            : OrderViewBuilder.Brief(outbound.Order);
        data["order"] = JsonSerializer.SerializeToNode(view, PayloadJson.Default.OrderView);
        if (WithResident.Contains(outbound.Recorded.Event.GetType()) && ContentMap.Resident(outbound.Contact) is { } resident)
            data["resident"] = JsonSerializer.SerializeToNode(resident, PayloadJson.Default.ResidentData);
        return data;
    }

    private static byte[] Bytes(JsonObject json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, PayloadJson.Writing)) json.WriteTo(writer);
        return buffer.ToArray();
    }

    internal static string SourceOf(Corporation corporation) => "urn:ketenhub:" + (corporation.Gln ?? Slug(corporation.Name));

    private static string Slug(string name) => string.Join('-', string
        .Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
