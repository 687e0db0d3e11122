namespace Hub.ServiceBusStandIn;

/// <summary>
/// A queue of a <see cref="StandInNamespace"/>, or its dead-letter queue. It keeps messages in the order of their sequence numbers and delivers them
/// to receivers; an abandoned message comes back to its place.
/// </summary>
public sealed class StandInQueue
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _gate;
    private readonly Deadlines _deadlines;
    private readonly MessageStore _messages;
    private readonly DuplicateDetection _duplicates;
    private readonly List<IConsumer> _consumers = [];
    private readonly TimeProvider _clock;
    private TaskCompletionSource _changed = NewChange();
    private int _nextConsumer;
    private bool _closed;

    internal StandInQueue(string name, QueueOptions options, TimeProvider clock, Lock gate, StandInQueue? deadLetters)
    {
        (Name, Options, _clock, _gate, DeadLetters) = (name, options, clock, gate, deadLetters);
        _duplicates = new DuplicateDetection(options.DuplicateDetectionWindow);
        _deadlines = new Deadlines(clock, ProcessDue);
        _messages = new MessageStore(options, clock, _deadlines, deadLetters is null ? null : deadLetters.AddDeadLetter);
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
            _messages.ProcessDue();
            return _messages.All.Count(m => m.State == state);
        }
    }

    /// <summary>All its messages, by sequence number.</summary>
    public IReadOnlyList<StandInMessage> Messages()
    {
        lock (_gate)
        {
            _messages.ProcessDue();
            return [.. _messages.All.Select(MessageCodec.Describe)];
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
                _messages.ProcessDue();
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
            _messages.ProcessDue();
            var numbers = incoming.Select(AcceptOne).ToArray();
            Dispatch();
            return numbers;
        }
    }

    internal bool CancelScheduled(IReadOnlyList<long> numbers)
    {
        lock (_gate)
        {
            _messages.ProcessDue();
            if (FindAll(numbers, MessageState.Scheduled) is not { } found) return false;
            foreach (var message in found) _messages.Remove(message);
            SignalChange();
            return true;
        }
    }

    /// <summary>False where the lock is lost.</summary>
    internal bool Settle(Guid lockToken, Settlement settlement)
    {
        lock (_gate)
        {
            _messages.ProcessDue();
            if (_messages.FindLocked(lockToken) is not { } message) return false;
            switch (settlement)
            {
                case Settlement.Complete:
                    _messages.Remove(message);
                    Completed++;
                    break;
                case Settlement.Release(var isFailure, var changes):
                    message.Change(changes);
                    _messages.Release(message, isFailure);
                    break;
                case Settlement.Defer(var changes):
                    message.Change(changes);
                    message.IsDeferred = true;
                    _messages.Release(message, isFailure: true);
                    break;
                case Settlement.DeadLetter(var reason, var description, var changes):
                    message.Change(changes);
                    _messages.DeadLetter(message, reason, description);
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
            _messages.ProcessDue();
            if (_messages.FindLocked(lockToken) is not { } message) return null;
            _messages.Renew(message);
            return message.LockedUntil;
        }
    }

    internal IReadOnlyList<StoredMessage> Peek(long from, int count)
    {
        lock (_gate)
        {
            _messages.ProcessDue();
            return [.. _messages.All.SkipWhile(m => m.SequenceNumber < from).Take(count)];
        }
    }

    /// <summary>Receives deferred messages; null where one of them is not there.</summary>
    internal IReadOnlyList<StoredMessage>? ReceiveDeferred(IReadOnlyList<long> numbers, bool delete)
    {
        lock (_gate)
        {
            _messages.ProcessDue();
            var found = FindAll(numbers, MessageState.Deferred);
            foreach (var message in found ?? [])
            {
                if (!delete) _messages.Lock(message);
                Delivered(message, delete);
            }
            return found;
        }
    }

    internal int Purge(int count, DateTimeOffset before)
    {
        lock (_gate)
        {
            _messages.ProcessDue();
            var removed = _messages.Active.Where(m => m.EnqueuedAt < before).Take(count).ToArray();
            foreach (var message in removed) _messages.Remove(message);
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
            _messages.ProcessDue();
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
            _messages.ProcessDue();
            Dispatch();
            _deadlines.Rearm();
        }
    }

    private long AcceptOne(StoredMessage message)
    {
        if (_duplicates.IsDuplicate(message.MessageId, _clock.GetUtcNow()))
        {
            DuplicatesDropped++;
            return _messages.LastSequenceNumber;
        }

        Accepted++;
        return _messages.Add(message);
    }

    private void AddDeadLetter(StoredMessage message)
    {
        Accepted++;
        _messages.AddDeadLetter(message);
        Dispatch();
    }

    private StoredMessage[]? FindAll(IReadOnlyList<long> numbers, MessageState state)
    {
        var found = numbers.Select(_messages.Find).OfType<StoredMessage>().Where(m => m.State == state).ToArray();
        return found.Length == numbers.Count ? found : null;
    }

    /// <summary>Delivers active messages to receivers with credit, by turns.</summary>
    private void Dispatch()
    {
        while (_messages.Active.FirstOrDefault() is { } message && NextConsumer() is { } consumer)
        {
            // Locked before, as its lock goes with it.
            if (!consumer.DeletesOnReceive) _messages.Lock(message);
            if (!consumer.TryDeliver(message, message.LockToken))
            {
                // It closed just now, or took its credit back: nothing was sent.
                if (!consumer.DeletesOnReceive) _messages.Release(message, isFailure: false);
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
        _messages.Remove(message);
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
