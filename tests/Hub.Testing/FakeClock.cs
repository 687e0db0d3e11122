namespace Hub.Testing;

/// <summary>
/// A clock that only a test advances, with <see cref="Advance"/>. Timers fire in the order of their due times, on the thread that advances the clock, and
/// see their due time as now. Works with <c>Task.Delay(delay, clock, token)</c> and <c>new CancellationTokenSource(delay, clock)</c>.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Armed)> _armedWaiters = [];
    private readonly List<(DateTimeOffset Until, TaskCompletionSource Clear)> _clearWaiters = [];
    private DateTimeOffset _now;
    private TimeSpan _wall;

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
        lock (_gate) return _now + _wall;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate) return _now.Ticks;
    }

    /// <summary>
    /// Sets the wall clock forward, or back where <paramref name="by"/> is negative, as a time server does: no time passes, and timers do not notice.
    /// </summary>
    public void SetWall(TimeSpan by)
    {
        lock (_gate) _wall += by;
    }

    /// <summary>Advances the clock by <paramref name="time"/> and fires every timer on the way at its due time.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        DateTimeOffset until;
        lock (_gate) until = _now + time;
        while (NextDue(until) is { } timer) timer.Fire();
        lock (_gate) _now = until;
    }

    /// <summary>Completes when a timer is set that is due at <paramref name="due"/> or earlier; a test waits for it before it advances the clock.</summary>
    public Task WhenArmedAsync(DateTimeOffset due)
    {
        lock (_gate)
        {
            due -= _wall;
            if (_timers.Any(timer => timer.Due <= due)) return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _armedWaiters.Add((due, armed));
            return armed.Task;
        }
    }

    /// <summary>Completes when no timer is set that is due at <paramref name="until"/> or earlier.</summary>
    public Task WhenClearAsync(DateTimeOffset until)
    {
        lock (_gate)
        {
            until -= _wall;
            if (_timers.All(timer => timer.Due > until)) return Task.CompletedTask;
            var clear = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _clearWaiters.Add((until, clear));
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
        foreach (var (_, armed) in _armedWaiters.Where(waiter => waiter.Due >= due)) armed.TrySetResult();
        _armedWaiters.RemoveAll(waiter => waiter.Due >= due);
    }

    private void SignalWhereClear() => _clearWaiters.RemoveAll(waiter => _timers.All(timer => timer.Due > waiter.Until) && waiter.Clear.TrySetResult());

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
                clock.SignalWhereClear();
            }

            // A timer without delay fires at once, as with the system's clock; outside the lock, because it runs callbacks.
            if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._timers.Remove(this);
                clock.SignalWhereClear();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
