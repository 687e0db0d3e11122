using Hub.Application.Deliveries;
using Hub.Application.Streams;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Deliveries, for the administrator.</summary>
public sealed class DeliveryEndpoints(
    Access access, IDeliveryStore store, IEventLog log, ManageDeliveries deliveries, KnownPartners partners, PageCursors cursors)
{
    private const string ListName = "deliveries";
    private const int LongestReason = 500;
    private const string RecipientForm = "A partner's id.";
    private const string NotCalled = "The partner is not called: it fetches from its mailbox, or its connection is disabled.";

    /// <summary>Lists deliveries, oldest first: <c>?state=owed|delivered|parked|skipped&amp;partner=&amp;orderId=&amp;cursor=&amp;limit=</c></summary>
    [Function("ManageDeliveries")]
    [QueryWords("state", "partner", "orderId", "cursor", "limit")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/deliveries")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var parameters = new QueryParameters(request);
        var query = new DeliveryQuery(
            parameters.Choice("state", DeliveryStateWords.States), RecipientOf(parameters), Order(parameters), parameters.Cursor(cursors, ListName),
            parameters.Limit(50, most: 200));
        if (parameters.Refusal is { } wrong) return wrong;
        if (await UnknownAsync("?", query, request.HttpContext.RequestAborted) is { Count: > 0 } unknown) return request.Refuse(Fault.WrongQuery(unknown));
        var page = await store.ListAsync(query, request.HttpContext.RequestAborted);
        return Answers.Json(new DeliveriesView([.. page.Items.Select(View)], cursors.Of(ListName, page.Cursor)), ManageJson.Default.DeliveriesView);
    }

    /// <summary>Tries one parked delivery, and with it its lane, again; 204, or 409 where it is not parked.</summary>
    [Function("ManageDeliveryReplay")]
    [Audited("delivery.replay", "id")]
    public async Task<IResult> Replay([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/{id}/replay")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return Changed(request, await deliveries.ReplayAsync(id, request.HttpContext.RequestAborted), "Only a parked delivery can be replayed.");
    }

    /// <summary>Tries all parked deliveries again, or those of a filter <c>{partner?, orderId?}</c>; 200 with their number.</summary>
    [Function("ManageDeliveriesReplay")]
    [Audited("deliveries.replay")]
    public async Task<IResult> ReplayAll([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/replay")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await FilterAsync(request)).Ends(out var answer, out var query)) return answer;
        return Answers.Json(new ReplayedView(await deliveries.ReplayAllAsync(query, request.HttpContext.RequestAborted)), ManageJson.Default.ReplayedView);
    }

    /// <summary>Tries one delivery now that waits for its next attempt, and what stands before it in its lane; 204, or 409 where it does not wait.</summary>
    [Function("ManageDeliveryRetry")]
    [Audited("delivery.retry", "id")]
    public async Task<IResult> Retry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/{id}/retry")] HttpRequest request, string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return await deliveries.RetryAsync(id, request.HttpContext.RequestAborted) switch
        {
            null => Changed(request, null, ""),
            RetryOutcome.Signalled => Results.NoContent(),
            RetryOutcome.Held => Changed(request, false, "A parked delivery stands before it in its lane: replay or skip that one first."),
            RetryOutcome.NotCalled => Changed(request, false, NotCalled),
            _ => Changed(request, false, "Only a delivery that waits for its next attempt can be tried now; a parked one is replayed."),
        };
    }

    /// <summary>
    /// Tries all deliveries now that wait for their next attempt, or those of a filter <c>{partner?, orderId?}</c>; 200 with their number, or 409 where the
    /// partner that it names is not called.
    /// </summary>
    [Function("ManageDeliveriesRetry")]
    [Audited("deliveries.retry")]
    public async Task<IResult> RetryAll([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/retry")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await FilterAsync(request)).Ends(out var answer, out var query)) return answer;
        return await deliveries.RetryAllAsync(query, request.HttpContext.RequestAborted) is { } retried
            ? Answers.Json(new RetriedView(retried), ManageJson.Default.RetriedView)
            : Changed(request, false, NotCalled);
    }

    /// <summary>Gives up a delivery, with a reason; 204, or 409 where it is done already or being made.</summary>
    [Function("ManageDeliverySkip")]
    [Audited("delivery.skip", "id")]
    public async Task<IResult> Skip([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/{id}/skip")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.JsonAsync(request, ManageJson.Default.SkipRequest)).Ends(out var answer, out var body)) return answer;
        if (body?.Reason is not { } reason || string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
            return request.Refuse(Fault.WrongDocument([new ReadError("/reason", $"A reason of 1 to {LongestReason} characters.")]));
        return Changed(request, await deliveries.SkipAsync(id, reason.Trim(), request.HttpContext.RequestAborted),
            "The delivery is done already, or is being made at this moment.");
    }

    // What the filter names and the hub does not know. Other recipients than partners are no business of the registry: of them the list alone can tell.
    private async Task<List<ReadError>> UnknownAsync(string before, DeliveryQuery query, CancellationToken cancel)
    {
        var errors = new List<ReadError>();
        async Task<bool> HasAnyAsync() => (await store.ListAsync(new DeliveryQuery(Recipient: query.Recipient, Limit: 1), cancel)).Items.Count > 0;
        if (query.Recipient is { PartnerId: null } && !await HasAnyAsync()) errors.Add(new ReadError(before + "partner", RecipientForm));
        if (await partners.ErrorAsync(before + "partner", query.Recipient?.PartnerId, null, HasAnyAsync, cancel) is { } unknown) errors.Add(unknown);
        if (query.Stream is { } order && (await log.LoadAsync(order, cancel)).Version == 0)
            errors.Add(new ReadError(before + "orderId", "The hub's id of an order. There is none of this id: GET /api/v1/orders?q= finds it by the order's number."));
        return errors;
    }

    private async Task<ValueOrAnswer<DeliveryQuery>> FilterAsync(HttpRequest request)
    {
        // A null is what a tool sends that found nothing, and would take all.
        if ((await RequestBodies.JsonAsync(request, ManageJson.Default.ReplayRequest, takesNull: false)).Ends(out var answer, out var filter))
            return ValueOrAnswer<DeliveryQuery>.End(answer);
        Recipient? recipient = null;
        if (filter?.Partner is { } name)
        {
            if (!Recipient.TryParse(KeyText.Of(name), out var named))
                return ValueOrAnswer<DeliveryQuery>.End(request.Refuse(Fault.WrongDocument([new ReadError("/partner", RecipientForm)])));
            recipient = named;
        }
        var query = new DeliveryQuery(Recipient: recipient, Stream: filter?.OrderId is { } order ? new OrderId(order) : null);
        return await UnknownAsync("/", query, request.HttpContext.RequestAborted) is { Count: > 0 } unknown
            ? ValueOrAnswer<DeliveryQuery>.End(request.Refuse(Fault.WrongDocument(unknown)))
            : ValueOrAnswer<DeliveryQuery>.Of(query);
    }

    private static IResult Changed(HttpRequest request, bool? changed, string whyNot) => changed switch
    {
        true => Results.NoContent(),
        false => request.Refuse(new Fault(409, "delivery-state", "Not possible in the delivery's present state", whyNot)),
        null => request.Refuse(Fault.NotFound),
    };

    private static Recipient? RecipientOf(QueryParameters parameters)
    {
        if (parameters.Key("partner") is not { } text) return null;
        if (Recipient.TryParse(text, out var recipient)) return recipient;
        parameters.Wrong("partner", RecipientForm);
        return null;
    }

    private static OrderId? Order(QueryParameters parameters)
    {
        if (parameters.Text("orderId") is not { } text) return null;
        if (OrderId.TryParse(text, out var id)) return id;
        parameters.Wrong("orderId", "The hub's id of the order, a UUID, and not its number: GET /api/v1/orders?q= finds the id by the number.");
        return null;
    }

    private static DeliveryView View(Delivery d) => new(
        d.Id, d.Stream.Id, d.Recipient.ToString(), d.Version, d.EventName, DeliveryStateWords.Of(d.State), d.Attempts, d.Failures,
        d.CreatedAt, d.FirstTriedAt, d.NextAttemptAt, d.DoneAt, d.Note);
}
