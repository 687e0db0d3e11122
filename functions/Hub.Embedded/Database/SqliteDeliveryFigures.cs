using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// Figures of deliveries on SQLite. What was counted of a delivery, and the cells, are in two generations of tables; they change in one write, which reads the
/// delivery too. Each change of a delivery has a number, by which the follower goes on.
/// </summary>
public sealed class SqliteDeliveryFigures(HubDatabase database) : IDeliveryFigures
{
    private readonly SqliteProjection<DeliveryKey> _projection = new(
        database, "delivery-figures", Count,
        (s, generation, most) => new CountedDeliveryRows(s, generation).Remove(most) | CellRows.OfDeliveries(s, generation).Remove(most));

    // A database that is put back from a backup gives numbers of changes again: after the next start everything has a new stamp.
    private readonly string _process = Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public Task CountAsync(IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancel) => _projection.PutAsync(deliveries, cancel);

    /// <inheritdoc/>
    public Task<bool> CountRebuiltAsync(Rebuild at, IReadOnlyList<DeliveryKey> deliveries, Rebuild next, CancellationToken cancel) =>
        _projection.PutRebuiltAsync(at, deliveries, next, cancel);

    /// <inheritdoc/>
    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => _projection.GetStateAsync(cancel);

    /// <inheritdoc/>
    public Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel) =>
        _projection.BeginRebuildAsync(version, total, now, cancel);

    /// <inheritdoc/>
    public Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel) => _projection.SwapAsync(at, now, cancel);

    /// <inheritdoc/>
    public ValueTask<long> CountDeliveriesAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        // None is ever removed.
        var row = s["SELECT coalesce(max(seq), 0) FROM deliveries"];
        return row.Step() ? row.Int64(0) : 0;
    }));

    /// <inheritdoc/>
    public ValueTask<DeliveryKeyPage> ListDeliveriesAsync(string? cursor, int max, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => DeliveryFactRows.Keys(s, cursor, max)));

    /// <inheritdoc/>
    public ValueTask<DeliveryFactPage> ListAsync(FactQuery query, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => DeliveryFactRows.List(s, query)));

    /// <inheritdoc/>
    public ValueTask<string?> StampAsync(CancellationToken cancel) =>
        ValueTask.FromResult<string?>(string.Create(CultureInfo.InvariantCulture, $"{_process}-{LastChange()}"));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => CellRows.OfDeliveries(s, _projection.GenerationOf(s)).Sum(query)));

    /// <summary>Changes of deliveries after a number, in their order: of each delivery the last one.</summary>
    public IReadOnlyList<(long Number, DeliveryChange Change)> ReadChanges(long after, int max) =>
        database.Read(s => DeliveryFactRows.Changes(s, after, max));

    /// <summary>Number of the last change; 0 where there is none.</summary>
    public long LastChange() => database.Read(s => s.LastDeliveryChange());

    private static void Count(PreparedStatements s, int generation, IReadOnlyList<DeliveryKey> deliveries)
    {
        var counted = new CountedDeliveryRows(s, generation);
        var changes = new List<Contribution>();
        foreach (var key in deliveries)
        {
            if (DeliveryFactRows.Find(s, key) is not var (seq, fact)) continue;
            var before = counted.Find(seq, fact);
            if (before == fact) continue;
            counted.Write(seq, fact);
            changes.AddRange(Contributions.Change(before is null ? [] : Kpis.ContributionsOf(before), Kpis.ContributionsOf(fact)));
        }
        CellRows.OfDeliveries(s, generation).Add(Contributions.Merged(changes));
    }
}
