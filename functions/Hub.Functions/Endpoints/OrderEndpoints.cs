using System.Globalization;
using Hub.Application.Evidence;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain;
using Hub.Domain.Figures;
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
    Access access, FindOrder findOrder, IEventLog log, IViews views, FindCounted counted, ListTurns turns, KnownPartners partners, PageCursors cursors,
    PublicAddress hub, TimeProvider clock)
{
    private const string ListName = "orders";
    private const string CountedListName = "orders of a figure";

    private static readonly Fault MadeAnew = new(503, "figures-rebuilding", "The orders behind figures are not known yet",
        "This version of the hub makes its figures anew. The figures themselves are there meanwhile.") { RetryAfter = 60 };

    private static readonly string[] BesideKpiAlone = ["outcome", "kpiFrom", "kpiTo", "contract", "complex", "urgency"];

    private static readonly string[] NeverBesideKpi =
        ["status", "from", "to", "changedFrom", "changedTo", "dueFrom", "dueTo", "amountFrom", "amountTo", "q", "unrouted", "sort"];

    private static readonly Dictionary<string, OrderSort> SortWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["placedAt"] = OrderSort.Placed, ["changedAt"] = OrderSort.Changed, ["due"] = OrderSort.Due, ["amount"] = OrderSort.Amount,
    };

    /// <summary>
    /// Lists orders: <c>?status=&amp;kind=&amp;contractor=&amp;area=&amp;from=&amp;to=&amp;changedFrom=&amp;changedTo=&amp;dueFrom=&amp;dueTo=&amp;
    /// amountFrom=&amp;amountTo=&amp;q=&amp;unrouted=&amp;sort=&amp;cursor=&amp;limit=</c>; or those behind a figure:
    /// <c>?kpi=&amp;outcome=&amp;kpiFrom=&amp;kpiTo=&amp;contractor=&amp;contract=&amp;area=&amp;complex=&amp;kind=&amp;urgency=&amp;cursor=&amp;limit=</c>
    /// </summary>
    [Function("Orders")]
    [QueryWords("status", "kind", "contractor", "area", "from", "to", "changedFrom", "changedTo", "dueFrom", "dueTo", "amountFrom", "amountTo", "q",
        "unrouted", "sort", "kpi", "outcome", "kpiFrom", "kpiTo", "contract", "complex", "urgency", "cursor", "limit")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        if (parameters.Text("kpi") is { } kpi) return await ListCountedAsync(request, parameters, viewer, kpi);
        foreach (var name in BesideKpiAlone) if (parameters.Text(name) is not null) parameters.Wrong(name, "Only beside kpi.");
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
        return Answers.Json(w => OrderListBuilder.Write(w, page with { Cursor = cursors.Of(ListOf(parameters), page.Cursor) }, clock.GetUtcNow(), viewer));
    }

    // Those behind a figure: of its months and slices, and in its own order.
    private async Task<IResult> ListCountedAsync(HttpRequest request, QueryParameters parameters, Viewer viewer, string kpi)
    {
        foreach (var name in NeverBesideKpi)
            if (parameters.Text(name) is not null) parameters.Wrong(name, "Not beside kpi, which has months and slices of its own.");
        var found = FindCounted.Find(kpi);
        if (found is null) parameters.Wrong("kpi", "The key of one figure that is made from orders, or of a part of it that is a share.");
        var outcome = parameters.Choice<KpiOutcome>("outcome");
        if (outcome is not null && found is { Measure: var asked } && !FindCounted.HasOutcomes(asked))
            parameters.Wrong("outcome", "Only beside a figure that is a share: of others orders have no outcome.");
        var query = FigureQueries.OfSlice(
            parameters, found is { Definition: var definition } ? [definition] : [], Slices.None, "kpiFrom", "kpiTo", clock.GetUtcNow());
        // A cursor of other months would lead anywhere.
        var list = $"{CountedListName} {kpi} {outcome} {query.From} {query.Until}";
        var (limit, position) = (parameters.Limit(50, most: Limits.ItemsPerPage), parameters.Cursor(cursors, list));
        if (parameters.Refusal is { } wrong) return wrong;
        var cancel = request.HttpContext.RequestAborted;
        using var turn = await turns.TryEnterAsync(viewer.Asker, cancel);
        if (turn is null) return request.Refuse(ListTurns.TooMany);
        if (await partners.OfFiguresAsync(viewer, query.Contractor, cancel) is { } unknown)
            return request.Refuse(Fault.WrongQuery([unknown]));
        if (await counted.ListAsync(viewer, query, found!.Value.Measure, outcome, limit, position, cancel) is not { } page)
            return request.Refuse(MadeAnew);
        return Answers.Json(w => OrderListBuilder.Write(w, page with { Cursor = cursors.Of(list, page.Cursor) }, clock.GetUtcNow(), viewer));
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
        if (query.ChangedTo <= query.ChangedFrom) parameters.Wrong("changedTo", "Later than changedFrom: the one moment counts, and the other does not.");
        if (query.DueTo <= query.DueFrom) parameters.Wrong("dueTo", "Later than dueFrom: the one moment counts, and the other does not.");
        if (query.AmountTo < query.AmountFrom) parameters.Wrong("amountTo", "At least amountFrom: both amounts count.");
        if (!query.UnroutedOnly) return query;
        // An empty list would hide that no order can be both.
        if (query.ContractorId is not null) parameters.Wrong("contractor", "Not beside unrouted=true, which lists orders that no contractor has.");
        if (query.Status is not (null or OrderStatus.Registered or OrderStatus.Cancelled))
            parameters.Wrong("status", "registered or cancelled beside unrouted=true: an order that no contractor has is in no other status.");
        return query;
    }

    private OrderQuery Filters(QueryParameters parameters) => Sorted(parameters) with
    {
        Status = parameters.Choice<OrderStatus>("status"),
        Kind = parameters.Choice<OrderKind>("kind"),
        ContractorId = parameters.Key("contractor"),
        Area = parameters.Key("area"),
        From = parameters.Time("from"),
        To = parameters.Time("to"),
        ChangedFrom = parameters.Time("changedFrom"),
        ChangedTo = parameters.Time("changedTo"),
        DueFrom = parameters.Time("dueFrom"),
        DueTo = parameters.Time("dueTo"),
        AmountFrom = parameters.Amount("amountFrom"),
        AmountTo = parameters.Amount("amountTo"),
        Text = parameters.Key("q"),
        UnroutedOnly = parameters.Flag("unrouted"),
        Cursor = parameters.Cursor(cursors, ListOf(parameters)),
        Limit = parameters.Limit(50, most: Limits.ItemsPerPage),
    };

    // As software writes it: the name, with a minus before it for the highest first.
    private static OrderQuery Sorted(QueryParameters parameters)
    {
        if (parameters.Text("sort") is not { } text) return new OrderQuery();
        if (SortWords.TryGetValue(text.TrimStart('-'), out var sort) && text.LastIndexOf('-') <= 0)
            return new OrderQuery { Sort = sort, IsAscending = text[0] != '-' };
        parameters.Wrong("sort", $"One of {string.Join(", ", SortWords.Keys)}, with a minus before it for the highest first; -placedAt unless given.");
        return new OrderQuery();
    }

    // A cursor of a list that is sorted otherwise would lead anywhere.
    private static string ListOf(QueryParameters parameters) => parameters.Text("sort") is { } sort ? $"{ListName} {sort}" : ListName;
}
