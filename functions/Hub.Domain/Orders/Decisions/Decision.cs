namespace Hub.Domain.Orders;

/// <summary>What the hub makes of a message.</summary>
public abstract record Decision
{
    /// <summary>Taken: these events, none where there was nothing new.</summary>
    public sealed record Accepted(IReadOnlyList<RecordedEvent> Events, Order? Order) : Decision;

    /// <summary>Not taken: nothing of the message is.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;
}
