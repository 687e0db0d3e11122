using Hub.Domain.Calendar;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>A repair of one dwelling, as far as others are judged by it: small enough to keep a list of each dwelling.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="DwellingId">The dwelling.</param>
/// <param name="Elements">LEDO elements, as <see cref="OrderFact.Elements"/>; null where its lines name none.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="CompletedAt">When it was technically complete; null while it is not.</param>
/// <param name="IsCancelled">True for an order that was withdrawn: it makes no other one a failure.</param>
/// <param name="ChangedAt">When it last changed, by itself.</param>
public sealed record RepairOfDwelling(
    Guid OrderId, string DwellingId, string? Elements, DateTimeOffset PlacedAt, DateTimeOffset? CompletedAt, bool IsCancelled, DateTimeOffset ChangedAt)
{
    /// <summary>The repair of a fact; null where it is no repair, or not of one dwelling.</summary>
    public static RepairOfDwelling? Of(OrderFact fact) => fact is { Kind: OrderKind.Repair, DwellingId: { } dwelling }
        ? new(fact.OrderId, dwelling, fact.Elements, fact.PlacedAt, fact.CompletedAt, fact.Status is OrderStatus.Cancelled, fact.ChangedAt)
        : null;
}

/// <summary>What the other repairs of a dwelling make of one.</summary>
/// <param name="RepeatOrderId">The first repair of the same element that followed within 30 days; null where none did.</param>
/// <param name="FinalAt">When the 30 days are over; null while the order is not complete.</param>
/// <param name="ChangedAt">When the newest of the orders that this follows from last changed; null where only its own events count.</param>
public sealed record RepeatOutcome(Guid? RepeatOrderId, DateTimeOffset? FinalAt, DateTimeOffset? ChangedAt)
{
    /// <summary>Nothing.</summary>
    public static readonly RepeatOutcome None = new(null, null, null);
}

/// <summary>
/// Settles which repairs came back: a new repair of the same dwelling and LEDO element, placed after the completion and at most 30 calendar days later
/// (days of Europe/Amsterdam). A function of the dwelling's whole list, so that it gives the same whether orders came one by one, late or all at once.
/// </summary>
public static class RepeatRepairs
{
    /// <summary>Days after the completion in which a new repair counts as the same one.</summary>
    public const int Days = 30;

    /// <summary>The outcome of each repair of one dwelling.</summary>
    /// <param name="repairs">All repairs of the dwelling, in any order; of any contractor.</param>
    public static IReadOnlyDictionary<Guid, RepeatOutcome> Of(IReadOnlyCollection<RepairOfDwelling> repairs)
    {
        var elements = repairs.ToDictionary(r => r.OrderId, r => ElementsOf(r.Elements));
        return repairs.ToDictionary(r => r.OrderId, r =>
        {
            if (r.CompletedAt is not { } completed) return RepeatOutcome.None;
            var final = DutchTime.StartOf(FactTime.DayOf(completed).AddDays(Days + 1));
            var followed = repairs
                .Where(o => o.OrderId != r.OrderId && o.PlacedAt > completed && o.PlacedAt < final && elements[o.OrderId].Overlaps(elements[r.OrderId]))
                .OrderBy(o => o.PlacedAt).ThenBy(o => o.OrderId)
                .ToList();
            return new RepeatOutcome(
                followed.Find(o => !o.IsCancelled)?.OrderId, final, followed.Count == 0 ? null : followed.Max(o => o.ChangedAt));
        });
    }

    private static HashSet<string> ElementsOf(string? elements) =>
        elements is null ? [] : elements.Split(OrderFact.ElementSeparator).ToHashSet(KeyText.Codes);
}

/// <content>What other orders make of it.</content>
public sealed partial record OrderFact
{
    /// <summary>Stands between two <see cref="Elements"/>.</summary>
    public const string ElementSeparator = "; ";

    /// <summary>
    /// The row with what the other repairs of its dwelling make of it. Applied to the row of the stream, not to one that has an outcome already.
    /// </summary>
    public OrderFact With(RepeatOutcome outcome) => this with
    {
        RepeatOrderId = outcome.RepeatOrderId,
        FirstTimeFixFinalAt = outcome.FinalAt,
        ChangedAt = outcome.ChangedAt > ChangedAt ? outcome.ChangedAt.Value : ChangedAt,
    };
}
