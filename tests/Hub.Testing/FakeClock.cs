namespace Hub.Testing;

/// <summary>
/// A clock that stands still until a test turns it with <see cref="Advance"/>. Timers fall due in their order, on the thread that turns the clock, and see
/// their own due time as now. Works with <c>Task.Delay(delay, clock, token)</c> and <c>new CancellationTokenSource(delay, clock)</c>.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Armed)> _awaited = [];
    private readonly List<(DateTimeOffset Until, TaskCompletionSource Clear)> _hoped = [];
    private DateTimeOffset _now;

    /// <summary>A clock that starts on a Monday morning, 2 March 2026 09:00 UTC.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    /// <param name="now">Where the clock starts.</param>
    public FakeClock(DateTimeOffset now) => _now = now.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Turns the clock on by <paramref name="time"/>, letting every timer on the way fall due at its own moment.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        DateTimeOffset until;
        lock (_gate) until = _now + time;
        while (NextDue(until) is { } timer) timer.Fire();
        lock (_gate) _now = until;
    }

    /// <summary>Ends when a timer is set that falls due at <paramref name="due"/> or earlier: a test waits for it before it turns the clock.</summary>
    public Task WhenArmedAsync(DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_timers.Any(timer => timer.Due <= due)) return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((due, armed));
            return armed.Task;
        }
    }

    /// <summary>Ends when no timer is set any more that falls due at <paramref name="until"/> or earlier.</summary>
    public Task WhenClearAsync(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_timers.All(timer => timer.Due > until)) return Task.CompletedTask;
            var clear = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _hoped.Add((until, clear));
            return clear.Task;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.MinBy(timer => timer.Due);
            if (next is null || next.Due > until) return null;
            if (next.Due > _now) _now = next.Due;
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero) Arm(next, next.Due + next.Period);
            return next;
        }
    }

    private void Arm(FakeTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        _timers.Add(timer);
        foreach (var (_, armed) in _awaited.Where(awaited => awaited.Due >= due)) armed.TrySetResult();
        _awaited.RemoveAll(awaited => awaited.Due >= due);
    }

    private void TellWhereClear() => _hoped.RemoveAll(hoped => _timers.All(timer => timer.Due > hoped.Until) && hoped.Clear.TrySetResult());

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed) return false;
                clock._timers.Remove(this);
                Period = period;
                if (dueTime > TimeSpan.Zero) clock.Arm(this, clock._now + dueTime);
                clock.TellWhereClear();
            }

            // A timer without delay falls due at once, as with the system's clock; not under the lock, because it runs other people's code.
            if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._timers.Remove(this);
                clock.TellWhereClear();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
