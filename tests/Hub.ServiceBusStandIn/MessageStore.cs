namespace Hub.ServiceBusStandIn;

/// <summary>The messages of a queue, and what becomes of each. The queue's lock guards it.</summary>
/// <param name="options">Of the queue.</param>
/// <param name="clock">The service's clock.</param>
/// <param name="deadlines">What becomes due.</param>
/// <param name="deadLetters">Takes a dead letter over; null where these are dead letters.</param>
internal sealed class MessageStore(QueueOptions options, TimeProvider clock, Deadlines deadlines, Action<StoredMessage>? deadLetters)
{
    private readonly SortedDictionary<long, StoredMessage> _messages = [];
    private readonly SortedSet<long> _active = [];
    private readonly Dictionary<Guid, StoredMessage> _locked = [];

    /// <summary>All, by sequence number.</summary>
    public IEnumerable<StoredMessage> All => _messages.Values;

    /// <summary>Those that can be received, by sequence number.</summary>
    public IEnumerable<StoredMessage> Active => _active.Select(n => _messages[n]);

    public long LastSequenceNumber { get; private set; }

    public StoredMessage? Find(long sequenceNumber) => _messages.GetValueOrDefault(sequenceNumber);

    public StoredMessage? FindLocked(Guid lockToken) => _locked.GetValueOrDefault(lockToken);

    /// <summary>Enqueues a message, or schedules it where its time is to come. Gives its sequence number.</summary>
    public long Add(StoredMessage message)
    {
        var now = clock.GetUtcNow();
        if (message.ScheduledFor is not { } time || time <= now) return Enqueue(message, now);
        message.SequenceNumber = ++LastSequenceNumber;
        (message.State, message.EnqueuedAt) = (MessageState.Scheduled, time);
        _messages.Add(message.SequenceNumber, message);
        deadlines.Add(DeadlineKind.Schedule, message.SequenceNumber, time);
        return message.SequenceNumber;
    }

    /// <summary>Adds a dead letter. It keeps its sequence number, moment of enqueueing and delivery count, and no longer expires.</summary>
    public void AddDeadLetter(StoredMessage message)
    {
        message.ExpiresAt = DateTimeOffset.MaxValue;
        _messages.Add(message.SequenceNumber, message);
        _active.Add(message.SequenceNumber);
    }

    public void Remove(StoredMessage message)
    {
        _messages.Remove(message.SequenceNumber);
        _active.Remove(message.SequenceNumber);
        _locked.Remove(message.LockToken);
    }

    public void Lock(StoredMessage message)
    {
        _active.Remove(message.SequenceNumber);
        message.Lock(Guid.NewGuid(), clock.GetUtcNow() + options.LockDuration);
        _locked.Add(message.LockToken, message);
        deadlines.Add(DeadlineKind.Lock, message.SequenceNumber, message.LockedUntil);
    }

    public void Renew(StoredMessage message)
    {
        message.Renew(clock.GetUtcNow() + options.LockDuration);
        deadlines.Add(DeadlineKind.Lock, message.SequenceNumber, message.LockedUntil);
    }

    /// <summary>Ends the lock of a message that was not settled for good.</summary>
    public void Release(StoredMessage message, bool isFailure)
    {
        _locked.Remove(message.LockToken);
        message.Unlock();
        if (isFailure) message.DeliveryCount++;
        if (message.ExpiresAt <= clock.GetUtcNow())
            Expire(message);
        else if (deadLetters is not null && !message.IsDeferred && message.DeliveryCount >= options.MaxDeliveryCount)
            DeadLetter(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {options.MaxDeliveryCount} delivery attempts.");
        else if (message.State == MessageState.Active)
            _active.Add(message.SequenceNumber);
    }

    public void DeadLetter(StoredMessage message, string? reason, string? description)
    {
        if (reason is not null) message.Change([new("DeadLetterReason", reason)]);
        if (description is not null) message.Change([new("DeadLetterErrorDescription", description)]);
        if (deadLetters is null)
        {
            // A dead letter cannot be dead-lettered again: it stays in its queue.
            Release(message, isFailure: true);
            return;
        }

        Remove(message);
        message.IsDeferred = false;
        message.Unlock();
        deadLetters(message);
    }

    /// <summary>Does all that is due by the clock.</summary>
    public void ProcessDue()
    {
        var now = clock.GetUtcNow();
        while (deadlines.TryTake(now, out var due))
        {
            if (Find(due.SequenceNumber) is not { } message) continue;
            switch (due.Kind)
            {
                case DeadlineKind.Schedule when message.State == MessageState.Scheduled:
                    _messages.Remove(message.SequenceNumber);
                    Enqueue(message, now);
                    break;
                case DeadlineKind.Lock when message.State == MessageState.Locked && message.LockedUntil <= now:
                    Release(message, isFailure: true);
                    break;
                case DeadlineKind.Expiry when message.State is MessageState.Active or MessageState.Deferred && message.ExpiresAt <= now:
                    Expire(message);
                    break;
            }
        }
    }

    private long Enqueue(StoredMessage message, DateTimeOffset now)
    {
        message.SequenceNumber = ++LastSequenceNumber;
        (message.State, message.EnqueuedAt) = (MessageState.Active, now);
        var timeToLive = (message.TimeToLive, options.DefaultTimeToLive) switch
        {
            ({ } own, { } most) => own < most ? own : most,
            var (own, most) => own ?? most,
        };
        if (timeToLive is { } time && time < DateTimeOffset.MaxValue - now)
        {
            message.ExpiresAt = now + time;
            deadlines.Add(DeadlineKind.Expiry, message.SequenceNumber, message.ExpiresAt);
        }

        _messages.Add(message.SequenceNumber, message);
        _active.Add(message.SequenceNumber);
        return message.SequenceNumber;
    }

    private void Expire(StoredMessage message)
    {
        if (options.DeadLetterOnExpiry) DeadLetter(message, "TTLExpiredException", "The message expired and was dead lettered.");
        else Remove(message);
    }
}
