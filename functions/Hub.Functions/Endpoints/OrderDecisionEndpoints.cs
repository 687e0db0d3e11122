using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Formats.Canonical.Writing;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Decisions of the corporation that a person takes at the hub, for the administrator.</summary>
public sealed class OrderDecisionEndpoints(OrderAdmin orders)
{
    /// <summary>Decides on what an order waits for.</summary>
    [Function("ManageOrderDecision")]
    public Task<IResult> Decide([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/orders/{orderId}/decisions")] HttpRequest request, string orderId) =>
        orders.DecideAsync(request, orderId);
}

/// <summary>What a decision is about.</summary>
internal enum DecisionSubject
{
    /// <summary>An order above somebody's mandate.</summary>
    Order,

    /// <summary>Extra work that the contractor asks.</summary>
    ExtraWork,

    /// <summary>A quotation.</summary>
    Quotation,

    /// <summary>A longer lead time that the contractor asks.</summary>
    LeadTime,

    /// <summary>Work that was done.</summary>
    Inspection,

    /// <summary>Costs as the contractor claims them, where they differ from what was agreed.</summary>
    Costs,
}

/// <summary>Body of a decision.</summary>
/// <param name="On">What is decided on: a word of <see cref="DecisionSubject"/>.</param>
/// <param name="Approved">Yes or no.</param>
/// <param name="Role">The role in which it is decided, as the contract names it.</param>
/// <param name="Remark">Why, or a remark.</param>
/// <param name="LineNumbers">Extra work: only these lines are agreed.</param>
/// <param name="Until">Lead time: the day that is agreed, where it is not the one that was asked.</param>
internal sealed record DecisionRequest(
    string? On, bool? Approved, string? Role, string? Remark, IReadOnlyList<string>? LineNumbers, DateOnly? Until);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DecisionRequest))]
internal sealed partial class DecisionJson : JsonSerializerContext;

/// <summary>What the manage face does with orders.</summary>
public sealed class OrderAdmin(Access door, OrderLookup lookup, DecideByHand decide, PublicAddress hub, TimeProvider clock)
{

    /// <summary>200 with the order after the decision; what the order's rules or a mandate refuse is answered as on every face.</summary>
    public Task<IResult> DecideAsync(HttpRequest request, string orderId) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        DecisionRequest? asked;
        try
        {
            asked = body.Length > 0 ? JsonSerializer.Deserialize(body.Span, DecisionJson.Default.DecisionRequest) : null;
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        List<FaultPlace> faults = [.. Faults(asked)];
        if (faults.Count > 0) return ManageAnswers.Wrong(request, faults);
        if (await lookup.FindAsync(Caller.Manager, orderId, cancel) is not { } found) return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        return await decide.DecideAsync(found.Order.Id, FactOf(asked!), cancel) switch
        {
            Decision.Refused refused => ErrorFormat.Problem.Answer(request, Fault.Of(refused.Refusal)),
            Decision.Accepted accepted => OrderReading.Json(w => OrderViewBuilder.Write(w, accepted.Order!, clock.GetUtcNow(), hub)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no decision."),
        };
    });

    private static readonly Dictionary<string, DecisionSubject> Subjects =
        Enum.GetValues<DecisionSubject>().ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.ToString()), StringComparer.Ordinal);

    private static IEnumerable<FaultPlace> Faults(DecisionRequest? asked)
    {
        var on = asked?.On is { } word && Subjects.TryGetValue(word, out var found) ? found : (DecisionSubject?)null;
        if (on is null) yield return new FaultPlace($"One of {string.Join(", ", Subjects.Keys)}.", "/on");
        if (on is DecisionSubject.Costs && asked?.Approved is false) yield return new FaultPlace("true: costs that are not agreed are left as they are, until the contractor mends its claim.", "/approved");
        if (asked?.Approved is null) yield return new FaultPlace("true or false.", "/approved");
        if (asked?.Role?.Length > Limits.KeyLength) yield return new FaultPlace("At most 100 characters.", "/role");
        if (asked?.Remark?.Length > Limits.TextLength) yield return new FaultPlace($"At most {Limits.TextLength} characters.", "/remark");
        if (asked?.LineNumbers is not null && !(on is DecisionSubject.ExtraWork && asked is { Approved: true })) yield return new FaultPlace("Only where extra work is approved.", "/lineNumbers");
        if (asked?.LineNumbers?.Any(n => string.IsNullOrWhiteSpace(n)) ?? false) yield return new FaultPlace("Numbers of lines.", "/lineNumbers");
        if (asked?.LineNumbers is { Count: 0 or > 1000 }) yield return new FaultPlace("1 to 1000 lines.", "/lineNumbers");
        if (asked?.Until is not null && !(on is DecisionSubject.LeadTime && asked is { Approved: true })) yield return new FaultPlace("Only where a longer lead time is approved.", "/until");
    }

    private static OrderEvent FactOf(DecisionRequest asked) => (Subjects[asked.On!], asked.Approved) switch
    {
        (DecisionSubject.Order, true) => new OrderApproved(asked.Remark, asked.Role),
        (DecisionSubject.Order, _) => new OrderDeclined(asked.Remark, asked.Role),
        (DecisionSubject.ExtraWork, true) => new ExtraWorkApproved(asked.Remark, asked.LineNumbers, asked.Role),
        (DecisionSubject.ExtraWork, _) => new ExtraWorkDeclined(asked.Remark, asked.Role),
        (DecisionSubject.Quotation, true) => new QuotationAwarded(asked.Remark, asked.Role),
        (DecisionSubject.Quotation, _) => new QuotationDeclined(asked.Remark),
        (DecisionSubject.LeadTime, true) => new LeadTimeAgreed(asked.Until, asked.Remark),
        (DecisionSubject.LeadTime, _) => new LeadTimeDeclined(asked.Remark),
        (DecisionSubject.Costs, _) => new CostsSettled(Remark: asked.Remark, Role: asked.Role),
        (DecisionSubject.Inspection, true) => new InspectionPassed(asked.Remark),
        (DecisionSubject.Inspection, _) => new InspectionFailed(asked.Remark),
        _ => throw new InvalidOperationException($"No fact for a decision on {asked.On}."),
    };
}
