namespace Hub.LocalRuntime;

/// <summary>
/// The lock of a message that is handed out. While its handler runs it is renewed, up to <c>maxAutoLockRenewalDuration</c>; then it is lost, and the message
/// may be handed out again. Exactly one of settling and losing happens.
/// </summary>
internal sealed class MessageLock : IDisposable
{
    private const int Held = 0;
    private const int Settled = 1;
    private const int Lost = 2;

    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly TimeSpan _renewal;
    private readonly long _taken;
    private readonly Action _lost;
    private readonly ITimer _timer;
    private int _state = Held;
    private volatile bool _running = true;

    public MessageLock(TimeProvider clock, TimeSpan duration, TimeSpan renewal, Action lost)
    {
        _clock = clock;
        _duration = duration;
        _renewal = renewal;
        _taken = clock.GetTimestamp();
        _lost = lost;
        _timer = clock.CreateTimer(static held => ((MessageLock)held!).FallDue(), this, duration, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the lock with the handler's result.</summary>
    /// <returns>False when the lock was lost: the message is somebody else's by now.</returns>
    public bool TrySettle()
    {
        var settled = Interlocked.CompareExchange(ref _state, Settled, Held) == Held;
        _timer.Dispose();
        return settled;
    }

    /// <summary>The handler ended and nothing settles the message: the lock runs out.</summary>
    public void RunOut() => _running = false;

    public void Dispose() => _timer.Dispose();

    private void FallDue()
    {
        if (_running && _clock.GetElapsedTime(_taken) < _renewal)
        {
            _timer.Change(_duration, Timeout.InfiniteTimeSpan);
            return;
        }

        if (Interlocked.CompareExchange(ref _state, Lost, Held) != Held) return;
        _timer.Dispose();
        _lost();
    }
}
