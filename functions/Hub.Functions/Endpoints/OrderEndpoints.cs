using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Canonical;
using Hub.Formats.Canonical.Writing;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Orders to read: partners see their own, the administrator all.</summary>
public sealed class OrderEndpoints(OrderReading orders)
{
    /// <summary>Lists orders, last placed first.</summary>
    [Function("Orders")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders")] HttpRequest request) => orders.ListAsync(request);

    /// <summary>One order.</summary>
    [Function("Order")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders/{orderId}")] HttpRequest request, string orderId) =>
        orders.GetAsync(request, orderId);

    /// <summary>All that happened to an order.</summary>
    [Function("OrderTimeline")]
    public Task<IResult> Timeline(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders/{orderId}/timeline")] HttpRequest request, string orderId) =>
        orders.TimelineAsync(request, orderId);
}

/// <summary>What the orders face does.</summary>
public sealed class OrderReading(Access door, OrderLookup lookup, IEventLog log, IViews views, PublicAddress hub, TimeProvider clock)
{
    /// <summary><c>?status=&amp;kind=&amp;contractor=&amp;area=&amp;from=&amp;to=&amp;q=&amp;unrouted=&amp;cursor=&amp;limit=</c></summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.CallerAsync(request, async asker =>
    {
        var asked = new QueryParameters(request);
        var query = Query(asked, asker);
        if (asked.Refusal is { } wrong) return wrong;
        if (asker.Partner is { Role: PartnerRole.SurveyBureau }) return Json(w => WritePage(w, new OrderPage([], null), clock.GetUtcNow(), forContractor: false));
        var page = await views.ListAsync(query, request.HttpContext.RequestAborted);
        return Json(w => WritePage(w, page, clock.GetUtcNow(), asker.Partner is { Role: PartnerRole.Contractor }));
    });

    /// <summary>One order, by the hub's id or its number.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string orderId) => door.CallerAsync(request, async asker =>
        await lookup.FindAsync(asker, orderId, request.HttpContext.RequestAborted) is { } found
            ? Json(w => OrderViewBuilder.Write(w, found.Order, clock.GetUtcNow(), hub, asker.Partner is { Role: PartnerRole.Contractor }))
            : ErrorFormat.Problem.Answer(request, Fault.NotFound));

    /// <summary>The events of an order and the messages about it that were refused.</summary>
    public Task<IResult> TimelineAsync(HttpRequest request, string orderId) => door.CallerAsync(request, async asker =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await lookup.FindAsync(asker, orderId, cancel) is not { } found) return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        var refused = await log.RefusalsAsync(found.Order.Id, cancel);
        var events = found.Stream.Events;
        if (asker.Partner is { Role: PartnerRole.Contractor } contractor)
        {
            // What went on with a contractor before this one is between that one and the corporation: of that time only what was asked.
            var since = events.Last(e => e.Event is OrderAwarded).Version;
            // Who at the corporation may decide on what amount is its own matter.
            events = [.. events.Where(e => (e.Version >= since || e.Event is OrderPlaced or OrderAmended) && e.Event is not (ApprovalRequired or ApprovalWithdrawn))];
            refused = [.. refused.Where(r => r.PartnerId == contractor.Id)];
        }
        return Json(w => TimelineViewBuilder.Write(w, found.Order.Id, events, refused));
    });

    private static OrderQuery Query(QueryParameters asked, Caller asker)
    {
        var query = new OrderQuery
        {
            Status = asked.Choice<OrderStatus>("status"),
            Kind = asked.Choice<OrderKind>("kind"),
            ContractorId = asked.Text("contractor"),
            Area = asked.Text("area"),
            From = Time("from"),
            To = Time("to"),
            Text = asked.Text("q"),
            UnroutedOnly = asked.Text("unrouted") is "true",
            Cursor = asked.Text("cursor"),
            Limit = asked.Limit(50, most: Limits.ItemsPerPage),
        };
        return asker.Partner switch
        {
            { Role: PartnerRole.Erp } erp => query with { ErpId = erp.Id },
            { Role: PartnerRole.Contractor } contractor => query with { ContractorId = contractor.Id },
            _ => query,
        };

        DateTimeOffset? Time(string name) =>
            asked.Text(name) is not { } text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
            : asked.Wrong<DateTimeOffset?>(name, "A date, or a time with an offset, such as 2026-01-31 or 2026-01-31T09:00:00Z.", null);
    }

    private static void WritePage(Utf8JsonWriter w, OrderPage page, DateTimeOffset now, bool forContractor)
    {
        w.WriteStartObject();
        w.WriteStartArray("orders");
        foreach (var o in page.Items)
        {
            w.WriteStartObject();
            w.WriteString("id", o.OrderId.Value);
            w.WriteString("number", o.Number);
            w.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(o.Kind.ToString()));
            w.WriteString("status", JsonNamingPolicy.CamelCase.ConvertName(o.Status.ToString()));
            w.WriteString("phase", JsonNamingPolicy.CamelCase.ConvertName(o.Phase.ToString()));
            WriteIf("contractor", o.ContractorId);
            WriteIf("contract", o.ContractNumber);
            WriteIf("dwelling", o.DwellingId);
            WriteIf("complex", o.Complex);
            WriteIf("area", o.Area);
            WriteIf("urgency", o.Urgency);
            WriteIf("unrouted", o.Unrouted);
            ContractStatusViewBuilder.Write(w, o.Standing, now, forContractor);
            w.WriteNumber("version", o.Version);
            w.WriteString("placedAt", o.PlacedAt);
            w.WriteString("changedAt", o.ChangedAt);
            w.WriteEndObject();
        }
        w.WriteEndArray();
        WriteIf("cursor", page.Cursor);
        w.WriteEndObject();

        void WriteIf(string name, string? value)
        {
            if (value is not null) w.WriteString(name, value);
        }
    }

    internal static IResult Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        // For a machine or a terminal, never put into a page: links and names stay readable.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(writer);
        return Results.Bytes(buffer.WrittenMemory, "application/json");
    }
}
