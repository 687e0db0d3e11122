using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Functions.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Finds an order for somebody who may see it; another's order is not there.</summary>
public sealed class OrderLookup(IEventLog log, IViews views, RegistryCache registry)
{
    /// <summary>The order's stream and state by the hub's id or the ERP's number or key; null where there is none for this asker.</summary>
    public async Task<(EventStream Stream, Order Order)?> FindAsync(Caller asker, string text, CancellationToken cancel)
    {
        text = RouteText.Of(text);
        if (OrderId.TryParse(text, out var id) && await LoadAsync(asker, id, cancel) is { } direct) return direct;
        var erps = asker.Partner is { Role: PartnerRole.Erp } erp ? [erp] : (await registry.GetAsync(cancel)).Erps;
        foreach (var candidate in erps)
            if (await LoadAsync(asker, OrderId.For(candidate.Id, text), cancel) is { } byNumber) return byNumber;
        // The ERP may ask by a key other than the one that names the order.
        foreach (var keys in new ErpKeys[] { new(Id: text), new(ExternalId: text), new(Code: text) })
        {
            var page = await views.ListAsync(new OrderQuery { ErpId = asker.Partner is { Role: PartnerRole.Erp } own ? own.Id : null, Keys = keys, Limit = 1 }, cancel);
            if (page.Items is [var row] && await LoadAsync(asker, row.OrderId, cancel) is { } byKey) return byKey;
        }
        return null;
    }

    private async Task<(EventStream, Order)?> LoadAsync(Caller asker, OrderId id, CancellationToken cancel)
    {
        var stream = await log.LoadAsync(id, cancel);
        return stream.Fold() is { } order && (asker.Partner is not { } partner || order.IsOf(partner.AsActor())) ? (stream, order) : null;
    }
}
