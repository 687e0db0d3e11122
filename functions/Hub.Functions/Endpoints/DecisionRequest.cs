using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Functions.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What a decision is about.</summary>
internal enum DecisionSubject
{
    /// <summary>An order above somebody's mandate.</summary>
    Order,

    /// <summary>Extra work that the contractor asks for.</summary>
    ExtraWork,

    /// <summary>A quotation.</summary>
    Quotation,

    /// <summary>A longer lead time that the contractor asks for.</summary>
    LeadTime,

    /// <summary>Work that was done.</summary>
    Inspection,

    /// <summary>Costs as the contractor claims them, where they differ from what was agreed.</summary>
    Costs,
}

/// <summary>Body of a decision that is taken at the hub.</summary>
/// <param name="On">What is decided on: a word of <see cref="DecisionSubject"/>.</param>
/// <param name="Approved">Yes or no.</param>
/// <param name="Role">The role in which it is decided, as the contract names it.</param>
/// <param name="Remark">Why, or a remark.</param>
/// <param name="LineNumbers">Extra work: only these lines are agreed.</param>
/// <param name="Until">Lead time: the day that is agreed, where it is not the one that was asked.</param>
internal sealed record DecisionRequest(string? On, bool? Approved, string? Role, string? Remark, IReadOnlyList<string>? LineNumbers, DateOnly? Until)
{
    private const int MaxLines = 1_000;

    private static readonly Dictionary<string, DecisionSubject> Subjects =
        Enum.GetValues<DecisionSubject>().ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.ToString()), StringComparer.Ordinal);

    /// <summary>What is wrong with a body.</summary>
    public static IReadOnlyList<ReadError> ErrorsOf(DecisionRequest? body) => [.. Errors(body ?? new DecisionRequest(null, null, null, null, null, null))];

    /// <summary>The event that a body without errors stands for.</summary>
    public OrderEvent ToEvent() => (Subjects[On!], Approved) switch
    {
        (DecisionSubject.Order, true) => new OrderApproved(Remark, Role),
        (DecisionSubject.Order, _) => new OrderDeclined(Remark, Role),
        (DecisionSubject.ExtraWork, true) => new ExtraWorkApproved(Remark, LineNumbers, Role),
        (DecisionSubject.ExtraWork, _) => new ExtraWorkDeclined(Remark, Role),
        (DecisionSubject.Quotation, true) => new QuotationAwarded(Remark, Role),
        (DecisionSubject.Quotation, _) => new QuotationDeclined(Remark),
        (DecisionSubject.LeadTime, true) => new LeadTimeAgreed(Until, Remark),
        (DecisionSubject.LeadTime, _) => new LeadTimeDeclined(Remark),
        (DecisionSubject.Costs, _) => new CostsSettled(Remark: Remark, Role: Role),
        (DecisionSubject.Inspection, true) => new InspectionPassed(Remark),
        (DecisionSubject.Inspection, _) => new InspectionFailed(Remark),
        _ => throw new InvalidOperationException($"No event for a decision on {On}."),
    };

    private static IEnumerable<ReadError> Errors(DecisionRequest body)
    {
        var on = body.On is { } word && Subjects.TryGetValue(word, out var found) ? found : (DecisionSubject?)null;
        if (on is null) yield return new ReadError("/on", $"One of {string.Join(", ", Subjects.Keys)}.");
        if (on is DecisionSubject.Costs && body.Approved is false)
            yield return new ReadError("/approved", "true: costs that are not agreed are left as they are, until the contractor corrects its claim.");
        if (body.Approved is null) yield return new ReadError("/approved", "true or false.");
        if (body.Role?.Length > Limits.KeyLength) yield return new ReadError("/role", $"At most {Limits.KeyLength} characters.");
        if (body.Remark?.Length > Limits.TextLength) yield return new ReadError("/remark", $"At most {Limits.TextLength} characters.");
        if (body.LineNumbers is not null && !(on is DecisionSubject.ExtraWork && body.Approved is true))
            yield return new ReadError("/lineNumbers", "Only where extra work is approved.");
        if (body.LineNumbers?.Any(n => KeyText.Of(n).Length == 0) ?? false) yield return new ReadError("/lineNumbers", "Numbers of lines.");
        if (body.LineNumbers is { Count: 0 or > MaxLines }) yield return new ReadError("/lineNumbers", $"1 to {MaxLines} lines.");
        if (body.Until is not null && !(on is DecisionSubject.LeadTime && body.Approved is true))
            yield return new ReadError("/until", "Only where a longer lead time is approved.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DecisionRequest))]
internal sealed partial class DecisionJson : JsonSerializerContext;
