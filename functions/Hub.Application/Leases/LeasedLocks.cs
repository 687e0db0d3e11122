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
    /// <param name="duration">
    /// How long others wait where this process ends while it holds them. As long as it lives they are renewed, however long the work takes.
    /// </param>
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
                await held.AddAsync(lease);
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
