namespace Hub.ServiceBusStandIn;

internal enum DeadlineKind
{
    Schedule,
    Lock,
    Expiry,
}

internal readonly record struct Deadline(DeadlineKind Kind, long SequenceNumber);

/// <summary>What becomes due in a queue by its clock: schedules, locks and expiries. The queue's lock guards it.</summary>
internal sealed class Deadlines : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly PriorityQueue<Deadline, DateTimeOffset> _deadlines = new();
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;

    /// <param name="clock">The clock.</param>
    /// <param name="due">Is called when something may be due.</param>
    public Deadlines(TimeProvider clock, Action due)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DeadlineKind kind, long sequenceNumber, DateTimeOffset at)
    {
        _deadlines.Enqueue(new Deadline(kind, sequenceNumber), at);
        Arm();
    }

    /// <summary>Removes the next that is due.</summary>
    public bool TryTake(DateTimeOffset now, out Deadline deadline)
    {
        deadline = default;
        return _deadlines.TryPeek(out _, out var at) && at <= now && _deadlines.TryDequeue(out deadline, out _);
    }

    /// <summary>The timer fired: it is set again for what is still to come.</summary>
    public void Rearm()
    {
        _armedFor = DateTimeOffset.MaxValue;
        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (!_deadlines.TryPeek(out _, out var at) || at >= _armedFor) return;
        var wait = at - _clock.GetUtcNow();
        _armedFor = at;
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }
}
