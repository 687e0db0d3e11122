namespace Hub.ServiceBusStandIn;

/// <summary>A message in a queue: the sender's bytes, and what the queue knows of it.</summary>
internal sealed class StoredMessage(byte[] encoded, string? messageId, TimeSpan? timeToLive, DateTimeOffset? scheduledFor)
{
    private Dictionary<string, object?>? _changedProperties;

    public byte[] Encoded { get; } = encoded;

    public string? MessageId { get; } = messageId;

    public TimeSpan? TimeToLive { get; } = timeToLive;

    public DateTimeOffset? ScheduledFor { get; } = scheduledFor;

    public long SequenceNumber { get; set; }

    public MessageState State { get; set; }

    public int DeliveryCount { get; set; }

    public DateTimeOffset EnqueuedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MaxValue;

    public Guid LockToken { get; private set; }

    public DateTimeOffset LockedUntil { get; private set; }

    /// <summary>Whether it was deferred before it was locked: it is deferred again when its lock ends.</summary>
    public bool IsDeferred { get; set; }

    public IReadOnlyDictionary<string, object?>? ChangedProperties => _changedProperties;

    public void Lock(Guid token, DateTimeOffset until) => (State, LockToken, LockedUntil) = (MessageState.Locked, token, until);

    public void Renew(DateTimeOffset until) => LockedUntil = until;

    public void Unlock()
    {
        LockToken = Guid.Empty;
        State = IsDeferred ? MessageState.Deferred : MessageState.Active;
    }

    /// <summary>Sets application properties over those of the sender.</summary>
    public void Change(IEnumerable<KeyValuePair<string, object?>>? properties)
    {
        foreach (var (name, value) in properties ?? []) (_changedProperties ??= [])[name] = value;
    }
}
