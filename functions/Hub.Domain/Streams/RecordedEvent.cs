namespace Hub.Domain.Streams;

/// <summary>One event as the log keeps it.</summary>
public sealed record RecordedEvent
{
    /// <summary>The stream that it belongs to.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Place in its stream: 1, 2, 3 …</summary>
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    public required IStreamEvent Event { get; init; }

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
