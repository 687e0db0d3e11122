using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>Which event goes to whom, by the catalogue's audience. Nobody is told of what it reported itself.</summary>
public static class Audience
{
    /// <summary>
    /// The deliveries for the events of an order's <paramref name="stream"/> from version <paramref name="from"/> on. The same stream
    /// gives the same deliveries, any number of times.
    /// </summary>
    public static IReadOnlyList<Delivery> DeliveriesFor(EventStream stream, int from, DateTimeOffset now)
    {
        var deliveries = new List<Delivery>();
        Order? before = null;
        foreach (var recorded in stream.Events)
        {
            var after = Order.Apply(before, recorded);
            if (recorded.Version >= from)
            {
                var sides = EventCatalogue.Of(recorded.OrderEvent).Audience;
                // Who just lost the order still hears of it.
                var contractor = after.Assignment.ContractorId ?? before?.Assignment.ContractorId;
                if (sides.HasFlag(Sides.Corporation) && Concerns(after.ErpId, PartyRole.Corporation, recorded.OrderEvent, before)) Add(after.ErpId, recorded);
                if (sides.HasFlag(Sides.Contractor) && Concerns(contractor, PartyRole.Contractor, recorded.OrderEvent, before)) Add(contractor, recorded);
            }
            before = after;
        }
        return deliveries;

        // That a photo could not be had is for who announced it; that one is no more, for who knew of it.
        static bool Concerns(string? partnerId, PartyRole role, OrderEvent e, Order? before) => e switch
        {
            PhotoRejected rejected => before?.Photos.Awaited.FirstOrDefault(p => p.Announced.PhotoId == rejected.PhotoId)?.By is { } by
                && (by.PartnerId ?? before.ErpId) == partnerId,
            PhotoDeleted deleted when role is PartyRole.Contractor && partnerId is not null =>
                before?.Photos.Received.FirstOrDefault(p => p.Id == deleted.PhotoId) is { } photo && PhotoRules.IsFor(partnerId, photo.By),
            _ => true,
        };

        void Add(string? partnerId, RecordedEvent recorded)
        {
            if (partnerId is not null && partnerId != recorded.By.PartnerId) deliveries.Add(Delivery.For(recorded, Recipient.OfPartner(partnerId), now));
        }
    }
}
