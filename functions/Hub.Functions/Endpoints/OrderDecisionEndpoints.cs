using System.Text.Json.Serialization;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Retention;
using Hub.Domain.Orders;
using Hub.Formats.Canonical.Writing;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What the administrator does with an order: decides in the corporation's name, and erases personal data.</summary>
public sealed class OrderDecisionEndpoints(Access access, FindOrder findOrder, DecideByHand decide, EraseContacts contacts, ReplayErasures replay,
    PublicAddress hub, TimeProvider clock)
{
    /// <summary>Decides on what an order waits for; 200 with the order after the decision.</summary>
    [Function("ManageOrderDecision")]
    [Audited("order.decide", "orderId")]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/orders/{orderId}/decisions")] HttpRequest request, string orderId)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.JsonAsync(request, DecisionJson.Default.DecisionRequest)).Ends(out var answer, out var body)) return answer;
        if (DecisionRequest.ErrorsOf(body) is { Count: > 0 } wrong) return request.Refuse(Fault.WrongDocument(wrong));
        var cancel = request.HttpContext.RequestAborted;
        if (await findOrder.FindAsync(Viewer.Administrator, RouteText.Of(request, orderId), cancel) is not { Order: var order })
            return request.Refuse(Fault.NotFound);
        AuditedRequest.IsOn(request, $"{order.Id.Value}");
        return await decide.DecideAsync(order.Id, body!.ToEvent(), cancel) switch
        {
            Decision.Refused no => request.Refuse(Fault.Of(no.Refusal)),
            Decision.Accepted accepted => Answers.Json(w => OrderViewBuilder.Write(w, accepted.Order!, clock.GetUtcNow(), hub, Viewer.Administrator)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no decision."),
        };
    }

    private static readonly Fault NoContact = Fault.NotFound with
    {
        Detail = "The order has no contact: none was given, or it was erased.",
    };

    /// <summary>Erases the resident's contact of an order, and the bodies of its messages; 204, or 404 where there is no contact.</summary>
    [Function("ManageContactErase")]
    [Audited("contact.erase", "orderId")]
    public async Task<IResult> EraseContact(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/orders/{orderId}/contact")] HttpRequest request, string orderId)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var cancel = request.HttpContext.RequestAborted;
        var found = await findOrder.FindAsync(Viewer.Administrator, RouteText.Of(request, orderId), cancel);
        // A contact may be there before its order is, where a placing broke off: it goes by the hub's id.
        OrderId? id = found?.Order.Id ?? (OrderId.TryParse(orderId, out var early) ? early : null);
        if (id is { } order) AuditedRequest.IsOn(request, $"{order.Value}");
        var actor = await access.AdministratorAsync(request) ?? throw new InvalidOperationException("Nobody asks.");
        if (id is { } known && await contacts.EraseAsync(known, actor.Kind, cancel)) return Results.NoContent();
        return request.Refuse(found is null ? Fault.NotFound : NoContact);
    }

    /// <summary>Does all logged erasures again; 200 with what came of them.</summary>
    [Function("ManageErasuresReplay")]
    [Audited("erasures.replay")]
    public async Task<IResult> ReplayErasures([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/erasures/replay")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var done = await replay.ReplayAsync(request.HttpContext.RequestAborted);
        return Answers.Json(new ErasuresView(done.Entries, done.Erased, [.. done.Later.Select(o => o.Value)]), ErasuresJson.Default.ErasuresView);
    }
}

/// <summary>What came of erasures that were done again.</summary>
internal sealed record ErasuresView(int Entries, int Erased, IReadOnlyList<Guid> Later);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErasuresView))]
internal sealed partial class ErasuresJson : JsonSerializerContext;
