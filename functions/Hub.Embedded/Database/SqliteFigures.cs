using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Facts and cells on SQLite: two generations of tables, as the lists of orders have. A row and the cells that it adds to are written at once.</summary>
public sealed class SqliteFigures(HubDatabase database) : IFigures
{
    // Rows of a former generation are removed in pieces: all writers wait for a write.
    private const int MaxRemovedAtOnce = 2_000;

    private readonly SqliteProjection _projection = new("figures");

    /// <inheritdoc/>
    public Task PutAsync(IReadOnlyList<OrderFacts> rows, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var (generation, isRebuilding) = _projection.GenerationOf(s);
        Put(s, generation, rows);
        if (isRebuilding) Put(s, 1 - generation, rows);
    }, cancel);

    /// <inheritdoc/>
    public Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderFacts> rows, Rebuild next, CancellationToken cancel) => database.WriteAsync(s =>
    {
        if (!_projection.TryAdvance(s, at, next)) return false;
        Put(s, 1 - _projection.GenerationOf(s).Generation, rows);
        return true;
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(_projection.StateOf));

    /// <inheritdoc/>
    public async Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel)
    {
        // One of an older version is given up: its rows must go first.
        await database.WriteAsync(s => _projection.GiveUpOlder(s, version), cancel);
        await RemoveSpareAsync(cancel);
        return await database.WriteAsync(s =>
        {
            if (_projection.StateOf(s).Rebuild is null) _projection.Begin(s, new Rebuild(version, now, total));
            return _projection.StateOf(s);
        }, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel)
    {
        if (!await database.WriteAsync(s => _projection.TrySwap(s, at, now), cancel)) return false;
        await RemoveSpareAsync(cancel);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<OrderFacts?> FindAsync(StreamId order, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => new FactRows(s, _projection.GenerationOf(s).Generation).Find(s.NumberOf(order))?.Facts));

    /// <inheritdoc/>
    public ValueTask<FactPage> ListAsync(FactQuery query, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => new FactRows(s, _projection.GenerationOf(s).Generation).List(query)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => new CellRows(s, _projection.GenerationOf(s).Generation).Sum(query)));

    private static void Put(PreparedStatements s, int generation, IReadOnlyList<OrderFacts> rows)
    {
        var facts = new FactRows(s, generation);
        var changes = new List<Contribution>();
        var dwellings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var no = s.NumberFor(new StreamId(StreamId.Order, row.Order.OrderId));
            var before = facts.Find(no);
            if (before?.Facts.Order.Version >= row.Order.Version) continue;
            // Until its dwelling is settled, below, it has no outcome.
            var after = new FactRow(no, row, null);
            facts.Write(after);
            changes.AddRange(Contributions.Change(before?.Contributions ?? [], after.Contributions));
            foreach (var repair in (RepairOfDwelling?[])[before?.Repair, after.Repair])
                if (repair is not null) dwellings.Add(repair.DwellingId);
        }
        foreach (var dwelling in dwellings) changes.AddRange(facts.Settle(dwelling));
        new CellRows(s, generation).Add(Contributions.Merged(changes));
    }

    // What a crash leaves of it, the beginning of the next rebuild removes.
    private async Task RemoveSpareAsync(CancellationToken cancel)
    {
        bool hasMore;
        do
        {
            hasMore = await database.WriteAsync(s =>
            {
                var (generation, isRebuilding) = _projection.GenerationOf(s);
                return !isRebuilding && (new FactRows(s, 1 - generation).Remove(MaxRemovedAtOnce) | new CellRows(s, 1 - generation).Remove(MaxRemovedAtOnce));
            }, cancel);
        }
        while (hasMore);
    }
}
