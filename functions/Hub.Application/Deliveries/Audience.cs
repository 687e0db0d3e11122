using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>Which event goes to whom, by the catalogue's audience. Nobody is told of what it reported itself.</summary>
public static class Audience
{
    /// <summary>
    /// What is owed for the events of <paramref name="stream"/> from version <paramref name="from"/> on. The same stream
    /// gives the same deliveries, any number of times.
    /// </summary>
    public static IReadOnlyList<Delivery> DeliveriesFor(EventStream stream, int from, DateTimeOffset now)
    {
        var owed = new List<Delivery>();
        Order? before = null;
        foreach (var recorded in stream.Events)
        {
            var after = Order.Apply(before, recorded);
            if (recorded.Version >= from)
            {
                var sides = EventCatalogue.Of(recorded.OrderEvent).Audience;
                // Who just lost the order still hears of it.
                var contractor = after.Assignment.ContractorId ?? before?.Assignment.ContractorId;
                if (sides.HasFlag(Sides.Corporation) && IsAbout(recorded.OrderEvent, before, after.ErpId, PartyRole.Corporation)) Owe(after.ErpId, recorded);
                if (sides.HasFlag(Sides.Contractor) && IsAbout(recorded.OrderEvent, before, contractor, PartyRole.Contractor)) Owe(contractor, recorded);
            }
            before = after;
        }
        return owed;

        // That a photo could not be had is for who announced it; that one is no more, for who knew of it.
        static bool IsAbout(OrderEvent e, Order? before, string? partnerId, PartyRole role) => e switch
        {
            PhotoRejected rejected => before?.Photos.Awaited.FirstOrDefault(p => p.Announced.PhotoId == rejected.PhotoId)?.By is { } by && (by.PartnerId ?? before.ErpId) == partnerId,
            PhotoDeleted deleted when role is PartyRole.Contractor && partnerId is not null =>
                before?.Photos.Received.FirstOrDefault(p => p.Id == deleted.PhotoId) is { } photo && PhotoRules.IsFor(partnerId, photo.By),
            _ => true,
        };

        void Owe(string? partnerId, RecordedEvent recorded)
        {
            if (partnerId is not null && partnerId != recorded.By.PartnerId) owed.Add(Delivery.For(recorded, partnerId, now));
        }
    }
}
