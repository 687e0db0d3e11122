using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Servers;
using Hub.Formats.Vera.Codes;

namespace Hub.Demo.Erp;

/// <summary>The corporation's ERP: has a VERA face for the hub, and sends its orders to the hub's.</summary>
/// <param name="name">The name that people read.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="options">Clock and watcher.</param>
public sealed class StandInErp(string name, string partnerId, StandInOptions? options = null) : StandInServer(name, options), IStandIn
{
    private const string Orders = "onderhoudsorders";

    private readonly ErpBook _book = new();
    private HubClient? _hub;

    /// <inheritdoc/>
    public string PartnerId => partnerId;

    /// <summary>The key that the hub must send.</summary>
    public string ApiKey { get; } = $"erp-{Guid.NewGuid():N}";

    /// <summary>True answers 405 to PATCH: the hub then sends the whole order with PUT.</summary>
    public bool LacksPatch { get; set; }

    /// <summary>Every order that it has.</summary>
    public IReadOnlyList<ErpOrder> AllOrders => _book.All;

    /// <summary>An order by its number or another of its keys.</summary>
    /// <exception cref="KeyNotFoundException">The ERP does not have it.</exception>
    public ErpOrder Order(string number) => _book.Find(number) ?? throw new KeyNotFoundException($"{Name} has no order {number}.");

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

    /// <summary>Ends when an order is as the condition wants it; the order need not be there yet.</summary>
    public Task WaitForOrderAsync(string number, Func<ErpOrder, bool> condition, CancellationToken cancel) =>
        Changes.WaitAsync(() => _book.Find(number) is { } order && condition(order), cancel);

    /// <summary>Places an order: <c>POST /onderhoudsorders</c>.</summary>
    /// <param name="order">The body, see <see cref="VeraOrderDraft"/>.</param>
    /// <param name="reference">The message's identity; null makes one.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<HubAnswer> PlaceAsync(JsonObject order, string? reference = null, CancellationToken cancel = default)
    {
        var number = ErpBook.NumberOf(order);
        var isNew = _book.Find(number) is null;
        if (isNew) _book.Add(order, "REG");
        var answer = await SendAsync(HttpMethod.Post, number, null, order, $"{Kind(order)} order placed", reference, cancel);
        if (!answer.IsTaken && isNew) _book.Remove(number);
        return answer;
    }

    /// <summary>Changes parts of an order: <c>PATCH /onderhoudsorders/{number}</c>.</summary>
    public Task<HubAnswer> AmendAsync(string number, JsonObject changes, string? reference = null, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Patch, number, number, changes, "order amended", reference, cancel);

    /// <summary>Sends an order anew: <c>PUT /onderhoudsorders/{number}</c>.</summary>
    public Task<HubAnswer> ReplaceAsync(string number, JsonObject order, string? reference = null, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Put, number, number, order, "order sent anew", reference, cancel);

    /// <summary>Withdraws an order.</summary>
    public Task<HubAnswer> CancelAsync(string number, string reason, CancellationToken cancel = default) => WishAsync(number, "GEA", reason, "cancelled", cancel);

    /// <summary>Answers what the contractor asked.</summary>
    public Task<HubAnswer> AnswerAsync(string number, string answer, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Patch, number, number, WithExtra(MemberNames.Extra.Answer, answer), "answer given", null, cancel);

    /// <summary>Agrees to extra work: the order may go on where it was.</summary>
    public Task<HubAnswer> ApproveExtraWorkAsync(string number, string? remark = null, string? role = null, CancellationToken cancel = default) =>
        WishAsync(number, Order(number).WorkingStatus, remark, "extra work approved", cancel, role);

    /// <summary>Does not agree to extra work: the order goes on where it was, without it.</summary>
    public async Task<HubAnswer> DeclineExtraWorkAsync(string number, string reason, string? role = null, CancellationToken cancel = default)
    {
        var before = _book.SetStatus(number, Order(number).WorkingStatus);
        var body = WithExtra(MemberNames.Extra.ExtraWork, "afgewezen");
        body["extra-attributen"]!.AsArray().Add(VeraOrderDraft.Extra(MemberNames.Extra.Explanation, reason));
        InRole(body, role);
        var answer = await SendAsync(HttpMethod.Patch, number, number, body, "extra work declined", null, cancel);
        if (!answer.IsTaken) _book.SetStatus(number, before);
        return answer;
    }

    /// <summary>Agrees to an order above a mandate.</summary>
    public Task<HubAnswer> ApproveAsync(string number, string? remark = null, string? role = null, CancellationToken cancel = default) =>
        SendAsync(HttpMethod.Patch, number, number, Wish("GUN", remark, role), role is null ? "order approved" : $"order approved by {role}", null, cancel);

    /// <summary>Does not agree to the work done: it is to be redone.</summary>
    public Task<HubAnswer> FailInspectionAsync(string number, string remark, CancellationToken cancel = default) => WishAsync(number, "INB", remark, "inspection failed", cancel);

    /// <summary>Tells on which day the keys of a dwelling came in.</summary>
    public Task<HubAnswer> TellKeysAsync(string number, DateOnly day, CancellationToken cancel = default) => SendAsync(
        HttpMethod.Patch, number, number, WithExtra(MemberNames.Extra.KeysReceived, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), "keys received", null, cancel);

    /// <summary>Agrees to the work done.</summary>
    public Task<HubAnswer> AgreeAsync(string number, string? remark = null, CancellationToken cancel = default) => WishAsync(number, "FIN", remark, "work agreed", cancel);

    /// <summary>Closes an order.</summary>
    public Task<HubAnswer> CloseAsync(string number, string? remark = null, CancellationToken cancel = default) => WishAsync(number, "AFG", remark, "closed", cancel);

    /// <inheritdoc/>
    protected override StandInAnswer Answer(ReceivedRequest request)
    {
        if (request.Header(HubClient.KeyHeader) != ApiKey) return new StandInAnswer(401);
        var path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is not [Orders, var escaped]) return new StandInAnswer(404);
        var key = Uri.UnescapeDataString(escaped);
        return request.Method switch
        {
            "GET" => _book.Find(key) is { } order ? Json(200, order.Document) : new StandInAnswer(404),
            "PATCH" when LacksPatch => new StandInAnswer(405),
            "PATCH" or "PUT" => Hear(key, request),
            _ => new StandInAnswer(405),
        };
    }

    private HubClient Hub => _hub ?? throw new InvalidOperationException($"{Name} is not connected to a hub.");

    private StandInAnswer Hear(string key, ReceivedRequest request)
    {
        if (Parse(request) is not { } body) return Json(422, new JsonObject { ["code"] = "json", ["omschrijving"] = "Geen JSON-object." });
        if (request.Header(MemberNames.ReferenceHeader) is not { Length: > 0 } reference)
            return Json(422, new JsonObject { ["code"] = "referentienummer", ["omschrijving"] = $"De header {MemberNames.ReferenceHeader} ontbreekt." });
        if (_book.Hear(key, reference, request.Method, body) is not var (heard, number, isNew)) return new StandInAnswer(404);
        Tell(number, StandInOptions.Hub, Name, $"{heard.Status} {heard.Name}{(isNew ? "" : " (known already)")}");
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

    // The ERP sees its own wish at once; where the hub refuses, it is as it was.
    private async Task<HubAnswer> WishAsync(string number, string status, string? explanation, string what, CancellationToken cancel, string? role = null)
    {
        var before = _book.SetStatus(number, status);
        var answer = await SendAsync(HttpMethod.Patch, number, number, Wish(status, explanation, role), what, null, cancel);
        if (!answer.IsTaken) _book.SetStatus(number, before);
        return answer;
    }

    private static JsonObject Wish(string status, string? explanation, string? role = null)
    {
        var body = explanation is null ? [] : WithExtra(MemberNames.Extra.Explanation, explanation);
        body["status"] = VeraOrderDraft.Code(status);
        return InRole(body, role);
    }

    private static JsonObject InRole(JsonObject body, string? role)
    {
        if (role is null) return body;
        if (body["extra-attributen"] is not JsonArray extras) body["extra-attributen"] = extras = [];
        extras.Add(VeraOrderDraft.Extra(MemberNames.Extra.Role, role));
        return body;
    }

    private static JsonObject WithExtra(string extra, string value) => new() { ["extra-attributen"] = new JsonArray(VeraOrderDraft.Extra(extra, value)) };

    private static string Kind(JsonObject order) => (string?)order["onderhoudSoort"]?["code"] ?? "";

    private Task<HubAnswer> SendAsync(HttpMethod method, string number, string? id, JsonObject body, string what, string? reference, CancellationToken cancel)
    {
        var status = (string?)body["status"]?["code"];
        Tell(number, Name, StandInOptions.Hub, status is null ? what : $"{status} {what}");
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
