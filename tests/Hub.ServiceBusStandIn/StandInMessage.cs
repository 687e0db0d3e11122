namespace Hub.ServiceBusStandIn;

/// <summary>The state of a message in its queue.</summary>
public enum MessageState
{
    /// <summary>It can be received.</summary>
    Active,

    /// <summary>It was received and is locked.</summary>
    Locked,

    /// <summary>It is enqueued at its scheduled time.</summary>
    Scheduled,

    /// <summary>It was deferred: it can be received by its sequence number only.</summary>
    Deferred,
}

/// <summary>A message of a queue as it was at one moment, for assertions.</summary>
public sealed record StandInMessage
{
    /// <summary>The number that the queue gave it. A scheduled message gets a new one when it is enqueued.</summary>
    public required long SequenceNumber { get; init; }

    /// <summary>The id that its sender gave it.</summary>
    public required string? MessageId { get; init; }

    /// <summary>Its state.</summary>
    public required MessageState State { get; init; }

    /// <summary>How many deliveries failed so far.</summary>
    public required int DeliveryCount { get; init; }

    /// <summary>When it was enqueued, or will be where it is scheduled.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>The end of its lock, on the stand-in's clock; null where it is not locked.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The bytes of its body; empty where the body is not binary.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Its application properties. A dead letter's reason is among them.</summary>
    public required IReadOnlyDictionary<string, object?> Properties { get; init; }
}
