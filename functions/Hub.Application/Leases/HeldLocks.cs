namespace Hub.Application.Leases;

/// <summary>Names that are held, until this is disposed: their leases are renewed meanwhile, each time that a third of their duration has passed.</summary>
public sealed class HeldLocks : IAsyncDisposable
{
    private readonly ILeases _leases;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly IDisposable _inProcess;
    private readonly List<Lease> _held = [];
    private readonly SemaphoreSlim _one = new(1);
    private readonly ITimer _timer;
    private string? _lost;
    private bool _isReleased;

    internal HeldLocks(ILeases leases, TimeProvider clock, TimeSpan duration, IDisposable inProcess)
    {
        (_leases, _clock, _duration, _inProcess) = (leases, clock, duration, inProcess);
        _timer = clock.CreateTimer(static locks => _ = ((HeldLocks)locks!).RenewInTimeAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that nobody else has them: to be called after slow work, before what must not be done by two.</summary>
    /// <exception cref="LeaseLostException">Another instance took one of them meanwhile.</exception>
    /// <exception cref="StoreException">Nobody can say now.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await RenewAllAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
        if (_lost is { } lost) throw new LeaseLostException(lost);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_isReleased) return;
            _isReleased = true;
            await _timer.DisposeAsync();
            // One that was lost is somebody else's by now, and stays so.
            foreach (var lease in _held) await _leases.ReleaseAsync(lease, CancellationToken.None);
        }
        finally
        {
            _one.Release();
            _inProcess.Dispose();
        }
    }

    /// <summary>Holds one more. From the first on they are renewed, also while the next is waited for.</summary>
    internal async Task AddAsync(Lease lease)
    {
        await _one.WaitAsync();
        try
        {
            _held.Add(lease);
            if (_held.Count == 1) RenewLater();
        }
        finally
        {
            _one.Release();
        }
    }

    private void RenewLater() => _timer.Change(_duration / 3, Timeout.InfiniteTimeSpan);

    private async Task RenewInTimeAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_isReleased) return;
            await RenewAllAsync(CancellationToken.None);
        }
        catch (StoreException)
        {
            // The store may be back in time for the next; if not, EnsureAsync says so to whoever holds them.
        }
        finally
        {
            if (!_isReleased && _lost is null) RenewLater();
            _one.Release();
        }
    }

    private async Task RenewAllAsync(CancellationToken cancel)
    {
        for (var i = 0; i < _held.Count && _lost is null; i++)
        {
            if (await _leases.TryRenewAsync(_held[i], _clock.GetUtcNow() + _duration, cancel) is { } renewed) _held[i] = renewed;
            else _lost = _held[i].Name;
        }
    }
}
