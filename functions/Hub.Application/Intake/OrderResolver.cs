using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>Finds the order that a message is about, and whether its sender has a part in it.</summary>
public sealed class OrderResolver(IEventLog log, RegistryCache registry, EarlierNumbers earlier)
{
    /// <summary>
    /// The order's id and its stream, empty where the order does not exist. The id is <see langword="default"/> where the message names no order that could be
    /// placed. Of several orders of that name, at different ERPs or stored by an earlier version, it is one in which the sender has a part.
    /// </summary>
    public async ValueTask<(OrderId Id, EventStream Stream)> FindAsync(
        Partner partner, OrderReference reference, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        if (reference is OrderReference.ByIdOrNumber && OrderId.TryParse(reference.Name, out var direct)
            && await log.LoadAsync(direct, cancel) is { Version: > 0 } found)
            return (direct, found);

        (OrderId Id, EventStream Stream)? anothers = null;
        await foreach (var id in earlier.CandidatesAsync(partner.Role is PartnerRole.Erp ? [partner] : snapshot.Erps, reference.AsSent, cancel))
        {
            if (await log.LoadAsync(id, cancel) is not { Version: > 0 } stream) continue;
            if (RefusalFor(partner, stream.Fold(), reference, snapshot) is null) return (id, stream);
            anothers ??= (id, stream);
        }
        return anothers ?? (partner.Role is PartnerRole.Erp ? OrderId.For(partner.Id, reference.Name) : default, EventStream.Empty);
    }

    /// <summary>
    /// Why a message of the sender cannot be about the order: it is no party of it, or names it inconsistently; null where it can, or may place it. To who is
    /// no party, an order of others and none are the same.
    /// </summary>
    public Refusal? RefusalFor(Partner partner, Order? order, OrderReference reference, RegistrySnapshot snapshot)
    {
        if (partner.Role is PartnerRole.Erp && order is null) return null;
        var number = reference as OrderReference.ByNumber;
        if (order is not null && order.IsOf(partner.AsActor()))
            return number is null ? null : OrderMatching.Contradiction(number, partner, registry.Corporation.By(snapshot.Partner(order.ErpId)));
        return number is not null && snapshot.Erps.Count > 0 && snapshot.Erps.All(erp => !OrderMatching.IsBuyer(number, registry.Corporation.By(erp)))
            ? OrderDecisions.AnotherBuyer()
            : OrderDecisions.NoSuchOrder();
    }

    /// <summary>
    /// True where another ERP of the same client has an order of this number: contractors know an order by its client and number, and the two would be one to
    /// them.
    /// </summary>
    public async ValueTask<bool> IsTakenAsync(Partner erp, OrderReference reference, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var client = registry.Corporation.By(erp).Gln;
        Partner[] others = [.. snapshot.Erps.Where(e => e.Id != erp.Id && registry.Corporation.By(e).Gln == client)];
        if (others.Length == 0) return false;
        await foreach (var id in earlier.CandidatesAsync(others, reference.AsSent, cancel))
            if (await log.LoadAsync(id, cancel) is { Version: > 0 }) return true;
        return false;
    }
}
