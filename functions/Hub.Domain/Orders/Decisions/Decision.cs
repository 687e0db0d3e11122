using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>The outcome of a message.</summary>
public abstract record Decision
{
    /// <summary>Accepted: these events, none where there was nothing new.</summary>
    public sealed record Accepted(IReadOnlyList<RecordedEvent> Events, Order? Order) : Decision;

    /// <summary>Refused: nothing of the message is recorded.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;
}
