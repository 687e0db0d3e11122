using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Formats.Feeds;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>
/// Rows of orders and deliveries for programs such as Power BI and spreadsheets: <c>?from=&amp;to=&amp;changedSince=&amp;format=&amp;cursor=&amp;limit=</c>
/// </summary>
public sealed class FeedEndpoints(
    Access access, IFigures figures, IDeliveryFigures deliveries, ListTurns turns, PageCursors cursors)
{
    private const int MaxRows = 50_000;

    /// <summary>A row an order.</summary>
    [Function("FactsFeed")]
    [QueryWords("from", "to", "changedSince", "format", "cursor", "limit")]
    public Task<IResult> Facts([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/facts")] HttpRequest request) =>
        ReadAsync(request, Feeds.Facts, OrderFeed.Facts, withParts: false);

    /// <summary>A row an appointment.</summary>
    [Function("AppointmentsFeed")]
    [QueryWords("from", "to", "changedSince", "format", "cursor", "limit")]
    public Task<IResult> Appointments([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/appointments")] HttpRequest request) =>
        ReadAsync(request, Feeds.Appointments, OrderFeed.Appointments);

    /// <summary>A row an award, visit, decision on extra work, or wait.</summary>
    [Function("StepsFeed")]
    [QueryWords("from", "to", "changedSince", "format", "cursor", "limit")]
    public Task<IResult> Steps([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/steps")] HttpRequest request) =>
        ReadAsync(request, Feeds.Steps, OrderFeed.Steps);

    /// <summary>A row a photo, without its picture.</summary>
    [Function("PhotosFeed")]
    [QueryWords("from", "to", "changedSince", "format", "cursor", "limit")]
    public Task<IResult> Photos([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/photos")] HttpRequest request) =>
        ReadAsync(request, Feeds.Photos, OrderFeed.Photos);

    /// <summary>A row a delivery.</summary>
    [Function("DeliveriesFeed")]
    [QueryWords("from", "to", "changedSince", "format", "cursor", "limit")]
    public Task<IResult> Deliveries([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/deliveries")] HttpRequest request) =>
        ReadAsync(request, Feeds.Deliveries, "deliveries enqueued", ListDeliveriesAsync, (_, delivery) => [delivery], deliveries.StampAsync);

    private Task<IResult> ReadAsync<TRow>(
        HttpRequest request, Feed<TRow> feed, Func<Viewer, OrderFacts, IEnumerable<TRow>> rowsOf, bool withParts = true) =>
        ReadAsync(request, feed, "orders placed", (query, cancel) => ListOrdersAsync(query with { WithParts = withParts }, cancel), rowsOf, figures.StampAsync);

    private async ValueTask<(IReadOnlyList<OrderFacts>, string?)> ListOrdersAsync(FactQuery query, CancellationToken cancel)
    {
        var page = await figures.ListAsync(query, cancel);
        return (page.Items, page.Cursor);
    }

    private async ValueTask<(IReadOnlyList<DeliveryFact>, string?)> ListDeliveriesAsync(FactQuery query, CancellationToken cancel)
    {
        var page = await deliveries.ListAsync(query, cancel);
        return (page.Items, page.Cursor);
    }

    private async Task<IResult> ReadAsync<TItem, TRow>(
        HttpRequest request, Feed<TRow> feed, string what, Func<FactQuery, CancellationToken, ValueTask<(IReadOnlyList<TItem>, string?)>> list,
        Func<Viewer, TItem, IEnumerable<TRow>> rowsOf, Func<CancellationToken, ValueTask<string?>> stamp)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var format = FeedFormats.Asked(parameters);
        var listName = $"feeds/{feed.Name}";
        var limit = parameters.Whole("limit", 1, MaxRows);
        var query = new FactQuery(limit ?? int.MaxValue, parameters.Cursor(cursors, listName))
        {
            From = parameters.Time("from"), To = parameters.Time("to"), ChangedSince = parameters.Time("changedSince"),
        };
        if (query.To <= query.From) parameters.Wrong("to", $"Later than from: {what} from the one and before the other are read.");
        if (limit is not null && !format.HasCursor)
            parameters.Wrong("limit", $"Not beside format={format.FileExtension}, which has no place for a cursor: ask less by from and to.");
        if (parameters.Refusal is { } wrong) return wrong;
        var seen = Visibility.Figures(viewer, null) is { } whose ? query with { ContractorId = whose.Contractor } : null;
        // Asked before the rows are read: it may be older than they are, and never newer.
        var tag = FeedTags.Of(request, viewer, await stamp(request.HttpContext.RequestAborted));
        var pages = new FeedPages<TItem>(list, turns).ReadAsync(viewer, seen, rowsOf, request.HttpContext.RequestAborted);
        return await FeedResult<TRow>.OfAsync(request, feed, format, pages, position => cursors.Of(listName, position), tag);
    }
}
