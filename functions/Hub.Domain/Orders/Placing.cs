using Hub.Domain.Dwellings;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The corporation placed the order. <paramref name="Dwelling"/> is the register's row at that moment, or null.</summary>
public sealed record OrderPlaced(OrderContent Content, Dwelling? Dwelling = null) : OrderEvent
{
    /// <summary>The order that a stream begins with.</summary>
    internal Order Begin(RecordedEvent recorded) => new()
    {
        Id = (OrderId)recorded.Stream,
        ErpId = recorded.By.PartnerId ?? "",
        Content = Content,
        Dwelling = Dwelling,
        Quotation = QuotationState.Of(Content),
        PlacedAt = recorded.OccurredAt,
    };

    // The order was made from it already.
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order;
}

/// <summary>The corporation changed the order.</summary>
/// <param name="Content">The order as it is now asked.</param>
/// <param name="Dwelling">The register's row at that moment.</param>
/// <param name="AcceptAgain">True where lines or dates changed after acceptance.</param>
/// <param name="Prices">What its lines cost under the contract that it was awarded under; null where it is not awarded.</param>
/// <param name="Terms">The terms of that contract, in the version of the award, for the order as it now is; null where there is none.</param>
public sealed record OrderAmended(
    OrderContent Content, Dwelling? Dwelling = null, bool AcceptAgain = false, IReadOnlyList<LinePrice>? Prices = null, OrderTerms? Terms = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var assignment = order.Assignment;
        var otherUrgency = Terms is not null && Terms.ServiceLevel?.Urgency != assignment.Terms?.ServiceLevel?.Urgency;
        return order with
        {
            Content = Content,
            Dwelling = Dwelling,
            Assignment = assignment with
            {
                Accepted = assignment.Accepted && !AcceptAgain,
                Prices = Prices ?? [],
                Terms = Terms ?? assignment.Terms,
                // Another urgency is another agreement on time, and time that passed before does not count against it.
                ClockFrom = otherUrgency && assignment.ClockFrom is not null ? recorded.OccurredAt : assignment.ClockFrom,
                // The corporation may take agreed extra work over into the order itself; then it is that line, and counts once.
                ExtraWork = assignment.ExtraWork.Without(Content.Lines),
            },
        };
    }
}
