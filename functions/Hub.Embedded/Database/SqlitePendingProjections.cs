using Hub.Application.Following;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Owed folds on SQLite.</summary>
public sealed class SqlitePendingProjections(HubDatabase database) : IPendingProjections
{
    /// <inheritdoc/>
    public Task AddAsync(PendingProjection fold, CancellationToken cancel) => database.WriteAsync(s => s["""
        INSERT INTO owed_folds (stream_id, version, seq) VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM owed_folds))
        ON CONFLICT (stream_id) DO UPDATE SET version = min(version, excluded.version)
        """].Bind(fold.Stream).Bind(fold.FromVersion).Execute(), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<StreamId, int>> FindAsync(IReadOnlyCollection<StreamId> streams, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s =>
        {
            var found = new Dictionary<StreamId, int>();
            var any = s["SELECT 1 FROM owed_folds LIMIT 1"];
            if (!any.Step()) return (IReadOnlyDictionary<StreamId, int>)found;
            foreach (var stream in streams)
            {
                var row = s["SELECT version FROM owed_folds WHERE stream_id = ?"].Bind(stream);
                if (row.Step()) found[stream] = (int)row.Int64(0);
            }
            return found;
        }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PendingProjection>> ListAsync(int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT stream_id, version FROM owed_folds ORDER BY seq LIMIT ?"].Bind(max);
        var folds = new List<PendingProjection>();
        while (rows.Step()) folds.Add(new PendingProjection(rows.Stream(0), (int)rows.Int64(1)));
        return (IReadOnlyList<PendingProjection>)folds;
    }));

    /// <inheritdoc/>
    public Task RemoveAsync(PendingProjection fold, CancellationToken cancel) =>
        database.WriteAsync(s => s["DELETE FROM owed_folds WHERE stream_id = ? AND version >= ?"].Bind(fold.Stream).Bind(fold.FromVersion).Execute(), cancel);
}
