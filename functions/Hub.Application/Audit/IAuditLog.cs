namespace Hub.Application.Audit;

/// <summary>
/// Every change by hand, and every opening of a message as it came in. An entry is durable before what it tells of begins; its outcome is added afterwards.
/// </summary>
public interface IAuditLog
{
    /// <summary>Notes that something begins; durable when it returns.</summary>
    /// <exception cref="StoreException">It cannot be noted: what it tells of must not begin.</exception>
    Task BeginAsync(AuditEntry entry, CancellationToken cancel);

    /// <summary>Adds the outcome to the entry that <see cref="BeginAsync"/> noted.</summary>
    /// <param name="entry">The whole entry, with its outcome, and with its target where that was known only afterwards.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The outcome cannot be noted: the entry stays without one.</exception>
    Task CompleteAsync(AuditEntry entry, CancellationToken cancel);

    /// <summary>Lists entries, the newest first.</summary>
    ValueTask<AuditPage> ListAsync(AuditQuery query, CancellationToken cancel);

    /// <summary>Removes the entries from before a moment, the oldest first.</summary>
    /// <param name="before">The moment.</param>
    /// <param name="max">At most this many.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many went.</returns>
    Task<int> RemoveAsync(DateTimeOffset before, int max, CancellationToken cancel);
}
