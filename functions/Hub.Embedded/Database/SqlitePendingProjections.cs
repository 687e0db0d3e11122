using Hub.Application.Following;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Pending projections on SQLite.</summary>
public sealed class SqlitePendingProjections(HubDatabase database) : IPendingProjections
{
    /// <inheritdoc/>
    public Task AddAsync(string follower, StreamId stream, int fromVersion, CancellationToken cancel) => database.WriteAsync(s => s["""
        INSERT INTO pending_projections (follower, stream_id, version, seq, revision)
        VALUES (?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM pending_projections), random())
        ON CONFLICT (follower, stream_id) DO UPDATE SET version = min(version, excluded.version), seq = excluded.seq, revision = excluded.revision
        """].Bind(follower).Bind(stream).Bind(fromVersion).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<StreamId, PendingProjection>> FindAsync(string follower, IReadOnlyCollection<StreamId> streams,
        CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s =>
        {
            var found = new Dictionary<StreamId, PendingProjection>();
            // Nearly always there are none at all.
            var any = s["SELECT 1 FROM pending_projections LIMIT 1"];
            if (!any.Step()) return (IReadOnlyDictionary<StreamId, PendingProjection>)found;
            foreach (var stream in streams)
            {
                var row = s["SELECT stream_id, version, revision FROM pending_projections WHERE follower = ? AND stream_id = ?"].Bind(follower).Bind(stream);
                if (row.Step()) found[stream] = Read(row);
            }
            return found;
        }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT stream_id, version, revision FROM pending_projections WHERE follower = ? ORDER BY seq LIMIT ?"].Bind(follower).Bind(max);
        var pending = new List<PendingProjection>();
        while (rows.Step()) pending.Add(Read(rows));
        return (IReadOnlyList<PendingProjection>)pending;
    }));

    /// <inheritdoc/>
    public Task RemoveAsync(string follower, PendingProjection read, CancellationToken cancel) => database.WriteAsync(
        s => s["DELETE FROM pending_projections WHERE follower = ? AND stream_id = ? AND revision = ?"]
            .Bind(follower).Bind(read.Stream).Bind(read.Revision).Execute(), cancel);

    private static PendingProjection Read(PreparedStatement row) => new(row.Stream(0), (int)row.Int64(1), row.Int64(2));
}
