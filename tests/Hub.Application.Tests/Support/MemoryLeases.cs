using Hub.Application.Leases;

namespace Hub.Application.Tests.Support;

/// <summary>Leases in memory, by the port's own words.</summary>
internal sealed class MemoryLeases : ILeases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _leases = [];
    private int _tags;

    /// <summary>How many names somebody holds or never released.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _leases.Count;
        }
    }

    public ValueTask<Lease?> TryAcquireAsync(string name, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        lock (_gate)
        {
            var earlier = _leases.GetValueOrDefault(name);
            if (earlier?.EndsAt > now) return ValueTask.FromResult<Lease?>(null);
            return ValueTask.FromResult<Lease?>(_leases[name] = new Lease(name, (earlier?.Term ?? 0) + 1, until, $"{++_tags}"));
        }
    }

    public ValueTask<Lease?> TryRenewAsync(Lease lease, DateTimeOffset until, CancellationToken cancel)
    {
        lock (_gate)
            return ValueTask.FromResult(_leases.GetValueOrDefault(lease.Name) == lease
                ? _leases[lease.Name] = lease with { EndsAt = until, Tag = $"{++_tags}" }
                : null);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancel)
    {
        lock (_gate) return ValueTask.FromResult(_leases.GetValueOrDefault(lease.Name) == lease && _leases.Remove(lease.Name));
    }

    public ValueTask<IReadOnlySet<string>> FindHeldAsync(IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancel)
    {
        lock (_gate) return ValueTask.FromResult<IReadOnlySet<string>>(names.Where(n => _leases.GetValueOrDefault(n)?.EndsAt > now).ToHashSet());
    }
}
