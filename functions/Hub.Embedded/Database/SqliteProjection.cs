using Hub.Application.Reading;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// Version, generation and rebuild of one projection: its row in the table <c>projections</c>. A projection has each of its tables twice; the generation, 0
/// or 1, says which one answers. The other is empty, or takes the rows of a rebuild.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="name">Name of the projection.</param>
/// <param name="put">Writes rows into the tables of a generation, each where it is newer than the one there.</param>
/// <param name="remove">Removes at most so many rows from each table of a generation; true where there may be more.</param>
/// <typeparam name="TRow">What is made of a stream.</typeparam>
internal sealed class SqliteProjection<TRow>(
    HubDatabase database, string name, Action<PreparedStatements, int, IReadOnlyList<TRow>> put, Func<PreparedStatements, int, int, bool> remove)
    : IProjectionStore<TRow>
{
    // Rows of a former generation are removed in pieces: all writers wait for a write.
    private const int MaxRemovedAtOnce = 2_000;

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<TRow> rows, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var (generation, isRebuilding) = At(s);
        put(s, generation, rows);
        if (isRebuilding) put(s, 1 - generation, rows);
    }, cancel);

    /// <inheritdoc/>
    public Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<TRow> rows, Rebuild next, CancellationToken cancel) => database.WriteAsync(s =>
    {
        if (!TryAdvance(s, at, next)) return false;
        put(s, 1 - GenerationOf(s), rows);
        return true;
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(StateOf));

    /// <inheritdoc/>
    public async Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel)
    {
        // One of an older version is given up: its rows must go first.
        await database.WriteAsync(s => GiveUpOlder(s, version), cancel);
        await RemoveSpareAsync(cancel);
        return await database.WriteAsync(s =>
        {
            if (StateOf(s).Rebuild is null) Begin(s, new Rebuild(version, now, total));
            return StateOf(s);
        }, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel)
    {
        if (!await database.WriteAsync(s => TrySwap(s, at, now), cancel)) return false;
        await RemoveSpareAsync(cancel);
        return true;
    }

    /// <summary>The generation that answers.</summary>
    public int GenerationOf(PreparedStatements s) => At(s).Generation;

    // What a crash leaves of it, the beginning of the next rebuild removes.
    private async Task RemoveSpareAsync(CancellationToken cancel)
    {
        bool hasMore;
        do
        {
            hasMore = await database.WriteAsync(s =>
            {
                var (generation, isRebuilding) = At(s);
                return !isRebuilding && remove(s, 1 - generation, MaxRemovedAtOnce);
            }, cancel);
        }
        while (hasMore);
    }

    // Which generation answers, and whether the other one takes the rows of a rebuild.
    private (int Generation, bool IsRebuilding) At(PreparedStatements s)
    {
        var row = s["SELECT generation, rebuild_started_at IS NOT NULL FROM projections WHERE name = ?"].Bind(name);
        return row.Step() ? ((int)row.Int64(0), row.Int64(1) == 1) : throw Unknown();
    }

    private ProjectionState StateOf(PreparedStatements s)
    {
        var row = s["""
            SELECT version, rebuilt_at, rebuild_version, rebuild_started_at, rebuild_total, rebuild_done, rebuild_failed, rebuild_cursor FROM projections WHERE name = ?
            """].Bind(name);
        if (!row.Step()) throw Unknown();
        return new ProjectionState(
            (int)row.Int64(0), row.TimeOrNull(1),
            row.TimeOrNull(3) is { } startedAt ? new Rebuild((int)row.Int64(2), startedAt, row.Int64(4), row.Int64(5), row.Int64(6), row.TextOrNull(7)) : null);
    }

    private void Begin(PreparedStatements s, Rebuild rebuild) => s["""
        UPDATE projections SET rebuild_version = ?, rebuild_started_at = ?, rebuild_total = ?, rebuild_done = 0, rebuild_failed = 0, rebuild_cursor = NULL
        WHERE name = ? AND rebuild_started_at IS NULL
        """].Bind(rebuild.Version).Bind(rebuild.StartedAt).Bind(rebuild.Total).Bind(name).Execute();

    // Ends a rebuild of an older version, without a result.
    private void GiveUpOlder(PreparedStatements s, int version) =>
        s["UPDATE projections SET rebuild_started_at = NULL WHERE name = ? AND rebuild_version < ?"].Bind(name).Bind(version).Execute();

    private bool TryAdvance(PreparedStatements s, Rebuild at, Rebuild next) => s["""
        UPDATE projections SET rebuild_done = ?, rebuild_failed = ?, rebuild_cursor = ?
        WHERE name = ? AND rebuild_version = ? AND rebuild_started_at = ? AND rebuild_cursor IS ?
        """].Bind(next.Done).Bind(next.Failed).Bind(next.Cursor).Bind(name).Bind(at.Version).Bind(at.StartedAt).Bind(at.Cursor).Execute() == 1;

    private bool TrySwap(PreparedStatements s, Rebuild at, DateTimeOffset now) => s["""
        UPDATE projections SET version = rebuild_version, generation = 1 - generation, rebuilt_at = ?, rebuild_started_at = NULL
        WHERE name = ? AND rebuild_version = ? AND rebuild_started_at = ? AND rebuild_cursor IS ?
        """].Bind(now).Bind(name).Bind(at.Version).Bind(at.StartedAt).Bind(at.Cursor).Execute() == 1;

    private InvalidOperationException Unknown() => new($"The table 'projections' has no row '{name}'.");
}
