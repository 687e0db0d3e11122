namespace Hub.ServiceBusStandIn;

/// <summary>The settings of a queue. The defaults are those of a queue that is made in Azure without settings.</summary>
public sealed record QueueOptions
{
    /// <summary>How long a received message stays locked unless its lock is renewed.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After this many failed deliveries a message goes to the dead-letter queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>The longest time to live of a message; null for no bound.</summary>
    public TimeSpan? DefaultTimeToLive { get; init; }

    /// <summary>Whether an expired message is dead-lettered; else it is removed.</summary>
    public bool DeadLetterOnExpiry { get; init; }

    /// <summary>Within this time a second message of the same id is accepted and dropped; null for no duplicate detection.</summary>
    public TimeSpan? DuplicateDetectionWindow { get; init; }
}
