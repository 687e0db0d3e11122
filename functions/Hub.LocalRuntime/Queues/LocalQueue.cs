namespace Hub.LocalRuntime;

/// <summary>
/// One queue, in memory. A message is scheduled, ready, handed out, or a dead letter. Of the messages of one key at most one is ready, at
/// most one waits for each moment, and at most one is handed out: a further one waits until that one is done, so that it is neither lost
/// nor handled beside it.
/// </summary>
internal sealed class LocalQueue : IDisposable
{
    /// <summary>The longest wait of a timer. The wall clock may be set forward meanwhile, which a timer does not notice.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    // Beyond this nobody waits, and a timestamp would overflow.
    private static readonly TimeSpan LongestSchedule = TimeSpan.FromDays(3650);

    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private readonly PriorityQueue<QueuedMessage, long> _ready = new();
    private readonly HashSet<string> _readyKeys = new(StringComparer.Ordinal);
    private readonly PriorityQueue<QueuedMessage, (long DueAt, long Sequence)> _scheduled = new();
    private readonly HashSet<(string Key, long VisibleAt)> _scheduledKeys = [];
    // By key: the message that is handed out, and the one that waits for it to be done.
    private readonly Dictionary<string, (QueuedMessage HandedOut, QueuedMessage? Next)> _handedOut = new(StringComparer.Ordinal);
    private readonly List<(QueuedMessage Message, DeadMessage Dead)> _dead = [];
    private readonly ITimer _timer;
    private int _waitingForOther;
    private TaskCompletionSource? _awaited;
    private bool _disposed;

    public LocalQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static queue => ((LocalQueue)queue!).EnqueueDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public QueueCounts Count
    {
        get
        {
            lock (_gate) return new QueueCounts(_ready.Count + _waitingForOther, _scheduled.Count, _dead.Count);
        }
    }

    /// <summary>The oldest dead letters, at most <paramref name="max"/>.</summary>
    public List<DeadMessage> ListDead(int max)
    {
        lock (_gate) return [.. _dead.Take(max).Select(d => d.Dead)];
    }

    public void Add(IReadOnlyList<QueuedMessage> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages) AddOne(message);
        }
    }

    /// <summary>Hands out the first messages that are ready, at most <paramref name="max"/>.</summary>
    public List<QueuedMessage> Take(int max)
    {
        lock (_gate)
        {
            var taken = new List<QueuedMessage>(Math.Min(max, _ready.Count));
            while (taken.Count < max && _ready.TryDequeue(out var message, out _))
            {
                if (message.Key is { } key)
                {
                    _readyKeys.Remove(key);
                    _handedOut[key] = (message, null);
                }
                message.Deliveries++;
                taken.Add(message);
            }
            return taken;
        }
    }

    /// <summary>Makes a message that was handed out ready again.</summary>
    public void Return(QueuedMessage message)
    {
        lock (_gate)
        {
            // One that waited for it is merged into it: it will be handed out anyway.
            TakeBack(message);
            MakeReady(message);
        }
    }

    /// <summary>A message that was handed out is done. Dead letters of its key are removed: what they were about has been done since.</summary>
    public void Complete(QueuedMessage message)
    {
        lock (_gate)
        {
            if (message.Key is { } key) _dead.RemoveAll(d => d.Message.Key == key);
            if (TakeBack(message) is { } next) MakeReady(next);
        }
    }

    /// <summary>Moves a message that was handed out too often to the dead letters; of one key only the latest is kept there.</summary>
    public void DeadLetter(QueuedMessage message, string reason)
    {
        lock (_gate)
        {
            if (message.Key is { } key) _dead.RemoveAll(d => d.Message.Key == key);
            var enqueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(message.VisibleAt);
            _dead.Add((message, new DeadMessage(message.Sequence, message.Body, enqueuedAt, message.Deliveries, reason, _clock.GetUtcNow())));
            if (TakeBack(message) is { } next) MakeReady(next);
        }
    }

    /// <summary>Makes a dead letter ready again, under a new number; false where there is none of its number.</summary>
    public bool ReplayDead(long sequence, long newSequence)
    {
        lock (_gate)
        {
            var at = _dead.FindIndex(d => d.Message.Sequence == sequence);
            if (at < 0) return false;
            var message = _dead[at].Message;
            MakeReady(new QueuedMessage(newSequence, message.Body, message.Key, _clock.GetUtcNow().ToUnixTimeMilliseconds()));
            _dead.RemoveAt(at);
            return true;
        }
    }

    /// <summary>Removes a dead letter; false where there is none of its number.</summary>
    public bool RemoveDead(long sequence)
    {
        lock (_gate) return _dead.RemoveAll(d => d.Message.Sequence == sequence) > 0;
    }

    /// <summary>Ends when a message may be handed out.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_ready.Count > 0) return Task.CompletedTask;
            // Asynchronously, so that whoever adds a message does not run the pump.
            _awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _awaited.Task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _timer.Dispose();
    }

    private void AddOne(QueuedMessage message)
    {
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(message.VisibleAt) - _clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            MakeReady(message);
            return;
        }
        if (message.Key is { } key && !_scheduledKeys.Add((key, message.VisibleAt))) return;
        message.DueAt = _clock.GetTimestamp() + Timestamps(wait < LongestSchedule ? wait : LongestSchedule);
        var first = !_scheduled.TryPeek(out _, out var earliest) || message.DueAt < earliest.DueAt;
        _scheduled.Enqueue(message, (message.DueAt, message.Sequence));
        if (first) EnqueueDue();
    }

    private void EnqueueDue()
    {
        lock (_gate)
        {
            do
            {
                while (FirstIsDue())
                {
                    var message = _scheduled.Dequeue();
                    if (message.Key is { } key) _scheduledKeys.Remove((key, message.VisibleAt));
                    MakeReady(message);
                }
            }
            while (!TrySetTimer());
        }
    }

    // By the clock that never goes back, or by the wall clock where that was set forward or the machine slept.
    private bool FirstIsDue() => _scheduled.TryPeek(out var first, out _)
        && (first.DueAt <= _clock.GetTimestamp() || first.VisibleAt <= _clock.GetUtcNow().ToUnixTimeMilliseconds());

    private long Timestamps(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds * _clock.TimestampFrequency);

    private void MakeReady(QueuedMessage message)
    {
        if (message.Key is { } key)
        {
            if (_handedOut.TryGetValue(key, out var other))
            {
                if (other.Next is not null) return;
                _handedOut[key] = (other.HandedOut, message);
                _waitingForOther++;
                return;
            }
            if (!_readyKeys.Add(key)) return;
        }
        _ready.Enqueue(message, message.Sequence);
        _awaited?.TrySetResult();
        _awaited = null;
    }

    /// <returns>The message of the same key that waited for this one.</returns>
    private QueuedMessage? TakeBack(QueuedMessage message)
    {
        if (message.Key is not { } key || !_handedOut.TryGetValue(key, out var pair) || pair.HandedOut != message) return null;
        _handedOut.Remove(key);
        if (pair.Next is not null) _waitingForOther--;
        return pair.Next;
    }

    /// <returns>False where the clock went on meanwhile: one that is set forward then would leave a message to the next wait.</returns>
    private bool TrySetTimer()
    {
        if (_disposed || !_scheduled.TryPeek(out var first, out _)) return true;
        var now = _clock.GetUtcNow();
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(first.VisibleAt) - now;
        var steady = _clock.GetElapsedTime(_clock.GetTimestamp(), first.DueAt);
        if (steady < wait) wait = steady;
        // A millisecond at least: the clock counts finer than the queue, and a timer of nothing would spin.
        wait = wait < Grain ? Grain : wait > LongestWait ? LongestWait : wait;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
        return _clock.GetUtcNow() - now < Grain;
    }
}
