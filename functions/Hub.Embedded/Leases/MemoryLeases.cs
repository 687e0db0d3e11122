using System.Collections.Concurrent;
using System.Globalization;
using Hub.Application.Leases;

namespace Hub.Embedded.Leases;

/// <summary>
/// Leases in memory. That is enough here: one process owns the data directory (a lock on it keeps a second one out), so nobody else could
/// hold a lease, and after a crash nobody holds any. On disk each would cost a write and outlive the crash.
/// </summary>
/// <remarks>
/// A lease ends at its moment, or when the time that it was taken for has passed, whichever comes first: the wall clock may be set back while it is held.
/// </remarks>
/// <param name="clock">Measures the time that passes.</param>
public sealed class MemoryLeases(TimeProvider clock) : ILeases
{
    private readonly ConcurrentDictionary<string, Held> _leases = new(StringComparer.Ordinal);
    private long _tags;

    private sealed record Held(Lease Lease, long Since, TimeSpan For);

    /// <inheritdoc/>
    public ValueTask<Lease?> TryAcquireAsync(string name, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        var earlier = _leases.GetValueOrDefault(name);
        if (earlier is not null && IsHeld(earlier, now)) return ValueTask.FromResult<Lease?>(null);
        var lease = new Lease(name, (earlier?.Lease.Term ?? 0) + 1, until, NewTag());
        var held = new Held(lease, clock.GetTimestamp(), until - now);
        var acquired = earlier is null ? _leases.TryAdd(name, held) : _leases.TryUpdate(name, held, earlier);
        return ValueTask.FromResult(acquired ? lease : null);
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> TryRenewAsync(Lease lease, DateTimeOffset until, CancellationToken cancel)
    {
        if (Find(lease) is not { } held) return ValueTask.FromResult<Lease?>(null);
        var renewed = lease with { EndsAt = until, Tag = NewTag() };
        // Never shorter: where the clock was set back, its new end lies before the one that it had.
        var longer = until > lease.EndsAt ? held.For + (until - lease.EndsAt) : held.For;
        return ValueTask.FromResult(_leases.TryUpdate(lease.Name, held with { Lease = renewed, For = longer }, held) ? renewed : null);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancel) =>
        ValueTask.FromResult(Find(lease) is { } held && _leases.TryRemove(KeyValuePair.Create(lease.Name, held)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlySet<string>> FindHeldAsync(IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlySet<string>>(names.Where(n => _leases.TryGetValue(n, out var held) && IsHeld(held, now))
            .ToHashSet(StringComparer.Ordinal));

    private Held? Find(Lease lease) => _leases.TryGetValue(lease.Name, out var held) && held.Lease == lease ? held : null;

    private bool IsHeld(Held held, DateTimeOffset now) => held.Lease.EndsAt > now && clock.GetElapsedTime(held.Since) < held.For;

    private string NewTag() => Interlocked.Increment(ref _tags).ToString(CultureInfo.InvariantCulture);
}
