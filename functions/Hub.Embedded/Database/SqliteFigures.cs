using System.Globalization;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// Facts and cells on SQLite: two generations of tables, as the lists of orders have. A row and the cells that it adds to are written at once.
/// </summary>
public sealed class SqliteFigures(HubDatabase database) : IFigures
{
    private readonly SqliteProjection<OrderFacts> _projection = new(
        database, "figures", Put, (s, generation, most) => new FactRows(s, generation).Remove(most)
            | CellRows.OfOrders(s, generation).Remove(most) | new CountedOrderRows(s, generation).Remove(most));

    // Of this process: its number and what it wrote. After the next start everything has a new stamp.
    private readonly string _process = Guid.NewGuid().ToString("N");
    private long _writes;

    /// <inheritdoc/>
    public async Task PutAsync(IReadOnlyList<OrderFacts> rows, CancellationToken cancel)
    {
        try
        {
            await _projection.PutAsync(rows, cancel);
        }
        finally
        {
            NoteWrite();
        }
    }

    /// <inheritdoc/>
    public Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderFacts> rows, Rebuild next, CancellationToken cancel) =>
        _projection.PutRebuiltAsync(at, rows, next, cancel);

    /// <inheritdoc/>
    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => _projection.GetStateAsync(cancel);

    /// <inheritdoc/>
    public Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel) =>
        _projection.BeginRebuildAsync(version, total, now, cancel);

    /// <inheritdoc/>
    public async Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            return await _projection.SwapAsync(at, now, cancel);
        }
        finally
        {
            NoteWrite();
        }
    }

    /// <inheritdoc/>
    public ValueTask<OrderFacts?> FindAsync(StreamId order, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => new FactRows(s, _projection.GenerationOf(s)).Find(s.NumberOf(order))?.Facts));

    /// <inheritdoc/>
    public ValueTask<FactPage> ListAsync(FactQuery query, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => new FactRows(s, _projection.GenerationOf(s)).List(query)));

    /// <inheritdoc/>
    public ValueTask<FactPage> ListCountedAsync(CountedQuery query, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var generation = _projection.GenerationOf(s);
        return new CountedOrderRows(s, generation).List(query, new FactRows(s, generation));
    }));

    /// <inheritdoc/>
    public ValueTask<string?> StampAsync(CancellationToken cancel) =>
        ValueTask.FromResult<string?>(string.Create(CultureInfo.InvariantCulture, $"{_process}-{Interlocked.Read(ref _writes)}"));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => CellRows.OfOrders(s, _projection.GenerationOf(s)).Sum(query)));

    // After what was written can be read: a stamp may be older than the rows that are read with it, and never newer. Also where the write failed: a swap that
    // stands may fail at the rows that it leaves.
    private void NoteWrite() => Interlocked.Increment(ref _writes);

    private static void Put(PreparedStatements s, int generation, IReadOnlyList<OrderFacts> rows)
    {
        var facts = new FactRows(s, generation);
        var changes = new List<Contribution>();
        var dwellings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var no = s.NumberFor(new StreamId(StreamId.Order, row.Order.OrderId));
            var before = facts.Find(no);
            if (before?.Own.Order.Version >= row.Order.Version) continue;
            // Until its dwelling is settled, below, it has no outcome.
            var after = new FactRow(no, row, null);
            changes.AddRange(facts.Write(after, before?.Contributions() ?? []));
            foreach (var repair in (RepairOfDwelling?[])[before?.Repair, after.Repair])
                if (repair is not null) dwellings.Add(repair.DwellingId);
        }
        foreach (var dwelling in dwellings) changes.AddRange(facts.Settle(dwelling));
        CellRows.OfOrders(s, generation).Add(Contributions.Merged(changes));
    }
}
