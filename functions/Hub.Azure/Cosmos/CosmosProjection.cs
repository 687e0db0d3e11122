using Hub.Application.Reading;
using Hub.Application.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Version, generation and rebuild of one projection: a document in the partition <c>projections</c> of the container <c>views</c>, changed under its ETag.
/// </summary>
/// <param name="database">The hub's database.</param>
/// <param name="name">Name of the projection.</param>
/// <param name="firstVersion">The version of its rows before any rebuild.</param>
internal sealed class CosmosProjection(CosmosDatabase database, string name, int firstVersion)
{
    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Views);

    /// <summary>The state as it is now.</summary>
    public async Task<ProjectionDocument> ReadAsync(CancellationToken cancel) =>
        await _documents.ReadAsync(ProjectionDocument.Partition, name, CosmosJson.Default.ProjectionDocument, cancel)
        ?? new ProjectionDocument { Id = name, Version = firstVersion };

    /// <summary>Begins a rebuild in a generation of its own; one of the same or a newer version stays.</summary>
    public async Task<ProjectionState> BeginAsync(int version, long total, DateTimeOffset now, CancellationToken cancel)
    {
        await ChangeAsync(
            s => s.Rebuild?.Version >= version ? null : s with { LastGeneration = s.LastGeneration + 1, Rebuild = new Rebuild(version, now, total) }, cancel);
        return (await ReadAsync(cancel)).ToState();
    }

    /// <summary>Notes how far the rebuild is; false where it is not at <paramref name="at"/> any more.</summary>
    public async Task<bool> AdvanceAsync(Rebuild at, Rebuild next, CancellationToken cancel) =>
        await ChangeAsync(s => s.IsAt(at) ? s with { Rebuild = next } : null, cancel) is not null;

    /// <summary>Lets the rebuilt generation answer.</summary>
    /// <returns>That generation; null where the rebuild is not at <paramref name="at"/> any more.</returns>
    public async Task<int?> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel) => (await ChangeAsync(
        s => s.IsAt(at) ? s with { Version = at.Version, Generation = s.LastGeneration, RebuiltAt = now, Rebuild = null } : null, cancel))?.Generation;

    // The state as it was written; null where the change says that there is nothing to change.
    private async Task<ProjectionDocument?> ChangeAsync(Func<ProjectionDocument, ProjectionDocument?> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < OptimisticRetry.Most; attempt++)
        {
            if (change(await ReadAsync(cancel)) is not { } changed) return null;
            if (await _documents.SaveAsync(ProjectionDocument.Partition, changed, CosmosJson.Default.ProjectionDocument, cancel) is not null) return changed;
        }
        return null;
    }
}
