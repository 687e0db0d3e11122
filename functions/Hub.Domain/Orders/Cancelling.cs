using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>One side asked to cancel; nothing is cancelled by it.</summary>
public sealed record CancellationRequested(string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { CancellationRequested = new Pending(recorded.By.Role, recorded.OccurredAt, Reason) };
}

/// <summary>The order is withdrawn.</summary>
public sealed record OrderCancelled(string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Ended(OrderStatus.Cancelled, recorded);

    internal override OrderEvent? Interpret(Order order, Statement statement) => order.Progress is OrderStatus.Cancelled ? null : this;

    internal override Refusal? Check(Order order, Statement statement) =>
        statement.By.Role is PartyRole.Contractor && order.CancellationRequested is not { AskedBy: PartyRole.Corporation }
            ? Refusal.WrongState("cancel-not-asked",
                "Only the corporation cancels. A contractor confirms a cancellation that the corporation asked for, or asks for one.")
            : null;
}
