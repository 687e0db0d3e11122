using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>Finds the order that a message is about, and whether its sender has a part in it.</summary>
public sealed class OrderResolver(IEventLog log, RegistryCache registry)
{
    /// <summary>The order's id and its stream, empty where the order does not exist. The id is <see langword="default"/> where the message names no order that could be placed.</summary>
    public async ValueTask<(OrderId Id, EventStream Stream)> FindAsync(
        Partner partner, OrderReference reference, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var text = reference switch
        {
            OrderReference.ByNumber n => n.Number,
            OrderReference.ByIdOrNumber t => t.Text,
            _ => throw new InvalidOperationException("Unknown order reference."),
        };
        if (reference is OrderReference.ByIdOrNumber && OrderId.TryParse(text, out var direct)
            && await log.LoadAsync(direct, cancel) is { Version: > 0 } found)
            return (direct, found);

        if (partner.Role is PartnerRole.Erp)
        {
            var own = OrderId.For(partner.Id, text);
            return (own, await log.LoadAsync(own, cancel));
        }
        foreach (var erp in snapshot.Erps)
        {
            var theirs = OrderId.For(erp.Id, text);
            if (await log.LoadAsync(theirs, cancel) is { Version: > 0 } stream) return (theirs, stream);
        }
        return (default, EventStream.Empty);
    }

    /// <summary>True where the sender is a party of the order and names it consistently, or may place it.</summary>
    public bool IsParty(Partner partner, Order? order, OrderReference reference, RegistrySnapshot snapshot)
    {
        if (order is null) return partner.Role is PartnerRole.Erp;
        return order.IsOf(partner.AsActor()) && reference switch
        {
            OrderReference.ByNumber { } n => OrderMatching.Matches(n, partner, registry.Corporation.By(snapshot.Partner(order.ErpId))),
            _ => true,
        };
    }
}
