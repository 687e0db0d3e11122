using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Application.Reading;

/// <summary>An order that was found: its stream, and what that comes to.</summary>
public sealed record FoundOrder(EventStream Stream, Order Order);

/// <summary>Finds an order for somebody who may see it; another's order is not found.</summary>
public sealed class FindOrder(IEventLog log, IViews views, RegistryCache registry, EarlierNumbers earlier)
{
    /// <summary>Finds an order by the hub's id, or by the ERP's number or key.</summary>
    /// <returns>Null where this viewer sees no such order.</returns>
    public async Task<FoundOrder?> FindAsync(Viewer viewer, string text, CancellationToken cancel)
    {
        var name = KeyText.Of(text);
        if (OrderId.TryParse(name, out var id) && await LoadAsync(viewer, id, cancel) is { } direct) return direct;
        var erps = viewer.Partner is { Role: PartnerRole.Erp } erp ? [erp] : (await registry.GetAsync(cancel)).Erps;
        await foreach (var candidate in earlier.CandidatesAsync(erps, text, cancel))
            if (await LoadAsync(viewer, candidate, cancel) is { } byNumber) return byNumber;
        // The ERP may ask by a key other than the one that names the order.
        if (name.Length == 0) return null;
        foreach (var keys in new ErpKeys[] { new(Id: name), new(ExternalId: name), new(Code: name) })
        {
            var page = await views.ListAsync(
                new OrderQuery { ErpId = viewer.Partner is { Role: PartnerRole.Erp } own ? own.Id : null, Keys = keys, Limit = 1 }, cancel);
            if (page.Items is [var row] && await LoadAsync(viewer, row.OrderId, cancel) is { } byKey) return byKey;
        }
        return null;
    }

    private async Task<FoundOrder?> LoadAsync(Viewer viewer, OrderId id, CancellationToken cancel)
    {
        var stream = await log.LoadAsync(id, cancel);
        return stream.Fold() is { } order && Visibility.SeesOrder(viewer, order) ? new FoundOrder(stream, order) : null;
    }
}
