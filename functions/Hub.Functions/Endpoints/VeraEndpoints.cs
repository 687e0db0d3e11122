using System.Globalization;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Writing;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>An OHD system (VERA 4.3) for the corporation's ERP.</summary>
public sealed class VeraEndpoints(
    Access access, MessageIntake messages, FindOrder findOrder, IEventLog log, IViews views, RegistryCache registry, ListTurns turns,
    PageCursors cursors, PublicAddress hub, AcceptedOrders acceptedOrders)
{
    private const string ListName = "vera-orders";
    private static readonly string[] MediaTypes = ["application/json"];

    /// <summary>Stuurgegevens: the headers that VERA defines, in lower case as the reader looks for them.</summary>
    internal static readonly IReadOnlyList<string> Headers =
    [
        "x-stuurgegevens-referentienummer", "x-stuurgegevens-tijdstip-bericht", "x-stuurgegevens-zender-organisatie", "x-stuurgegevens-zender-administratie",
    ];

    private static readonly Fault WrongQuery = new(422, "query", "De zoekvraag klopt niet",
        "Gebruik id, idExtern, code, status en onderhoudSoort met een code uit de referentielijst, cursor en aantalPerPagina (1-100).");

    /// <summary>Answers that the hub is there.</summary>
    [Function("VeraPing")]
    [QueryWords(OthersPass = true)]
    public IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/vera/v4/ping")] HttpRequest request) => Results.Ok();

    /// <summary>Lists orders by key, status or kind, last placed first.</summary>
    [Function("VeraList")]
    [QueryWords("id", "idExtern", "code", "status", "status[code]", "onderhoudSoort", "onderhoudSoort[code]", "cursor", "aantalPerPagina")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        if (partner.Role is not PartnerRole.Erp) return request.Refuse(Fault.NotFound);
        if (Query(request, partner) is not { } query) return request.Refuse(WrongQuery);

        var cancel = request.HttpContext.RequestAborted;
        using var turn = await turns.TryEnterAsync(partner.Id, cancel);
        if (turn is null) return request.Refuse(ListTurns.TooMany);
        var page = await views.ListAsync(query with { TimeLimit = ListTurns.TimeLimit }, cancel);
        var snapshot = await registry.GetAsync(cancel);
        var orders = new List<(Order, Partner?)>(page.Items.Count);
        foreach (var row in page.Items)
            if ((await log.LoadAsync(row.OrderId, cancel)).Fold() is { } order) orders.Add((order, snapshot.Partner(order.Assignment.ContractorId)));
        var headers = request.HttpContext.Response.Headers;
        headers["X-Parameters-AantalPerPagina"] = query.Limit.ToString(CultureInfo.InvariantCulture);
        if (cursors.Of(ListName, page.Cursor) is { } cursor) headers["X-Parameters-Cursor"] = cursor;
        return Results.Bytes(OrderDocument.WriteList(orders, partner, hub), "application/json");
    }

    /// <summary>Places an order; 201 with its place, and the order as it was after this message.</summary>
    [Function("VeraPost")]
    public Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        TakeAsync(request, Operation.Post, null);

    /// <summary>Sends an order anew, found by its keys; 200 with the order as it was after this message.</summary>
    [Function("VeraPut")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        TakeAsync(request, Operation.Put, null);

    /// <summary>Changes parts of an order, found by its keys.</summary>
    [Function("VeraPatch")]
    public Task<IResult> Patch([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/vera/v4/onderhoudsorders")] HttpRequest request) =>
        TakeAsync(request, Operation.Patch, null);

    /// <summary>Gives one order.</summary>
    [Function("VeraGetById")]
    public async Task<IResult> GetById(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/vera/v4/onderhoudsorders/{id}")] HttpRequest request, string id)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        if (partner.Role is not PartnerRole.Erp) return request.Refuse(Fault.NotFound);
        var cancel = request.HttpContext.RequestAborted;
        if (await findOrder.FindAsync(new Viewer(partner), RouteText.Of(request, id), cancel) is not { Order: var order })
            return request.Refuse(Fault.NotFound);
        return Results.Bytes(OrderDocument.Write(order, partner, (await registry.GetAsync(cancel)).Partner(order.Assignment.ContractorId), hub, saysAssigned: true),
            "application/json");
    }

    /// <summary>Sends an order anew.</summary>
    [Function("VeraPutById")]
    public Task<IResult> PutById([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/vera/v4/onderhoudsorders/{id}")] HttpRequest request,
        string id) =>
        TakeAsync(request, Operation.Put, id);

    /// <summary>Changes parts of an order.</summary>
    [Function("VeraPatchById")]
    public Task<IResult> PatchById([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/vera/v4/onderhoudsorders/{id}")] HttpRequest request,
        string id) =>
        TakeAsync(request, Operation.Patch, id);

    private async Task<IResult> TakeAsync(HttpRequest request, Operation operation, string? id)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        if (RequestBodies.Submission(request, partner, Language.Vera).Ends(out answer, out var submission)) return answer;
        submission = submission with
        {
            Operation = operation,
            ResourceId = id is null ? null : RouteText.Of(request, id),
            Headers = Headers.Where(h => request.Headers.ContainsKey(h)).ToDictionary(h => h, h => request.Headers[h].ToString()),
        };
        if ((await messages.TakeAsync(request, submission, MediaTypes)).Ends(out answer, out var answers)) return answer;
        if (answers[0] is not Answer.Accepted accepted) return request.Refuse(MessageIntake.FaultOf(answers[0], unreadable: 422)!);

        var (orderId, document) = await acceptedOrders.VeraAsync(accepted, partner);
        request.HttpContext.Response.Headers["X-Ketenhub-Receipt"] = accepted.ReceiptId.ToString();
        var body = Results.Bytes(document, "application/json");
        if (operation is not Operation.Post) return body;
        request.HttpContext.Response.Headers.Location = $"{request.Scheme}://{request.Host}/api/vera/v4/onderhoudsorders/{orderId}";
        return body.With(201);
    }

    private OrderQuery? Query(HttpRequest request, Partner partner)
    {
        var asked = request.Query;
        var query = new OrderQuery { ErpId = partner.Id, Keys = new ErpKeys(Text("id"), Text("idExtern"), Text("code")), Limit = 20 };
        if (!Given("X-Parameters-Cursor", "cursor", out var cursor)) return null;
        if (cursor is not null)
        {
            if (cursors.Position(ListName, cursor) is not { } position) return null;
            query = query with { Cursor = position };
        }
        if (!Code("status", CodeMaps.Statuses, out var status) || !Code("onderhoudSoort", CodeMaps.Kinds, out var kind)) return null;
        query = query with { Status = status?.Value, Kind = kind?.Value };
        if (!Given("X-Parameters-AantalPerPagina", "aantalPerPagina", out var size)) return null;
        if (size is null) return query;
        return PlainValue.TryWhole(size, out int limit) && limit is >= 1 and <= Limits.ItemsPerPage
            ? query with { Limit = limit }
            : null;

        // VERA has it as a header, and the query serves callers that cannot send one; where both are given, they must say the same.
        bool Given(string header, string name, out string? value)
        {
            value = request.Headers[header].ToString() is { Length: > 0 } given ? given : null;
            var other = Text(name);
            if (value is not null && other is not null && value != other) return false;
            value ??= other;
            return true;
        }

        // A filter has two names; where both are given, they must say the same. A code of which the hub has no orders would otherwise list them all.
        bool Code<T>(string name, CodeList<T> list, out CodeEntry<T>? found)
        {
            found = null;
            foreach (var text in new[] { Text($"{name}[code]"), Text(name) })
            {
                if (text is null) continue;
                if (list.Find(text, partner.Connection) is not { Value: not null } row || (found is not null && row.Code != found.Code)) return false;
                found = row;
            }
            return true;
        }

        string? Text(string name) => asked[name].ToString() is { Length: > 0 } text ? text : null;
    }
}
