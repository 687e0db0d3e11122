using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>The order is picked for a check and waits for the inspector.</summary>
public sealed record SamplePicked(decimal? Share = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Progress = OrderStatus.InSample };
}

/// <summary>The inspector agrees.</summary>
public sealed record InspectionPassed(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { Progress = OrderStatus.Settling, Inspection = order.Inspection with { PassedAt = recorded.OccurredAt } };
}

/// <summary>The inspector does not agree: the work is to be redone.</summary>
public sealed record InspectionFailed(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var reopened = order.Reopened(recorded.OccurredAt);
        return reopened with { Inspection = reopened.Inspection with { Failures = reopened.Inspection.Failures + 1 } };
    }
}

/// <summary>The work is agreed without an inspector: it was not picked for a check, and nothing that the contract asks is missing.</summary>
public sealed record WorkAgreed(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Progress = OrderStatus.Settling };
}

/// <summary>The inspector's verdicts.</summary>
public sealed record InspectionState
{
    /// <summary>When the inspector last agreed to the work as it is now.</summary>
    public DateTimeOffset? PassedAt { get; init; }

    /// <summary>How often the inspector did not agree. From the first time on the rework is at the contractor's cost (warranty).</summary>
    public int Failures { get; init; }
}
