using System.Collections.Concurrent;
using System.Globalization;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Facts and cells on Cosmos DB: the containers <c>facts</c> and <c>figures</c>, each with the generation that answers and, in a rebuild, the next.
/// </summary>
/// <remarks>
/// A row and what it adds to lie in several partitions, which nothing changes at once. So the fact is written first, and in the same write it notes what it
/// owes: the groups in which something changes from now on, those that it leaves too, and the dwelling that it was of. Then its dwelling is settled, then each
/// group gets what it is owed, and last the fact notes that this is done. Wherever that ends, the follower repeats the row, or brings a newer one:
/// <list type="bullet">
/// <item>before the fact was written: nothing was done.</item>
/// <item>after that: the fact is not newer than itself, but what it owes is done now. A newer one takes over what the older owed.</item>
/// <item>after an outcome of another repair was written: that one notes what it owes in the same way, and whoever settles the dwelling does it too.</item>
/// <item>before it was noted that all is done: the groups have it already, and a second time changes nothing.</item>
/// </list>
/// Between the first and the last write figures are up to seconds behind the facts, each group for itself.
/// </remarks>
public sealed class CosmosFigures(CosmosDatabase database, TimeProvider clock) : IFigures
{
    // The service notes of a write the second alone, by a clock of its own: within this time of the last one another may come with the same second.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    // Documents or groups at once: each is a request or two.
    private const int MaxAtOnce = 16;

    private readonly CosmosDocuments _facts = database.Container(CosmosContainers.Facts);
    private readonly CosmosDocuments _figures = database.Container(CosmosContainers.Figures);
    private readonly CosmosProjection _projection = new(database, "figures", 0);

    /// <inheritdoc/>
    public async Task PutAsync(IReadOnlyList<OrderFacts> rows, CancellationToken cancel)
    {
        // A rebuild that begins after this look reads the streams later than whoever made these rows.
        var state = await _projection.ReadAsync(cancel);
        await PutAsync(rows, state.Generation, cancel);
        if (state.Rebuilding is { } next) await PutAsync(rows, next, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderFacts> rows, Rebuild next, CancellationToken cancel)
    {
        var state = await _projection.ReadAsync(cancel);
        if (!state.IsAt(at)) return false;
        await PutAsync(rows, state.LastGeneration, cancel);
        return await _projection.AdvanceAsync(at, next, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => (await _projection.ReadAsync(cancel)).ToState();

    /// <inheritdoc/>
    public Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel) =>
        _projection.BeginAsync(version, total, now, cancel);

    /// <inheritdoc/>
    public async Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel)
    {
        if (await _projection.SwapAsync(at, now, cancel) is not { } generation) return false;
        await Cells(generation).RemoveEarlierAsync(cancel);
        await Facts(generation).RemoveEarlierAsync(Concurrently(cancel));
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<OrderFacts?> FindAsync(StreamId order, CancellationToken cancel) =>
        order.Kind is StreamId.Order ? (await Facts((await _projection.ReadAsync(cancel)).Generation).FindAsync(order.ToString(), cancel))?.Facts : null;

    /// <inheritdoc/>
    public async ValueTask<FactPage> ListAsync(FactQuery query, CancellationToken cancel) =>
        await Facts((await _projection.ReadAsync(cancel)).Generation).ListAsync(query, cancel);

    /// <inheritdoc/>
    public async ValueTask<FactPage> ListCountedAsync(CountedQuery query, CancellationToken cancel) =>
        await Facts((await _projection.ReadAsync(cancel)).Generation).ListCountedAsync(query, cancel);

    /// <inheritdoc/>
    public async ValueTask<string?> StampAsync(CancellationToken cancel)
    {
        var generation = (await _projection.ReadAsync(cancel)).Generation;
        var last = await Facts(generation).LastWrittenAsync(cancel);
        return last > clock.GetUtcNow() - Rest ? null : string.Create(CultureInfo.InvariantCulture, $"{generation}-{last?.ToUnixTimeSeconds()}");
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel) =>
        await Cells((await _projection.ReadAsync(cancel)).Generation).SumAsync(query, cancel);

    private async Task PutAsync(IReadOnlyList<OrderFacts> rows, int generation, CancellationToken cancel)
    {
        var (facts, cells) = (Facts(generation), Cells(generation));
        // Of one order the newest only.
        var written = await AllAsync(
            rows.GroupBy(r => r.Order.OrderId).Select(g => g.MaxBy(r => r.Order.Version)!), async (row, c) => await facts.WriteAsync(row, c), cancel);

        HashSet<string> dwellings = [.. written.SelectMany(w => w.OwedDwellings), .. written.Select(w => w.Repair?.DwellingId).OfType<string>()];
        var settled = await AllAsync(dwellings, async (dwelling, c) => await facts.SettleAsync(dwelling, c), cancel);

        // Settling made some newer, and found others.
        var owing = written.Concat(settled.SelectMany(s => s)).GroupBy(f => f.OrderId).Select(g => g.MaxBy(f => f.Revision)!).ToList();
        var groups = owing.SelectMany(f => f.OwedGroups.Select(o => (o.Group, Cells: new OrderCells(f.OrderId, o.Since, f.CellsIn(o.Group)))))
            .GroupBy(o => o.Group, o => o.Cells);
        await Parallel.ForEachAsync(groups, Concurrently(cancel), async (group, c) => await cells.ApplyAsync(group.Key, group, c));
        // The rows themselves last: as long as one owes its dwelling something, its repetition finds what is not noted of the others.
        HashSet<string> own = [.. written.Select(w => w.OrderId)];
        foreach (var some in owing.GroupBy(f => own.Contains(f.OrderId)).OrderBy(g => g.Key))
            await Parallel.ForEachAsync(some, Concurrently(cancel), async (fact, c) => await facts.NoteDoneAsync(fact, dwellings, c));
    }

    private static async Task<IReadOnlyCollection<TResult>> AllAsync<T, TResult>(
        IEnumerable<T> items, Func<T, CancellationToken, Task<TResult>> act, CancellationToken cancel)
    {
        var results = new ConcurrentBag<TResult>();
        await Parallel.ForEachAsync(items, Concurrently(cancel), async (item, c) => results.Add(await act(item, c)));
        return results;
    }

    private CosmosFacts Facts(int generation) => new(_facts, generation);

    private CosmosCells Cells(int generation) => new(_figures, CellGeneration.OfOrders(generation));

    private static ParallelOptions Concurrently(CancellationToken cancel) => new() { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancel };
}
