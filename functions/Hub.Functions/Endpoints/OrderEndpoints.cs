using System.Globalization;
using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Canonical.Writing;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Orders to read: partners see their own, the administrator all.</summary>
public sealed class OrderEndpoints(
    Access access, FindOrder findOrder, IEventLog log, IViews views, ListTurns turns, KnownPartners partners, PageCursors cursors, PublicAddress hub,
    TimeProvider clock)
{
    private const string ListName = "orders";

    /// <summary>
    /// Lists orders, last placed first: <c>?status=&amp;kind=&amp;contractor=&amp;area=&amp;from=&amp;to=&amp;q=&amp;unrouted=&amp;cursor=&amp;limit=</c>
    /// </summary>
    [Function("Orders")]
    [QueryWords("status", "kind", "contractor", "area", "from", "to", "q", "unrouted", "cursor", "limit")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var query = Visibility.Narrow(viewer, Query(parameters));
        if (parameters.Refusal is { } wrong) return wrong;
        if (query is null) return Answers.Json(w => OrderListBuilder.Write(w, new OrderPage([], null), clock.GetUtcNow(), viewer));
        var cancel = request.HttpContext.RequestAborted;
        using var turn = await turns.TryEnterAsync(viewer.Asker, cancel);
        if (turn is null) return request.Refuse(ListTurns.TooMany);
        var ofContractor = new OrderQuery { ErpId = query.ErpId, ContractorId = query.ContractorId, Limit = 1, TimeLimit = ListTurns.TimeLimit };
        async Task<bool> HasAnyAsync() => (await views.ListAsync(ofContractor, cancel)).Items.Count > 0;
        if (await partners.ErrorAsync("?contractor", query.ContractorId, PartnerRole.Contractor, HasAnyAsync, cancel) is { } unknown)
            return request.Refuse(Fault.WrongQuery([unknown]));
        var page = await views.ListAsync(query with { TimeLimit = ListTurns.TimeLimit }, cancel);
        return Answers.Json(w => OrderListBuilder.Write(w, page with { Cursor = cursors.Of(ListName, page.Cursor) }, clock.GetUtcNow(), viewer));
    }

    /// <summary>One order, by the hub's id or by its number.</summary>
    [Function("Order")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders/{orderId}")] HttpRequest request,
        string orderId)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        if (await findOrder.FindAsync(viewer, RouteText.Of(request, orderId), request.HttpContext.RequestAborted) is not { } found)
            return request.Refuse(Fault.NotFound);
        return Answers.Json(w => OrderViewBuilder.Write(w, found.Order, clock.GetUtcNow(), hub, viewer));
    }

    /// <summary>The events of an order, and the messages about it that were refused.</summary>
    [Function("OrderTimeline")]
    public async Task<IResult> Timeline(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders/{orderId}/timeline")] HttpRequest request, string orderId)
    {
        if ((await access.ViewerAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (await findOrder.FindAsync(viewer, RouteText.Of(request, orderId), cancel) is not { } found) return request.Refuse(Fault.NotFound);
        var events = Visibility.Timeline(viewer, found.Stream.Events);
        var refused = Visibility.Refusals(viewer, await log.RefusalsAsync(found.Order.Id, cancel));
        return Answers.Json(w => TimelineViewBuilder.Write(w, found.Order.Id, events, refused));
    }

    private OrderQuery Query(QueryParameters parameters)
    {
        var query = Filters(parameters);
        if (query.To <= query.From) parameters.Wrong("to", "Later than from: orders placed from the one and before the other are listed.");
        if (!query.UnroutedOnly) return query;
        // An empty list would hide that no order can be both.
        if (query.ContractorId is not null) parameters.Wrong("contractor", "Not beside unrouted=true, which lists orders that no contractor has.");
        if (query.Status is not (null or OrderStatus.Registered or OrderStatus.Cancelled))
            parameters.Wrong("status", "registered or cancelled beside unrouted=true: an order that no contractor has is in no other status.");
        return query;
    }

    private OrderQuery Filters(QueryParameters parameters) => new()
    {
        Status = parameters.Choice<OrderStatus>("status"),
        Kind = parameters.Choice<OrderKind>("kind"),
        ContractorId = parameters.Key("contractor"),
        Area = parameters.Key("area"),
        From = parameters.Time("from"),
        To = parameters.Time("to"),
        Text = parameters.Key("q"),
        UnroutedOnly = parameters.Flag("unrouted"),
        Cursor = parameters.Cursor(cursors, ListName),
        Limit = parameters.Limit(50, most: Limits.ItemsPerPage),
    };
}
