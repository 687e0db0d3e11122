using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Servers;
using Hub.Formats.Vera.Codes;

namespace Hub.Demo.Erp;

/// <summary>The corporation's ERP: offers a VERA interface to the hub and sends its orders to the hub's VERA interface.</summary>
/// <param name="name">Display name.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="options">Clock and observer.</param>
public sealed class StandInErp(string name, string partnerId, StandInOptions? options = null) : StandInServer(name, options), IStandIn
{
    private const string Orders = "onderhoudsorders";

    private readonly ErpOrderStore _store = new();
    private HubClient? _hub;

    /// <inheritdoc/>
    public string PartnerId => partnerId;

    /// <summary>The API key that the hub must send.</summary>
    public string ApiKey { get; } = $"erp-{Guid.NewGuid():N}";

    /// <summary>True to answer 405 to PATCH: the hub then sends the whole order with PUT.</summary>
    public bool LacksPatch { get; set; }

    /// <summary>All its orders.</summary>
    public IReadOnlyList<ErpOrder> AllOrders => _store.All;

    /// <summary>An order by its number or another of its keys.</summary>
    /// <exception cref="KeyNotFoundException">The ERP does not have it.</exception>
    public ErpOrder Order(string number) => _store.Find(number) ?? throw new KeyNotFoundException($"{Name} has no order {number}.");

    /// <inheritdoc/>
    public JsonObject PartnerDocument() => new()
    {
        ["role"] = "Erp",
        ["name"] = Name,
        ["connection"] = new JsonObject
        {
            ["language"] = "Vera", ["transport"] = "VeraClient", ["url"] = Url.ToString(), ["headers"] = new JsonObject { [HubClient.KeyHeader] = ApiKey },
        },
    };

    /// <inheritdoc/>
    public void Connect(HubClient hub) => _hub = hub;

    /// <summary>Completes when an order exists and fulfils the condition.</summary>
    public Task WaitForOrderAsync(string number, Func<ErpOrder, bool> condition, CancellationToken cancel) =>
        Changes.WaitAsync(() => _store.Find(number) is { } order && condition(order), cancel);

    /// <summary>Places an order: <c>POST /onderhoudsorders</c>.</summary>
    /// <param name="order">The body, see <see cref="NewVeraOrder"/>.</param>
    /// <param name="reference">The message's identity; null makes one.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public async Task<HubAnswer> PlaceAsync(JsonObject order, string? reference = null, CancellationToken cancel = default)
    {
        var number = ErpOrderStore.NumberOf(order);
        var isNew = _store.Find(number) is null;
        if (isNew) _store.Add(order, "REG");
        var answer = await SendAsync(HttpMethod.Post, number, null, order, $"{Kind(order)} order placed", reference, cancel);
        if (!answer.IsSuccess && isNew) _store.Remove(number);
        return answer;
    }

    /// <summary>Changes parts of an order: <c>PATCH /onderhoudsorders/{number}</c>.</summary>
    public Task<HubAnswer> AmendAsync(string number, JsonObject changes, string? reference = null, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Patch, number, number, changes, "order amended", reference, cancel);

    /// <summary>Replaces an order: <c>PUT /onderhoudsorders/{number}</c>.</summary>
    public Task<HubAnswer> ReplaceAsync(string number, JsonObject order, string? reference = null, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Put, number, number, order, "order replaced", reference, cancel);

    /// <summary>Withdraws an order.</summary>
    public Task<HubAnswer> CancelAsync(string number, string reason, CancellationToken cancel = default) =>
        RequestStatusAsync(number, "GEA", reason, "cancelled", cancel);

    /// <summary>Answers the contractor's question.</summary>
    public Task<HubAnswer> AnswerAsync(string number, string answer, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Patch, number, number, WithExtra(MemberNames.Extra.Answer, answer), "answer given", null, cancel);

    /// <summary>Approves extra work: the order returns to its previous status.</summary>
    public Task<HubAnswer> ApproveExtraWorkAsync(string number, string? remark = null, string? role = null, CancellationToken cancel = default) =>
        RequestStatusAsync(number, Order(number).WorkingStatus, remark, "extra work approved", cancel, role);

    /// <summary>Declines extra work: the order returns to its previous status.</summary>
    public async Task<HubAnswer> DeclineExtraWorkAsync(string number, string reason, string? role = null, CancellationToken cancel = default)
    {
        var before = _store.SetStatus(number, Order(number).WorkingStatus);
        var body = WithExtra(MemberNames.Extra.ExtraWork, "afgewezen");
        body["extra-attributen"]!.AsArray().Add(NewVeraOrder.Extra(MemberNames.Extra.Explanation, reason));
        AddRole(body, role);
        var answer = await SendAsync(HttpMethod.Patch, number, number, body, "extra work declined", null, cancel);
        if (!answer.IsSuccess) _store.SetStatus(number, before);
        return answer;
    }

    /// <summary>Approves an order above a mandate.</summary>
    public Task<HubAnswer> ApproveAsync(string number, string? remark = null, string? role = null, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Patch, number, number, StatusRequest("GUN", remark, role),
            role is null ? "order approved" : $"order approved by {role}", null, cancel);

    /// <summary>Rejects the completed work: it must be redone.</summary>
    public Task<HubAnswer> FailInspectionAsync(string number, string remark, CancellationToken cancel = default) =>
        RequestStatusAsync(number, "INB", remark, "inspection failed", cancel);

    /// <summary>Reports the day on which the keys of a dwelling were received.</summary>
    public Task<HubAnswer> ReportKeysReceivedAsync(string number, DateOnly day, CancellationToken cancel = default) => SendAsync(
        HttpMethod.Patch, number, number, WithExtra(MemberNames.Extra.KeysReceived, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "keys received", null, cancel);

    /// <summary>Approves the completed work.</summary>
    public Task<HubAnswer> ApproveWorkAsync(string number, string? remark = null, CancellationToken cancel = default) =>
        RequestStatusAsync(number, "FIN", remark, "work agreed", cancel);

    /// <summary>Closes an order.</summary>
    public Task<HubAnswer> CloseAsync(string number, string? remark = null, CancellationToken cancel = default) =>
        RequestStatusAsync(number, "AFG", remark, "closed", cancel);

    /// <inheritdoc/>
    protected override StandInAnswer Answer(ReceivedRequest request)
    {
        if (request.Header(HubClient.KeyHeader) != ApiKey) return new StandInAnswer(401);
        var path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["ping"] && request.Method == "GET") return new StandInAnswer(200);
        if (path is not [Orders, var escaped]) return new StandInAnswer(404);
        var key = Uri.UnescapeDataString(escaped);
        return request.Method switch
        {
            "GET" => _store.Find(key) is { } order ? Json(200, order.Document) : new StandInAnswer(404),
            "PATCH" when LacksPatch => new StandInAnswer(405),
            "PATCH" or "PUT" => Receive(key, request),
            _ => new StandInAnswer(405),
        };
    }

    private HubClient Hub => _hub ?? throw new InvalidOperationException($"{Name} is not connected to a hub.");

    private StandInAnswer Receive(string key, ReceivedRequest request)
    {
        if (Parse(request) is not { } body) return Json(422, new JsonObject { ["code"] = "json", ["omschrijving"] = "Geen JSON-object." });
        if (request.Header(MemberNames.ReferenceHeader) is not { Length: > 0 } reference)
            return Json(422, new JsonObject { ["code"] = "referentienummer", ["omschrijving"] = $"De header {MemberNames.ReferenceHeader} ontbreekt." });
        if (_store.Receive(key, reference, request.Method, body) is not var (received, number, isNew)) return new StandInAnswer(404);
        Observe(number, StandInOptions.Hub, Name, $"{received.Status} {received.Name}{(isNew ? "" : " (duplicate)")}");
        Changes.Notify();
        return Json(200, Order(number).Document);
    }

    private static JsonObject? Parse(ReceivedRequest request)
    {
        try
        {
            return JsonNode.Parse(request.Body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The ERP shows the requested status at once and reverts it where the hub rejects the request.
    private async Task<HubAnswer> RequestStatusAsync(string number, string status, string? explanation, string what, CancellationToken cancel,
        string? role = null)
    {
        var before = _store.SetStatus(number, status);
        var answer = await SendAsync(HttpMethod.Patch, number, number, StatusRequest(status, explanation, role), what, null, cancel);
        if (!answer.IsSuccess) _store.SetStatus(number, before);
        return answer;
    }

    private static JsonObject StatusRequest(string status, string? explanation, string? role = null)
    {
        var body = explanation is null ? [] : WithExtra(MemberNames.Extra.Explanation, explanation);
        body["status"] = NewVeraOrder.Code(status);
        return AddRole(body, role);
    }

    private static JsonObject AddRole(JsonObject body, string? role)
    {
        if (role is null) return body;
        if (body["extra-attributen"] is not JsonArray extras) body["extra-attributen"] = extras = [];
        extras.Add(NewVeraOrder.Extra(MemberNames.Extra.Role, role));
        return body;
    }

    private static JsonObject WithExtra(string extra, string value) => new() { ["extra-attributen"] = new JsonArray(NewVeraOrder.Extra(extra, value)) };

    private static string Kind(JsonObject order) => (string?)order["onderhoudSoort"]?["code"] ?? "";

    private Task<HubAnswer> SendAsync(HttpMethod method, string number, string? id, JsonObject body, string what, string? reference, CancellationToken cancel)
    {
        var status = (string?)body["status"]?["code"];
        Observe(number, Name, StandInOptions.Hub, status is null ? what : $"{status} {what}");
        var headers = new Dictionary<string, string>
        {
            [MemberNames.ReferenceHeader] = reference ?? Guid.NewGuid().ToString("N"),
            [MemberNames.MomentHeader] = Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            [MemberNames.SenderHeader] = partnerId,
        };
        var path = $"api/vera/v4/{Orders}{(id is null ? "" : $"/{Uri.EscapeDataString(id)}")}";
        return Hub.SendAsync(method, path, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json", headers, cancel);
    }

    private static StandInAnswer Json(int status, JsonObject body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");
}
