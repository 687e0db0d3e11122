namespace Hub.Application.Reading;

/// <summary>Version and rebuild of a projection's stored rows.</summary>
/// <param name="Version">Version of the projection that made the rows which answer now.</param>
/// <param name="RebuiltAt">When they last took the place of older ones; null where they were never rebuilt.</param>
/// <param name="Rebuild">The rebuild that is going on, or null.</param>
public sealed record ProjectionState(int Version, DateTimeOffset? RebuiltAt, Rebuild? Rebuild);

/// <summary>How far a rebuild is.</summary>
/// <param name="Version">Version of the projection that makes the new rows.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Total">Streams in the log when it began.</param>
/// <param name="Done">Streams whose rows are made.</param>
/// <param name="Failed">Of these, streams that could not be processed; they are pending projections.</param>
/// <param name="Cursor">Where it goes on in the list of streams; null at the beginning.</param>
public sealed record Rebuild(int Version, DateTimeOffset StartedAt, long Total, long Done = 0, long Failed = 0, string? Cursor = null);

/// <summary>
/// The rebuild side of a projection's store. New rows are made beside the old ones, which answer until the swap; from its beginning on
/// every row that the follower writes goes to both. A rebuild that a crash interrupts is still there afterwards, and goes on.
/// </summary>
public interface IProjectionStore
{
    /// <summary>Version and rebuild as they are now.</summary>
    ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel);

    /// <summary>Begins a rebuild with no rows; one of the same or a newer version that is going on already stays. Durable when it returns.</summary>
    /// <param name="version">Version of the projection that makes the new rows.</param>
    /// <param name="total">Streams in the log.</param>
    /// <param name="now">The moment of now.</param>
    /// <param name="cancel">Gives up.</param>
    Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Lets the new rows take the place of the old ones, at once and whole; false where the rebuild is not at <paramref name="at"/> any
    /// more.</summary>
    Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>The store of a projection: a row for each stream.</summary>
/// <typeparam name="TRow">What is made of a stream.</typeparam>
public interface IProjectionStore<TRow> : IProjectionStore
{
    /// <summary>Writes rows, each only where it is newer than the one there; also beside them while a rebuild is going on. Durable when it returns.</summary>
    Task PutAsync(IReadOnlyList<TRow> rows, CancellationToken cancel);

    /// <summary>
    /// Writes new rows beside the old ones, each only where it is newer than the new one there, and then notes how far the rebuild is: what a crash leaves
    /// between the two is written again. False, and nothing noted, where the rebuild is not at <paramref name="at"/> any more.
    /// </summary>
    Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<TRow> rows, Rebuild next, CancellationToken cancel);
}
