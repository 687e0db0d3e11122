using Hub.Application.Contacts;
using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>The messages about orders, in the language of each partner.</summary>
public sealed class OrderMessages(IEnumerable<IOrderMessageWriter> writers, IContacts contacts, RegistryCache registry, PublicAddress hub) : IStreamMessages
{
    private readonly Dictionary<Language, IOrderMessageWriter> _writers = writers.ToDictionary(w => w.Language);

    /// <inheritdoc/>
    public string Kind => StreamId.Order;

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> DeliveriesFor(EventStream stream, int from, DateTimeOffset now) => Audience.DeliveriesFor(stream, from, now);

    /// <inheritdoc/>
    public async ValueTask<bool> MayNamePersonAsync(Delivery delivery, Partner partner, EventStream stream, CancellationToken cancel) =>
        await ContactAsync(partner, Order.Fold(stream.Events.Take(delivery.Version))!, stream, cancel) is not null;

    /// <inheritdoc/>
    public async ValueTask<WriteResult> WriteAsync(Delivery delivery, Partner partner, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var before = Order.Fold(stream.Events.Take(delivery.Version - 1));
        var recorded = stream.Events[delivery.Version - 1];
        var order = Order.Apply(before, recorded);
        var contractor = snapshot.Partner(order.Assignment.ContractorId ?? before?.Assignment.ContractorId);
        var contact = await ContactAsync(partner, order, stream, cancel);
        var result = _writers[partner.Connection.Language].Write(
            new OutgoingOrderMessage(delivery.Id, recorded, order, partner, contractor, contact, registry.Corporation.By(snapshot.Partner(order.ErpId)), hub));
        return result is WriteResult.Written written ? written with { NamesPerson = contact is not null } : result;
    }

    // Who had the order when it happened, and has it still: who lost it meanwhile has no business with the resident.
    private async ValueTask<ResidentContact?> ContactAsync(Partner partner, Order order, EventStream stream, CancellationToken cancel) =>
        Visibility.SeesContact(partner, order, stream.Fold()) ? await contacts.FindAsync(order.Id, cancel) : null;
}
