namespace Hub.Application.Leases;

/// <summary>A lease that was acquired.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Term">1, and one more for each earlier holder that never released it: it grows until the name is released, so that an earlier holder can be
/// told from a later one.</param>
/// <param name="EndsAt">Until when nobody else gets it.</param>
/// <param name="Tag">Changes with each acquisition and renewal (an ETag).</param>
public sealed record Lease(string Name, long Term, DateTimeOffset EndsAt, string Tag);

/// <summary>
/// Leases by name: among all instances of the app at most one holds a name, until it releases it or the lease ends. A crash leaves a lease
/// that ends by itself. A holder that is slower than its lease may lose it: <see cref="TryRenewAsync"/> and <see cref="ReleaseAsync"/> tell.
/// Two adapters, one contract suite.
/// </summary>
public interface ILeases
{
    /// <summary>Acquires a name.</summary>
    /// <param name="name">Any text; an adapter encodes what its store does not take.</param>
    /// <param name="now">The moment of now.</param>
    /// <param name="until">When the lease ends unless it is renewed.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The lease; null while somebody else holds it.</returns>
    ValueTask<Lease?> TryAcquireAsync(string name, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel);

    /// <summary>Moves the end of a lease. One that has ended and that nobody took since is renewed too.</summary>
    /// <returns>The renewed lease, which takes the place of the former; null where the lease was lost.</returns>
    ValueTask<Lease?> TryRenewAsync(Lease lease, DateTimeOffset until, CancellationToken cancel);

    /// <summary>Releases a name, so that it is free at once.</summary>
    /// <returns>False where the lease was lost; then nothing changes.</returns>
    ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancel);

    /// <summary>Which of these names somebody holds.</summary>
    ValueTask<IReadOnlySet<string>> FindHeldAsync(IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancel);
}
