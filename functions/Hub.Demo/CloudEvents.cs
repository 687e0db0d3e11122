using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Demo;

/// <summary>The parts of a hub's CloudEvent that a partner needs.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">Without <c>nl.ketenhub.</c> and <c>.v1</c>, e.g. <c>order.awarded</c>.</param>
/// <param name="OrderId">The hub's id of the order.</param>
/// <param name="Number">The order number.</param>
/// <param name="Data">All of <c>data</c>.</param>
public sealed record CloudEvent(string Id, string Type, string OrderId, string Number, JsonObject Data);

/// <summary>CloudEvents as a partner writes and reads them: written from the hub's documentation, without the hub's code.</summary>
public static class CloudEvents
{
    /// <summary>Media type of one event.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The hub's path for them.</summary>
    public const string Path = "api/v1/messages";

    private const string Prefix = "nl.ketenhub.";
    private const string Suffix = ".v1";

    private static readonly Dictionary<Type, (string Type, Func<OrderEvent, JsonObject> Data)> Facts = new()
    {
        [typeof(OrderAccepted)] = Row<OrderAccepted>("order.accepted", e => new() { ["remark"] = e.Remark }),
        [typeof(OrderRefused)] = Row<OrderRefused>("order.refused", e => new() { ["reason"] = e.Reason }),
        [typeof(AppointmentMade)] = Row<AppointmentMade>("appointment.made", e => Visit(e.Window, e.Remark)),
        [typeof(AppointmentMoved)] = Row<AppointmentMoved>("appointment.moved", e => Visit(e.Window, e.Remark)),
        [typeof(AppointmentCancelled)] =
            Row<AppointmentCancelled>("appointment.cancelled", e => new() { ["reason"] = e.Reason, ["byResident"] = e.ByResident }),
        [typeof(WorkStarted)] = Row<WorkStarted>("work.started", e => new() { ["remark"] = e.Remark }),
        [typeof(WorkInterrupted)] = Row<WorkInterrupted>("work.interrupted", e => new() { ["reason"] = Camel(e.Reason), ["remark"] = e.Remark }),
        [typeof(WorkResumed)] = Row<WorkResumed>("work.resumed", e => new() { ["remark"] = e.Remark }),
        [typeof(TemporarilyRestored)] = Row<TemporarilyRestored>("work.temporarily-restored", e => new() { ["remark"] = e.Remark }),
        [typeof(ResponseRequired)] = Row<ResponseRequired>("response.required", e => new() { ["question"] = e.Question }),
        [typeof(ResponseGiven)] = Row<ResponseGiven>("response.given", e => new() { ["answer"] = e.Answer }),
        [typeof(InformationRequested)] = Row<InformationRequested>("information.requested", e => new() { ["question"] = e.Question }),
        [typeof(InformationGiven)] = Row<InformationGiven>("information.given", e => new() { ["answer"] = e.Answer }),
        [typeof(LeadTimeExtended)] =
            Row<LeadTimeExtended>("lead-time.extended", e => new() { ["until"] = e.Until is { } d ? Day(d) : null, ["reason"] = e.Reason }),
        [typeof(ExtraWorkRequested)] = Row<ExtraWorkRequested>("extra-work.requested", e => new() { ["reason"] = e.Reason, ["lines"] = Lines(e.Lines) }),
        [typeof(ExtraWorkApproved)] = Row<ExtraWorkApproved>("extra-work.approved", e => new() { ["remark"] = e.Remark }),
        [typeof(ExtraWorkDeclined)] = Row<ExtraWorkDeclined>("extra-work.declined", e => new() { ["reason"] = e.Reason }),
        [typeof(QuotationGiven)] =
            Row<QuotationGiven>("quotation.given", e => new() { ["total"] = e.Total, ["lines"] = Lines(e.Lines), ["remark"] = e.Remark }),
        [typeof(CancellationRequested)] = Row<CancellationRequested>("cancellation.requested", e => new() { ["reason"] = e.Reason }),
        [typeof(OrderCancelled)] = Row<OrderCancelled>("order.cancelled", e => new() { ["reason"] = e.Reason }),
        [typeof(WorkCompleted)] = Row<WorkCompleted>("work.completed", e => new()
        {
            ["readyOn"] = e.ReadyOn is { } d ? Day(d) : null, ["cause"] = e.Cause, ["total"] = e.Total, ["lines"] = Lines(e.Lines), ["remark"] = e.Remark,
        }),
        [typeof(OrderClosed)] = Row<OrderClosed>("order.closed", e => new() { ["remark"] = e.Remark }),
    };

    /// <summary>True where the stand-in can write the event.</summary>
    public static bool CanWrite(OrderEvent fact) => Facts.ContainsKey(fact.GetType());

    /// <summary>The CloudEvents type of an event, without prefix and version.</summary>
    public static string TypeOf(OrderEvent fact) => Facts[fact.GetType()].Type;

    /// <summary>The body of one event.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="subject">The hub's id of the order, or its number.</param>
    /// <param name="source">The CloudEvents source, a URI.</param>
    /// <param name="at">When it happened.</param>
    public static byte[] Write(OrderEvent fact, string subject, string source, DateTimeOffset at)
    {
        var (type, data) = Facts[fact.GetType()];
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = Guid.NewGuid().ToString("N"), ["source"] = source, ["type"] = Prefix + type + Suffix, ["subject"] = subject,
            ["time"] = at.ToString("O"), ["datacontenttype"] = "application/json", ["data"] = WithoutNulls(data(fact)),
        }.ToJsonString());
    }

    /// <summary>Reads a message of the hub.</summary>
    /// <exception cref="JsonException">It is not a CloudEvent about an order.</exception>
    public static CloudEvent Read(ReadOnlySpan<byte> body) =>
        JsonNode.Parse(body) is JsonObject root && (string?)root["type"] is { } type && (string?)root["id"] is { } id && (string?)root["subject"] is { } order
        && type.StartsWith(Prefix, StringComparison.Ordinal) && type.EndsWith(Suffix, StringComparison.Ordinal)
        && root["data"] is JsonObject data && (string?)data["order"]?["number"] is { } number
            ? new CloudEvent(id, type[Prefix.Length..^Suffix.Length], order, number, data)
            : throw new JsonException("Not a CloudEvent of the hub about an order.");

    /// <summary>True for the event with which the hub tries the connection.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool IsTest(ReadOnlySpan<byte> body) => JsonNode.Parse(body) is JsonObject root && (string?)root["type"] == Prefix + "test" + Suffix;

    private static (string, Func<OrderEvent, JsonObject>) Row<T>(string type, Func<T, JsonObject> data) where T : OrderEvent => (type, e => data((T)e));

    private static JsonObject Visit(TimeWindow window, string? remark) =>
        new() { ["window"] = new JsonObject { ["from"] = window.From.ToString("O"), ["until"] = window.Until.ToString("O") }, ["remark"] = remark };

    private static JsonArray? Lines(IReadOnlyList<OrderLine>? lines) => lines is null ? null : new JsonArray([.. lines.Select(l => WithoutNulls(new JsonObject
    {
        ["number"] = l.Number, ["description"] = l.Description, ["priceCode"] = l.PriceCode, ["quantity"] = l.Quantity, ["unit"] = l.Unit, ["price"] = l.Price,
    }))]);

    private static JsonObject WithoutNulls(JsonObject data)
    {
        foreach (var name in data.Where(m => m.Value is null).Select(m => m.Key).ToList()) data.Remove(name);
        return data;
    }

    private static string Camel(InterruptionReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
