using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>A pending projection, in the partition of its follower.</summary>
internal sealed record PendingDocument : Document
{
    /// <summary>The partition.</summary>
    public required string Follower { get; init; }

    public required StreamId StreamId { get; init; }

    public required int FromVersion { get; init; }

    /// <summary>When it was last noted: the place in the list, and another one each time.</summary>
    public required DateTimeOffset NotedAt { get; init; }

    public PendingProjection ToPending() => new(StreamId, FromVersion, NotedAt.UtcTicks);
}

/// <summary>Pending projections on Cosmos DB: a partition of the container <c>pending</c> is a follower's list, with a document for each stream.</summary>
public sealed class CosmosPendingProjections(CosmosDatabase database) : IPendingProjections
{
    // Ids in one query.
    private const int MaxAtOnce = 100;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Pending);
    private readonly MonotonousClock _clock = new(database.Clock);

    /// <inheritdoc/>
    public Task AddAsync(string follower, StreamId stream, int fromVersion, CancellationToken cancel) => OptimisticRetry.UntilWrittenAsync(async () =>
    {
        var noted = await ReadAsync(follower, stream, cancel);
        var document = new PendingDocument
        {
            Id = stream.ToString(),
            Follower = follower,
            StreamId = stream,
            FromVersion = Math.Min(fromVersion, noted?.FromVersion ?? fromVersion),
            NotedAt = _clock.Next(noted?.NotedAt),
            ETag = noted?.ETag,
        };
        return await _documents.SaveAsync(follower, document, CosmosJson.Default.PendingDocument, cancel);
    }, $"the pending projection of {stream}");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<StreamId, PendingProjection>> FindAsync(
        string follower, IReadOnlyCollection<StreamId> streams, CancellationToken cancel)
    {
        var found = new Dictionary<StreamId, PendingProjection>();
        foreach (var some in streams.Select(s => s.ToString()).Chunk(MaxAtOnce))
        {
            var query = new QueryDefinition("SELECT * FROM c WHERE ARRAY_CONTAINS(@ids, c.id)").WithParameter("@ids", some);
            foreach (var document in await _documents.QueryAsync(query, follower, CosmosJson.Default.PendingDocument, null, cancel))
                found[document.StreamId] = document.ToPending();
        }
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max * FROM c ORDER BY c.notedAt").WithParameter("@max", max);
        var documents = await _documents.QueryAsync(query, follower, CosmosJson.Default.PendingDocument, max, cancel);
        return [.. documents.Select(d => d.ToPending())];
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string follower, PendingProjection read, CancellationToken cancel)
    {
        // Where it is noted again between these two, it stays.
        if (await ReadAsync(follower, read.Stream, cancel) is { } noted && noted.NotedAt.UtcTicks == read.Revision)
            await _documents.DeleteAsync(follower, noted.Id, noted.ETag, cancel);
    }

    private Task<PendingDocument?> ReadAsync(string follower, StreamId stream, CancellationToken cancel) =>
        _documents.ReadAsync(follower, stream.ToString(), CosmosJson.Default.PendingDocument, cancel);
}
