namespace Hub.Domain.Orders;

/// <summary>One event as the log keeps it.</summary>
public sealed record RecordedEvent
{
    /// <summary>The order.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>Place in the order's stream: 1, 2, 3 …</summary>
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    public required OrderEvent Event { get; init; }

    /// <summary>Who reported it.</summary>
    public required Actor By { get; init; }

    /// <summary>When it happened, as reported.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the hub recorded it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The message that caused it, as its sender numbered it.</summary>
    public string? CausationId { get; init; }

    /// <summary>What binds messages of one conversation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>W3C trace context of the request in which it was recorded.</summary>
    public string? TraceParent { get; init; }
}
