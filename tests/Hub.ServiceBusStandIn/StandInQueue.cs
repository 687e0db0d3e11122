namespace Hub.ServiceBusStandIn;

/// <summary>
/// A queue of a <see cref="StandInNamespace"/>, or its dead-letter queue. It keeps messages in the order of their sequence numbers and delivers them
/// to receivers; an abandoned message comes back to its place.
/// </summary>
public sealed class StandInQueue
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _gate;
    private readonly TimeProvider _clock;
    private readonly Deadlines _deadlines;
    private readonly DuplicateDetection _duplicates;
    private readonly SortedDictionary<long, StoredMessage> _messages = [];
    private readonly SortedSet<long> _active = [];
    private readonly Dictionary<Guid, StoredMessage> _locked = [];
    private readonly List<IConsumer> _consumers = [];
    private TaskCompletionSource _changed = NewChange();
    private long _lastSequenceNumber;
    private int _nextConsumer;
    private bool _closed;

    internal StandInQueue(string name, QueueOptions options, TimeProvider clock, Lock gate, StandInQueue? deadLetters)
    {
        (Name, Options, _clock, _gate, DeadLetters) = (name, options, clock, gate, deadLetters);
        _duplicates = new DuplicateDetection(options.DuplicateDetectionWindow);
        _deadlines = new Deadlines(clock, ProcessDue);
    }

    /// <summary>Its path, as the client names it.</summary>
    public string Name { get; }

    /// <summary>Its settings.</summary>
    public QueueOptions Options { get; }

    /// <summary>Its dead-letter queue; null where this is one.</summary>
    public StandInQueue? DeadLetters { get; }

    /// <summary>How many messages it accepted, without duplicates that it dropped.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many messages were completed, or received and deleted.</summary>
    public long Completed { get; private set; }

    /// <summary>How many messages were dropped as duplicates.</summary>
    public long DuplicatesDropped { get; private set; }

    /// <summary>How many deliveries were made.</summary>
    public long Deliveries { get; private set; }

    /// <summary>How many of its messages have this state.</summary>
    public int Count(MessageState state)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            return _messages.Values.Count(m => m.State == state);
        }
    }

    /// <summary>All its messages, by sequence number.</summary>
    public IReadOnlyList<StandInMessage> Messages()
    {
        lock (_gate)
        {
            ProcessDueLocked();
            return [.. _messages.Values.Select(MessageCodec.Describe)];
        }
    }

    /// <summary>Completes when the queue fulfils a condition; it is asked at every change.</summary>
    /// <exception cref="TimeoutException">Not within 30 s.</exception>
    public async Task WhenAsync(Func<StandInQueue, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                ProcessDueLocked();
                if (condition(this)) return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(LongestWait);
        }
    }

    internal long[] Accept(IReadOnlyList<StoredMessage> incoming)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            var now = _clock.GetUtcNow();
            var numbers = incoming.Select(m => AcceptOne(m, now)).ToArray();
            Dispatch();
            return numbers;
        }
    }

    internal bool CancelScheduled(IReadOnlyList<long> numbers)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            if (!numbers.All(n => _messages.TryGetValue(n, out var m) && m.State == MessageState.Scheduled)) return false;
            foreach (var number in numbers) _messages.Remove(number);
            SignalChange();
            return true;
        }
    }

    /// <summary>False where the lock is lost.</summary>
    internal bool Settle(Guid lockToken, Settlement settlement)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            if (!_locked.TryGetValue(lockToken, out var message)) return false;
            switch (settlement)
            {
                case Settlement.Complete:
                    Remove(message);
                    Completed++;
                    break;
                case Settlement.Release(var isFailure, var changes):
                    message.Change(changes);
                    Release(message, isFailure);
                    break;
                case Settlement.Defer(var changes):
                    message.Change(changes);
                    message.IsDeferred = true;
                    Release(message, isFailure: true);
                    break;
                case Settlement.DeadLetter(var reason, var description, var changes):
                    message.Change(changes);
                    DeadLetter(message, reason, description);
                    break;
            }

            Dispatch();
            return true;
        }
    }

    /// <summary>The new end of the lock; null where the lock is lost.</summary>
    internal DateTimeOffset? Renew(Guid lockToken)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            if (!_locked.TryGetValue(lockToken, out var message)) return null;
            message.Renew(_clock.GetUtcNow() + Options.LockDuration);
            _deadlines.Add(DeadlineKind.Lock, message.SequenceNumber, message.LockedUntil);
            return message.LockedUntil;
        }
    }

    internal IReadOnlyList<StoredMessage> Peek(long from, int count)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            return [.. _messages.Values.SkipWhile(m => m.SequenceNumber < from).Take(count)];
        }
    }

    /// <summary>Receives deferred messages; null where one of them is not there.</summary>
    internal IReadOnlyList<StoredMessage>? ReceiveDeferred(IReadOnlyList<long> numbers, bool delete)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            if (!numbers.All(n => _messages.TryGetValue(n, out var m) && m.State == MessageState.Deferred)) return null;
            var found = numbers.Select(n => _messages[n]).ToArray();
            foreach (var message in found)
            {
                if (!delete) LockMessage(message);
                Delivered(message, delete);
            }
            return found;
        }
    }

    internal int Purge(int count, DateTimeOffset before)
    {
        lock (_gate)
        {
            ProcessDueLocked();
            var removed = _active.Select(n => _messages[n]).Where(m => m.EnqueuedAt < before).Take(count).ToArray();
            foreach (var message in removed) Remove(message);
            SignalChange();
            return removed.Length;
        }
    }

    internal void AddConsumer(IConsumer consumer)
    {
        lock (_gate) _consumers.Add(consumer);
    }

    internal void RemoveConsumer(IConsumer consumer)
    {
        lock (_gate) _consumers.Remove(consumer);
    }

    /// <summary>A receiver asked for more.</summary>
    internal void DispatchActive()
    {
        lock (_gate)
        {
            ProcessDueLocked();
            Dispatch();
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _consumers.Clear();
        }

        _deadlines.Dispose();
        DeadLetters?.Close();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void ProcessDue()
    {
        lock (_gate)
        {
            if (_closed) return;
            ProcessDueLocked();
            Dispatch();
            _deadlines.Rearm();
        }
    }

    private void ProcessDueLocked()
    {
        var now = _clock.GetUtcNow();
        while (_deadlines.TryTake(now, out var due))
        {
            if (!_messages.TryGetValue(due.SequenceNumber, out var message)) continue;
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

    private long AcceptOne(StoredMessage message, DateTimeOffset now)
    {
        if (_duplicates.IsDuplicate(message.MessageId, now))
        {
            DuplicatesDropped++;
            return _lastSequenceNumber;
        }

        Accepted++;
        if (message.ScheduledFor is not { } time || time <= now) return Enqueue(message, now);
        message.SequenceNumber = ++_lastSequenceNumber;
        (message.State, message.EnqueuedAt) = (MessageState.Scheduled, time);
        _messages.Add(message.SequenceNumber, message);
        _deadlines.Add(DeadlineKind.Schedule, message.SequenceNumber, time);
        return message.SequenceNumber;
    }

    private long Enqueue(StoredMessage message, DateTimeOffset now)
    {
        message.SequenceNumber = ++_lastSequenceNumber;
        (message.State, message.EnqueuedAt) = (MessageState.Active, now);
        var timeToLive = (message.TimeToLive, Options.DefaultTimeToLive) switch
        {
            ({ } own, { } most) => own < most ? own : most,
            var (own, most) => own ?? most,
        };
        if (timeToLive is { } time && time < DateTimeOffset.MaxValue - now)
        {
            message.ExpiresAt = now + time;
            _deadlines.Add(DeadlineKind.Expiry, message.SequenceNumber, message.ExpiresAt);
        }

        _messages.Add(message.SequenceNumber, message);
        _active.Add(message.SequenceNumber);
        return message.SequenceNumber;
    }

    private void Remove(StoredMessage message)
    {
        _messages.Remove(message.SequenceNumber);
        _active.Remove(message.SequenceNumber);
        _locked.Remove(message.LockToken);
    }

    private void LockMessage(StoredMessage message)
    {
        message.Lock(Guid.NewGuid(), _clock.GetUtcNow() + Options.LockDuration);
        _locked.Add(message.LockToken, message);
        _deadlines.Add(DeadlineKind.Lock, message.SequenceNumber, message.LockedUntil);
    }

    private void Release(StoredMessage message, bool isFailure)
    {
        _locked.Remove(message.LockToken);
        message.Unlock();
        if (isFailure) message.DeliveryCount++;
        if (message.ExpiresAt <= _clock.GetUtcNow())
            Expire(message);
        else if (DeadLetters is not null && !message.IsDeferred && message.DeliveryCount >= Options.MaxDeliveryCount)
            DeadLetter(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {Options.MaxDeliveryCount} delivery attempts.");
        else if (message.State == MessageState.Active)
            _active.Add(message.SequenceNumber);
    }

    private void Expire(StoredMessage message)
    {
        if (Options.DeadLetterOnExpiry) DeadLetter(message, "TTLExpiredException", "The message expired and was dead lettered.");
        else Remove(message);
    }

    private void DeadLetter(StoredMessage message, string? reason, string? description)
    {
        if (reason is not null) message.Change([new("DeadLetterReason", reason)]);
        if (description is not null) message.Change([new("DeadLetterErrorDescription", description)]);
        if (DeadLetters is null)
        {
            // A dead letter cannot be dead-lettered again: it stays in its queue.
            Release(message, isFailure: true);
            return;
        }

        Remove(message);
        message.IsDeferred = false;
        message.Unlock();
        DeadLetters.AddDeadLetter(message);
    }

    /// <summary>It keeps its sequence number, moment of enqueueing and delivery count, and no longer expires.</summary>
    private void AddDeadLetter(StoredMessage message)
    {
        Accepted++;
        message.ExpiresAt = DateTimeOffset.MaxValue;
        _messages.Add(message.SequenceNumber, message);
        _active.Add(message.SequenceNumber);
        Dispatch();
    }

    /// <summary>Delivers active messages to receivers with credit, by turns.</summary>
    private void Dispatch()
    {
        while (_active.Count > 0 && NextConsumer() is { } consumer)
        {
            var message = _messages[_active.Min];
            _active.Remove(message.SequenceNumber);
            if (!consumer.DeletesOnReceive) LockMessage(message);
            if (!consumer.TryDeliver(message, message.LockToken))
            {
                // It closed just now, or took its credit back: nothing was sent.
                _locked.Remove(message.LockToken);
                message.Unlock();
                _active.Add(message.SequenceNumber);
                break;
            }

            Delivered(message, consumer.DeletesOnReceive);
        }

        SignalChange();
    }

    private void Delivered(StoredMessage message, bool delete)
    {
        Deliveries++;
        if (!delete) return;
        Remove(message);
        Completed++;
    }

    private IConsumer? NextConsumer()
    {
        for (var i = 0; i < _consumers.Count; i++)
        {
            var at = (_nextConsumer + i) % _consumers.Count;
            if (!_consumers[at].HasCredit) continue;
            _nextConsumer = (at + 1) % _consumers.Count;
            return _consumers[at];
        }

        return null;
    }

    private void SignalChange()
    {
        _changed.TrySetResult();
        _changed = NewChange();
    }
}
