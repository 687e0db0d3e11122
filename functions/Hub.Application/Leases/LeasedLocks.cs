namespace Hub.Application.Leases;

/// <summary>
/// Lets one at a time work on each name, in this process and among all instances of the app. In the process they wait in turn; the lease in
/// the store is asked for only by the one whose turn it is.
/// </summary>
public sealed class LeasedLocks(ILeases leases, TimeProvider clock)
{
    // Nearly always the lease is free: another instance holds it only while it works on the very same thing.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly KeyedLock<string> _inProcess = new();

    /// <summary>Waits for all names and holds them until the result is disposed.</summary>
    /// <param name="names">The names.</param>
    /// <param name="duration">How long a lease lasts, should this process end while it holds it; longer than the work takes.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<HeldLocks> HoldAsync(IEnumerable<string> names, TimeSpan duration, CancellationToken cancel)
    {
        // Always in one order, as in the process: two that want the same two names would wait for each other for ever.
        var ordered = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var held = new HeldLocks(leases, clock, duration, await _inProcess.HoldAsync(ordered, cancel));
        try
        {
            foreach (var name in ordered)
            {
                Lease? lease;
                while ((lease = await leases.TryAcquireAsync(name, clock.GetUtcNow(), clock.GetUtcNow() + duration, cancel)) is null)
                    await Task.Delay(Pause, clock, cancel);
                held.Add(lease);
            }
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }
}

/// <summary>Names that are held, until this is disposed.</summary>
public sealed class HeldLocks : IAsyncDisposable
{
    private readonly ILeases _leases;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly IDisposable _inProcess;
    private readonly List<Lease> _held = [];

    internal HeldLocks(ILeases leases, TimeProvider clock, TimeSpan duration, IDisposable inProcess) =>
        (_leases, _clock, _duration, _inProcess) = (leases, clock, duration, inProcess);

    /// <summary>Renews the leases: to be called after slow work, before what must not be done by two.</summary>
    /// <exception cref="LeaseLostException">Another instance took one of them meanwhile.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        for (var i = 0; i < _held.Count; i++)
            _held[i] = await _leases.TryRenewAsync(_held[i], _clock.GetUtcNow() + _duration, cancel) ?? throw new LeaseLostException(_held[i].Name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // One that was lost is somebody else's by now, and stays so.
            foreach (var lease in _held) await _leases.ReleaseAsync(lease, CancellationToken.None);
            _held.Clear();
        }
        finally
        {
            _inProcess.Dispose();
        }
    }

    internal void Add(Lease lease) => _held.Add(lease);
}
