using Hub.Application.Following;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Pending projections on SQLite.</summary>
public sealed class SqlitePendingProjections(HubDatabase database) : IPendingProjections
{
    /// <inheritdoc/>
    public Task AddAsync(string follower, PendingProjection pending, CancellationToken cancel) => database.WriteAsync(s => s["""
        INSERT INTO pending_projections (follower, stream_id, version, seq)
        VALUES (?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM pending_projections))
        ON CONFLICT (follower, stream_id) DO UPDATE SET version = min(version, excluded.version)
        """].Bind(follower).Bind(pending.Stream).Bind(pending.FromVersion).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<StreamId, int>> FindAsync(string follower, IReadOnlyCollection<StreamId> streams, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s =>
        {
            var found = new Dictionary<StreamId, int>();
            // Nearly always there are none at all.
            var any = s["SELECT 1 FROM pending_projections LIMIT 1"];
            if (!any.Step()) return (IReadOnlyDictionary<StreamId, int>)found;
            foreach (var stream in streams)
            {
                var row = s["SELECT version FROM pending_projections WHERE follower = ? AND stream_id = ?"].Bind(follower).Bind(stream);
                if (row.Step()) found[stream] = (int)row.Int64(0);
            }
            return found;
        }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT stream_id, version FROM pending_projections WHERE follower = ? ORDER BY seq LIMIT ?"].Bind(follower).Bind(max);
        var pending = new List<PendingProjection>();
        while (rows.Step()) pending.Add(new PendingProjection(rows.Stream(0), (int)rows.Int64(1)));
        return (IReadOnlyList<PendingProjection>)pending;
    }));

    /// <inheritdoc/>
    public Task RemoveAsync(string follower, PendingProjection pending, CancellationToken cancel) => database.WriteAsync(
        s => s["DELETE FROM pending_projections WHERE follower = ? AND stream_id = ? AND version >= ?"]
            .Bind(follower).Bind(pending.Stream).Bind(pending.FromVersion).Execute(), cancel);
}
