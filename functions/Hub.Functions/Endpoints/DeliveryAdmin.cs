using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What the manage face does with deliveries.</summary>
public sealed class DeliveryAdmin(Access door, IDeliveryStore store, ManageDeliveries deliveries)
{
    /// <summary><c>?state=owed|delivered|parked|skipped&amp;partner=&amp;orderId=&amp;cursor=&amp;limit=</c>, oldest first.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var asked = new QueryParameters(request);
        var query = new DeliveryQuery(asked.Choice("state", StateNames), asked.Text("partner"), Order(), asked.Text("cursor"), asked.Limit(50, most: 200));
        if (asked.Refusal is { } wrong) return wrong;

        var page = await store.ListAsync(query, request.HttpContext.RequestAborted);
        return Results.Bytes(
            JsonSerializer.SerializeToUtf8Bytes(new DeliveriesView([.. page.Items.Select(View)], page.Cursor), ManageJson.Default.DeliveriesView), "application/json");

        OrderId? Order() =>
            asked.Text("orderId") is not { } text ? null
            : OrderId.TryParse(text, out var id) ? id
            : asked.Wrong<OrderId?>("orderId", "The hub's order id.", null);
    });

    /// <summary>204; 409 where the delivery is not parked.</summary>
    public Task<IResult> ReplayAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
        Changed(request, await deliveries.ReplayAsync(id, request.HttpContext.RequestAborted), "Only a parked delivery can be replayed."));

    /// <summary>200 with the number; the body <c>{partner?, orderId?}</c> narrows, no body takes all.</summary>
    public Task<IResult> ReplayAllAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, _) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        ReplayRequest? filter = null;
        try
        {
            if (body.Length > 0) filter = JsonSerializer.Deserialize(body.Span, ManageJson.Default.ReplayRequest);
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        var replayed = await deliveries.ReplayAllAsync(
            new DeliveryQuery(PartnerId: filter?.Partner, Stream: filter?.OrderId is { } order ? new OrderId(order) : null), cancel);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(new ReplayedView(replayed), ManageJson.Default.ReplayedView), "application/json");
    });

    /// <summary>204; 409 where the delivery is done already or being made.</summary>
    public Task<IResult> SkipAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, _) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        SkipRequest? asked;
        try
        {
            asked = body.Length > 0 ? JsonSerializer.Deserialize(body.Span, ManageJson.Default.SkipRequest) : null;
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        if (asked?.Reason is not { } reason || string.IsNullOrWhiteSpace(reason) || reason.Length > 500)
            return ManageAnswers.Wrong(request, [new FaultPlace("A reason of 1 to 500 characters.", "/reason")]);
        return Changed(request, await deliveries.SkipAsync(id, reason.Trim(), cancel), "The delivery is done already, or is being made at this moment.");
    });

    // The words of the API stay as they are, whatever the code calls a state.
    private static readonly Dictionary<string, DeliveryState> StateNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["owed"] = DeliveryState.Pending,
        ["delivered"] = DeliveryState.Delivered,
        ["parked"] = DeliveryState.Parked,
        ["skipped"] = DeliveryState.Skipped,
    };

    private static IResult Changed(HttpRequest request, bool? changed, string whyNot) => changed switch
    {
        true => Results.NoContent(),
        false => ErrorFormat.Problem.Answer(request, new Fault(409, "delivery-state", "Not possible in the delivery's present state", whyNot)),
        null => ErrorFormat.Problem.Answer(request, Fault.NotFound),
    };

    private static DeliveryView View(Delivery d) => new(
        d.Id, d.Stream.Id, d.PartnerId, d.Version, d.EventName, StateNames.First(n => n.Value == d.State).Key, d.Attempts, d.Failures,
        d.CreatedAt, d.FirstTriedAt, d.NextAttemptAt, d.DoneAt, d.Note);
}
