using System.Text.Json;

namespace Hub.Domain.Orders;

/// <summary>What a refusal is about, for a format that words it in its partner's own terms. Stored with the refusal.</summary>
/// <param name="Event">The event that was reported, by its name in the domain; null where a command makes none.</param>
/// <param name="Status">The order's status at that moment.</param>
/// <param name="Progress">How far the work was, where that differs from the status; else null.</param>
/// <param name="Wanted">The status that was asked for; null where none was.</param>
/// <param name="Possible">The events that the same side can report now, by their names in the domain.</param>
/// <param name="PossibleStatuses">The statuses that the same side can ask for now; null for the contractor, who asks for none.</param>
public sealed record RefusalSubject(
    string? Event, OrderStatus Status, OrderStatus? Progress = null, OrderStatus? Wanted = null,
    IReadOnlyList<string>? Possible = null, IReadOnlyList<OrderStatus>? PossibleStatuses = null)
{
    /// <summary>Equal by value, lists too: the same message on the same state is refused in the same way.</summary>
    public bool Equals(RefusalSubject? other) => other is not null && Event == other.Event && Status == other.Status && Progress == other.Progress
        && Wanted == other.Wanted && (Possible ?? []).SequenceEqual(other.Possible ?? [])
        && (PossibleStatuses ?? []).SequenceEqual(other.PossibleStatuses ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Event, Status, Progress, Wanted);

    /// <summary>The subject of a refusal of a report, or of a request for a status.</summary>
    internal static RefusalSubject Of(Order order, Sides side, OrderEvent? reported, OrderStatus? wanted = null) => new(
        reported?.Name, order.Status, order.Status == order.Progress ? null : order.Progress, wanted,
        [.. EventCatalogue.ReportedBy(side, order.Progress).Select(d => d.Name)],
        side is Sides.Corporation ? RequestedStatus.Possible(order) : null);

    /// <summary>The status in the words of the wire, with that of the work where it differs.</summary>
    internal string StatusInWords => Progress is { } progress ? $"{Wire(Status)} (the work itself: {Wire(progress)})" : Wire(Status);

    /// <summary>What is possible now, in the words of the wire.</summary>
    internal string PossibleInWords => Listed(Wanted is null
        ? Possible?.Select(name => EventCatalogue.Named(name).WireName)
        : PossibleStatuses?.Select(Wire));

    /// <summary>A value in the words of the wire, e.g. <c>technicallyComplete</c>.</summary>
    internal static string Wire<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Listed(IEnumerable<string>? names) => string.Join(", ", names ?? []) is { Length: > 0 } listed ? listed : "nothing";
}
