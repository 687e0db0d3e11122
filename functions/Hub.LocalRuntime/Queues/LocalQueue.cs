namespace Hub.LocalRuntime;

/// <summary>Which messages of one queue may be handed out now, in the order of their sequence, and which wait for their time. Bodies stay on disk.</summary>
internal sealed class LocalQueue : IDisposable
{
    /// <summary>The longest wait of a timer. The wall clock may be set forward meanwhile, which a timer does not notice.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private readonly PriorityQueue<long, long> _ready = new();
    private readonly PriorityQueue<long, (long VisibleAt, long Sequence)> _scheduled = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _awaited;
    private bool _disposed;

    public LocalQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static queue => ((LocalQueue)queue!).Ripen(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public (int Ready, int Scheduled) Count
    {
        get
        {
            lock (_gate) return (_ready.Count, _scheduled.Count);
        }
    }

    /// <param name="sequence">The message.</param>
    /// <param name="visibleAt">Milliseconds since 1970 UTC.</param>
    public void Add(long sequence, long visibleAt)
    {
        lock (_gate)
        {
            if (visibleAt <= _clock.GetUtcNow().ToUnixTimeMilliseconds())
            {
                MakeReady(sequence);
                return;
            }

            var first = !_scheduled.TryPeek(out _, out var earliest) || visibleAt < earliest.VisibleAt;
            _scheduled.Enqueue(sequence, (visibleAt, sequence));
            if (first) Ripen();
        }
    }

    /// <summary>Makes a message that was handed out available again.</summary>
    public void Return(long sequence)
    {
        lock (_gate) MakeReady(sequence);
    }

    /// <summary>Takes the first messages, at most <paramref name="max"/>.</summary>
    public List<long> Take(int max)
    {
        lock (_gate)
        {
            var taken = new List<long>(Math.Min(max, _ready.Count));
            while (taken.Count < max && _ready.TryDequeue(out var sequence, out _)) taken.Add(sequence);
            return taken;
        }
    }

    /// <summary>Ends when a message may be handed out.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_ready.Count > 0) return Task.CompletedTask;
            // Asynchronously, because messages are added on the database's writing thread.
            _awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _awaited.Task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _timer.Dispose();
    }

    private void Ripen()
    {
        lock (_gate)
        {
            do
            {
                while (FirstIsDue())
                {
                    _scheduled.TryDequeue(out var sequence, out _);
                    MakeReady(sequence);
                }
            }
            while (!TrySetTimer());
        }
    }

    private bool FirstIsDue() => _scheduled.TryPeek(out _, out var due) && due.VisibleAt <= _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void MakeReady(long sequence)
    {
        _ready.Enqueue(sequence, sequence);
        _awaited?.TrySetResult();
        _awaited = null;
    }

    /// <returns>False where the clock went on meanwhile: one that is set forward then would leave a message to the next wait.</returns>
    private bool TrySetTimer()
    {
        if (_disposed || !_scheduled.TryPeek(out _, out var due)) return true;
        var now = _clock.GetUtcNow();
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(due.VisibleAt) - now;
        // A millisecond at least: the clock counts finer than the queue, and a timer of nothing would spin.
        wait = wait < Grain ? Grain : wait > LongestWait ? LongestWait : wait;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
        return _clock.GetUtcNow() - now < Grain;
    }
}
