using System.Globalization;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Writing;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The face of an OHD system (VERA 4.3) for the corporation's ERP.</summary>
public sealed class VeraEndpoints(VeraOrders orders)
{
    /// <summary>Answers that the hub is there.</summary>
    [Function("VeraPing")]
    public IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/vera/v4/ping")] HttpRequest request) => Results.Ok();

    /// <summary>Lists orders.</summary>
    [Function("VeraList")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        orders.ListAsync(request);

    /// <summary>Places an order.</summary>
    [Function("VeraPost")]
    public Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        orders.TakeAsync(request, Operation.Post, null);

    /// <summary>Sends an order anew, found by its keys.</summary>
    [Function("VeraPut")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        orders.TakeAsync(request, Operation.Put, null);

    /// <summary>Changes parts of an order, found by its keys.</summary>
    [Function("VeraPatch")]
    public Task<IResult> Patch([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        orders.TakeAsync(request, Operation.Patch, null);

    /// <summary>Gives one order.</summary>
    [Function("VeraGetById")]
    public Task<IResult> GetById([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/vera/v4/onderhoudsorders/{id}")] HttpRequest request, string id) =>
        orders.GetAsync(request, id);

    /// <summary>Sends an order anew.</summary>
    [Function("VeraPutById")]
    public Task<IResult> PutById([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/vera/v4/onderhoudsorders/{id}")] HttpRequest request, string id) =>
        orders.TakeAsync(request, Operation.Put, id);

    /// <summary>Changes parts of an order.</summary>
    [Function("VeraPatchById")]
    public Task<IResult> PatchById([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/vera/v4/onderhoudsorders/{id}")] HttpRequest request, string id) =>
        orders.TakeAsync(request, Operation.Patch, id);
}

/// <summary>What the VERA face does.</summary>
public sealed class VeraOrders(MessageIntake messages, Access door, OrderLookup lookup, IEventLog log, IViews views, RegistryCache registry, PublicAddress hub)
{
    // Stuurgegevens: the headers that VERA defines, in lower case as the reader looks for them.
    private static readonly string[] Headers =
    [
        "x-stuurgegevens-referentienummer", "x-stuurgegevens-tijdstip-bericht", "x-stuurgegevens-zender-organisatie", "x-stuurgegevens-zender-administratie",
    ];

    /// <summary>Takes an order or a change of one; 201 with its place for a POST, 200 otherwise, and the order as it was after this message.</summary>
    public Task<IResult> TakeAsync(HttpRequest request, Operation operation, string? id) => messages.TakeAsync(
        request, ErrorFormat.Vera, Language.Vera, ["application/json"],
        submission => submission with
        {
            Operation = operation,
            ResourceId = id is null ? null : RouteText.Of(id),
            Headers = Headers.Where(h => request.Headers.ContainsKey(h)).ToDictionary(h => h, h => request.Headers[h].ToString()),
        },
        async (partner, answers) => answers[0] is Answer.Accepted accepted
            ? await WordAsync(request, operation, partner, accepted)
            : ErrorFormat.Vera.Answer(request, MessageIntake.FaultOf(answers[0], unreadable: 422)!));

    /// <summary>One order.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string id) => door.PartnerAsync(request, ErrorFormat.Vera, async partner =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (partner.Role is not PartnerRole.Erp || await lookup.FindAsync(new Caller(partner), id, cancel) is not { } found) return Results.StatusCode(404);
        return Results.Bytes(OrderDocument.Write(found.Order, partner, (await registry.GetAsync(cancel)).Partner(found.Order.Assignment.ContractorId), hub), "application/json");
    });

    /// <summary>Orders by key, status or kind, last placed first.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.PartnerAsync(request, ErrorFormat.Vera, async partner =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (partner.Role is not PartnerRole.Erp) return Results.StatusCode(404);
        if (Query(request, partner) is not { } query)
            return ErrorFormat.Vera.Answer(request, new Fault(422, "query", "De zoekvraag klopt niet",
                "Gebruik id, idExtern, code, status en onderhoudSoort met een code uit de referentielijst, cursor en aantalPerPagina (1-100)."));
        var page = await views.ListAsync(query, cancel);
        var snapshot = await registry.GetAsync(cancel);
        var orders = new List<(Order, Partner?)>(page.Items.Count);
        foreach (var row in page.Items)
            if ((await log.LoadAsync(row.OrderId, cancel)).Fold() is { } order) orders.Add((order, snapshot.Partner(order.Assignment.ContractorId)));
        var headers = request.HttpContext.Response.Headers;
        headers["X-Parameters-AantalPerPagina"] = query.Limit.ToString(CultureInfo.InvariantCulture);
        if (page.Cursor is { } cursor) headers["X-Parameters-Cursor"] = cursor;
        return Results.Bytes(OrderDocument.WriteList(orders, partner, hub), "application/json");
    });

    private async Task<IResult> WordAsync(HttpRequest request, Operation operation, Partner partner, Answer.Accepted accepted)
    {
        // As it was after this very message, so that the same message gets the same answer.
        var order = accepted.Order ?? Order.Fold((await log.LoadAsync(accepted.OrderId, CancellationToken.None)).Events.Take(accepted.Version))!;
        var contractor = (await registry.GetAsync(CancellationToken.None)).Partner(order.Assignment.ContractorId);
        request.HttpContext.Response.Headers["X-Ketenhub-Receipt"] = accepted.ReceiptId.ToString();
        var body = Results.Bytes(OrderDocument.Write(order, partner, contractor, hub), "application/json");
        if (operation is not Operation.Post) return body;
        request.HttpContext.Response.Headers.Location = $"{request.Scheme}://{request.Host}/api/vera/v4/onderhoudsorders/{accepted.OrderId}";
        return body.With(201);
    }

    private static OrderQuery? Query(HttpRequest request, Partner partner)
    {
        var asked = request.Query;
        var query = new OrderQuery { ErpId = partner.Id, Keys = new ErpKeys(Text("id"), Text("idExtern"), Text("code")), Cursor = Text("cursor"), Limit = 20 };
        var (status, kind) = (Text("status[code]") ?? Text("status"), Text("onderhoudSoort[code]") ?? Text("onderhoudSoort"));
        if (status is not null)
        {
            if (CodeMaps.Statuses.Find(status, partner.Connection) is not { } code) return null;
            query = query with { Status = code.Value };
        }
        if (kind is not null)
        {
            if (CodeMaps.Kinds.Find(kind, partner.Connection) is not { } code) return null;
            query = query with { Kind = code.Value };
        }
        var size = request.Headers["X-Parameters-AantalPerPagina"].ToString() is { Length: > 0 } header ? header : Text("aantalPerPagina");
        if (size is null) return query;
        return int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Limits.ItemsPerPage ? query with { Limit = limit } : null;

        string? Text(string name) => asked[name].ToString() is { Length: > 0 } text ? text : null;
    }
}
