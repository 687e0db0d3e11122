using Hub.Application.Deliveries;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Events;

namespace Hub.Formats.Vera.Writing;

/// <summary>
/// Writes one event to the ERP: PATCH <c>onderhoudsorders/{key}</c> with the order's keys and status, the parts that go with the
/// event (<see cref="EventTable"/>) and the event itself in <c>extra-attributen</c>; for an ERP without PATCH, a PUT of the
/// whole order with the same. A photo is given by its address at the hub, in <c>informatieobjecten</c>. Nothing of it is personal.
/// </summary>
public sealed class MessageWriter : IOrderMessageWriter
{
    /// <inheritdoc/>
    public Language Language => Language.Vera;

    /// <inheritdoc/>
    public WriteResult Write(OutgoingOrderMessage outbound)
    {
        var recorded = outbound.Recorded;
        if (EventTable.Find(recorded.OrderEvent) is null) return new WriteResult.NothingToSay($"VERA has no message for {recorded.OrderEvent.Name}.");

        var body = OrderDocument.Bytes(json =>
            new OrderBody(json, outbound.Order, outbound.Recipient, outbound.Contractor, recorded, outbound.Hub).WriteParts());
        var whole = OrderDocument.Bytes(json =>
            new OrderBody(json, outbound.Order, outbound.Recipient, outbound.Contractor, recorded, outbound.Hub).WriteWhole());
        var message = new OutboundMessage
        {
            ContentType = "application/json",
            Method = "PATCH",
            Path = $"onderhoudsorders/{Uri.EscapeDataString(ErpKey(outbound.Order, outbound.Recipient.Connection))}",
            Headers = new Dictionary<string, string>
            {
                [MemberNames.ReferenceHeader] = outbound.DeliveryId,
                [MemberNames.MomentHeader] = Timestamps.Text(recorded.RecordedAt),
                [MemberNames.SenderHeader] = MemberNames.Sender,
            },
            Body = body,
        };
        return new WriteResult.Written(message with { Instead = message with { Method = "PUT", Body = whole } });
    }

    /// <summary>The key by which the ERP's own API names the order.</summary>
    private static string ErpKey(Order order, Connection connection)
    {
        var keys = order.Content.Keys;
        return connection.VeraOrderKey switch
        {
            VeraOrderKey.Id => keys.Id,
            VeraOrderKey.IdExtern => keys.ExternalId,
            VeraOrderKey.Code => keys.Code,
            _ => null,
        } ?? order.Content.Number;
    }
}
