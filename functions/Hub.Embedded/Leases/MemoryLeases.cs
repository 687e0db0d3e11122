using System.Collections.Concurrent;
using System.Globalization;
using Hub.Application.Leases;

namespace Hub.Embedded.Leases;

/// <summary>
/// Leases in memory. That is enough here: one process owns the data directory (a lock on it keeps a second one out), so nobody else could
/// hold a lease, and after a crash nobody holds any. On disk each would cost a write and outlive the crash.
/// </summary>
public sealed class MemoryLeases : ILeases
{
    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private long _tags;

    /// <inheritdoc/>
    public ValueTask<Lease?> TryAcquireAsync(string name, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        var earlier = _leases.GetValueOrDefault(name);
        if (earlier is not null && earlier.EndsAt > now) return ValueTask.FromResult<Lease?>(null);
        var lease = new Lease(name, (earlier?.Term ?? 0) + 1, until, NewTag());
        var acquired = earlier is null ? _leases.TryAdd(name, lease) : _leases.TryUpdate(name, lease, earlier);
        return ValueTask.FromResult(acquired ? lease : null);
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> TryRenewAsync(Lease lease, DateTimeOffset until, CancellationToken cancel)
    {
        var renewed = lease with { EndsAt = until, Tag = NewTag() };
        return ValueTask.FromResult(_leases.TryUpdate(lease.Name, renewed, lease) ? renewed : null);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancel) =>
        ValueTask.FromResult(_leases.TryRemove(KeyValuePair.Create(lease.Name, lease)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlySet<string>> FindHeldAsync(IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlySet<string>>(names.Where(n => _leases.TryGetValue(n, out var lease) && lease.EndsAt > now)
            .ToHashSet(StringComparer.Ordinal));

    private string NewTag() => Interlocked.Increment(ref _tags).ToString(CultureInfo.InvariantCulture);
}
