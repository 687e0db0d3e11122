using Hub.Application.Reading;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// Version, generation and rebuild of one projection: its row in the table <c>projections</c>. A projection has two tables of rows; the
/// generation, 0 or 1, says which one answers.
/// </summary>
internal sealed class SqliteProjection(string name)
{
    /// <summary>Which generation answers, and whether the other one takes the rows of a rebuild.</summary>
    public (int Generation, bool IsRebuilding) GenerationOf(PreparedStatements s)
    {
        var row = s["SELECT generation, rebuild_started_at IS NOT NULL FROM projections WHERE name = ?"].Bind(name);
        return row.Step() ? ((int)row.Int64(0), row.Int64(1) == 1) : throw Unknown();
    }

    public ProjectionState StateOf(PreparedStatements s)
    {
        var row = s["""
            SELECT version, rebuilt_at, rebuild_version, rebuild_started_at, rebuild_total, rebuild_done, rebuild_failed, rebuild_cursor FROM projections WHERE name = ?
            """].Bind(name);
        if (!row.Step()) throw Unknown();
        return new ProjectionState(
            (int)row.Int64(0), row.TimeOrNull(1),
            row.TimeOrNull(3) is { } startedAt ? new Rebuild((int)row.Int64(2), startedAt, row.Int64(4), row.Int64(5), row.Int64(6), row.TextOrNull(7)) : null);
    }

    public void Begin(PreparedStatements s, Rebuild rebuild) => s["""
        UPDATE projections SET rebuild_version = ?, rebuild_started_at = ?, rebuild_total = ?, rebuild_done = 0, rebuild_failed = 0, rebuild_cursor = NULL
        WHERE name = ? AND rebuild_started_at IS NULL
        """].Bind(rebuild.Version).Bind(rebuild.StartedAt).Bind(rebuild.Total).Bind(name).Execute();

    /// <summary>Ends a rebuild of an older version, without a result.</summary>
    public void GiveUpOlder(PreparedStatements s, int version) =>
        s["UPDATE projections SET rebuild_started_at = NULL WHERE name = ? AND rebuild_version < ?"].Bind(name).Bind(version).Execute();

    public bool TryAdvance(PreparedStatements s, Rebuild at, Rebuild next) => s["""
        UPDATE projections SET rebuild_done = ?, rebuild_failed = ?, rebuild_cursor = ?
        WHERE name = ? AND rebuild_version = ? AND rebuild_started_at = ? AND rebuild_cursor IS ?
        """].Bind(next.Done).Bind(next.Failed).Bind(next.Cursor).Bind(name).Bind(at.Version).Bind(at.StartedAt).Bind(at.Cursor).Execute() == 1;

    public bool TrySwap(PreparedStatements s, Rebuild at, DateTimeOffset now) => s["""
        UPDATE projections SET version = rebuild_version, generation = 1 - generation, rebuilt_at = ?, rebuild_started_at = NULL
        WHERE name = ? AND rebuild_version = ? AND rebuild_started_at = ? AND rebuild_cursor IS ?
        """].Bind(now).Bind(name).Bind(at.Version).Bind(at.StartedAt).Bind(at.Cursor).Execute() == 1;

    private InvalidOperationException Unknown() => new($"The table 'projections' has no row '{name}'.");
}
