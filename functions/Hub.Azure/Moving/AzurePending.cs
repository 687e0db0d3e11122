using System.Runtime.CompilerServices;
using Hub.Application.Deliveries;
using Hub.Application.Following;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>
/// What the followers that act on the world have yet to process: what they noted, and deliveries that were not enqueued when the hub was stopped. How far the
/// trigger of the change feed came is its own affair: so of what was written in the last day of the hub's work it is looked which delivery is not there.
/// </summary>
/// <remarks>
/// No further back: where a later version of the hub tells somebody more than an earlier one did, old events must not be told anew. A follower that lags by a
/// day is an alert.
/// </remarks>
internal sealed class AzurePending(CosmosDatabase database, IEventLog log, IDeliveryStore deliveries) : IMovedRecords<MovedPending>
{
    private const int Page = 1_000;
    private const long LookedBack = 24 * 60 * 60;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Pending);
    private readonly CosmosDocuments _streams = database.Container(CosmosContainers.Streams);

    public async IAsyncEnumerable<MovedPending> ReadAsync(MovedPending? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var all = new Dictionary<(string Follower, StreamId Stream), int>();
        await foreach (var page in _documents.PagesAsync(new QueryDefinition("SELECT * FROM c"), CosmosJson.Default.PendingDocument, Page, cancel))
            foreach (var noted in page.Where(p => p.Follower is not (ViewsFollower.FollowerName or FiguresFollower.FollowerName)))
                all[(noted.Follower, noted.StreamId)] = noted.FromVersion;
        foreach (var (stream, version) in await NotEnqueuedAsync(cancel))
        {
            var key = (DeliveriesFollower.FollowerName, stream);
            all[key] = Math.Min(version, all.GetValueOrDefault(key, version));
        }
        var sorted = all.Select(p => new MovedPending(p.Key.Follower, p.Key.Stream, p.Value))
            .OrderBy(p => p.Follower, StringComparer.Ordinal).ThenBy(p => MovedOrder.KeyOf(p.Stream), StringComparer.Ordinal);
        foreach (var pending in after is null ? sorted : sorted.SkipWhile(p => p != after).Skip(1)) yield return pending;
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedPending> page, DateTimeOffset at, CancellationToken cancel) => AzureWrites.ForEachAsync(
        page.Index(), (p, c) => _documents.UpsertAsync(
            p.Item.Follower,
            new PendingDocument
            {
                Id = p.Item.Stream.ToString(), Follower = p.Item.Follower, StreamId = p.Item.Stream, FromVersion = p.Item.FromVersion,
                NotedAt = at.AddTicks(first + p.Index),
            },
            CosmosJson.Default.PendingDocument, c), cancel);

    private async Task<Dictionary<StreamId, int>> NotEnqueuedAsync(CancellationToken cancel)
    {
        var missing = new Dictionary<StreamId, int>();
        var newest = await _streams.QueryAsync(
            new QueryDefinition("SELECT TOP 1 c._ts AS ts FROM c ORDER BY c._ts DESC"), null, CosmosJson.Default.NewestResult, 1, cancel);
        if (newest.Count == 0) return missing;
        var recent = new Dictionary<StreamId, int>();
        var query = new QueryDefinition("SELECT c.streamId, c.version, c.isImported FROM c WHERE c._ts >= @since AND c.version > 0")
            .WithParameter("@since", newest[0].Ts - LookedBack);
        await foreach (var page in _streams.PagesAsync(query, CosmosJson.Default.EventPlace, Page, cancel))
        {
            foreach (var e in page.Where(e => e.IsImported is not true))
                recent[e.StreamId] = Math.Min(e.Version, recent.GetValueOrDefault(e.StreamId, e.Version));
        }
        foreach (var (stream, from) in recent.Where(r => r.Key.Kind == StreamId.Order))
            if (await FirstMissingAsync(stream, from, cancel) is { } version) missing[stream] = version;
        return missing;
    }

    private async Task<int?> FirstMissingAsync(StreamId stream, int from, CancellationToken cancel)
    {
        IReadOnlyList<Delivery> expected;
        try
        {
            expected = Audience.DeliveriesFor(await log.LoadAsync(stream, cancel), from, default);
        }
        catch (InvalidOperationException)
        {
            // A stream that does not fold: the follower could not process it either, and will say so at the new place.
            return from;
        }
        foreach (var delivery in expected)
            if (await deliveries.FindAsync(delivery.Id, cancel) is null) return delivery.Version;
        return null;
    }
}
