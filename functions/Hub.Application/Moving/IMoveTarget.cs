namespace Hub.Application.Moving;

/// <summary>How far an import is. As long as it is not finished no hub starts on the store.</summary>
/// <param name="Export">The id of the export that is imported.</param>
/// <param name="Part">The part that was written last; null before the first.</param>
/// <param name="Records">So many records of it are written.</param>
/// <param name="FinishedAt">When it was finished; null while it is not.</param>
/// <param name="LastWorked">When a hub had last worked on the store as the import began; null where none had.</param>
public sealed record ImportProgress(
    Guid Export, string? Part = null, long Records = 0, DateTimeOffset? FinishedAt = null, DateTimeOffset? LastWorked = null);

/// <summary>A store to which a hub is moved.</summary>
public interface IMoveTarget
{
    /// <summary>Ends where a hub may be moved to the store: it can be reached, and no hub works on it.</summary>
    /// <exception cref="StoreException">It cannot now; the message says why.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>True where the store keeps nothing that a hub keeps, but for the log of erasures on request.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancel);

    /// <summary>
    /// The import that was begun last; null where none was. Where the store's data were lost since, it may be back at its beginning.
    /// </summary>
    Task<ImportProgress?> FindImportAsync(CancellationToken cancel);

    /// <summary>When a hub last worked on the store; null where none did.</summary>
    Task<DateTimeOffset?> LastWorkedAsync(CancellationToken cancel);

    /// <summary>Notes how far an import is; durable when it returns.</summary>
    /// <returns>False where another run of an import noted something since this one looked (<see cref="FindImportAsync"/>).</returns>
    Task<bool> SaveImportAsync(ImportProgress progress, CancellationToken cancel);

    /// <summary>
    /// Lets the followers of the log go on behind what was imported, and has the read models rebuilt by the hub when it starts. What was imported was followed
    /// before: without this a start would enqueue deliveries anew. And has it do all erasures again that are logged: the export may be older than some of them.
    /// Durable when it returns.
    /// </summary>
    Task FollowFromHereAsync(DateTimeOffset now, CancellationToken cancel);
}
