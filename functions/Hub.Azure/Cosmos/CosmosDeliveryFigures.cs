using System.Collections.Concurrent;
using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Figures;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Figures of deliveries on Cosmos DB: facts are read from the container <c>deliveries</c>; what was counted of each, and the cells, lie in the container
/// <c>figures</c>.
/// </summary>
/// <remarks>
/// What was counted and the cells lie in several partitions, which nothing changes at once. So the counted delivery is written first, with the groups in which
/// something changes from now on, also one that it leaves; then each group gets what it is owed. Whoever counts a delivery reads what was counted, and only
/// then the delivery as it is now, and writes under the ETag of the first: so of two instances the one that writes last has seen what the other had. Wherever
/// this ends, the change feed repeats the batch:
/// <list type="bullet">
/// <item>before the counted delivery was written: nothing was done.</item>
/// <item>after that: it is as it must be already, and its groups get what they lack.</item>
/// <item>when all is done: the groups have it already, and a second time changes nothing.</item>
/// </list>
/// </remarks>
public sealed class CosmosDeliveryFigures(CosmosDatabase database) : IDeliveryFigures
{
    // As of the facts of orders: within this time of the last write another may come with the same second.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    // Documents or groups at once: each is a request or two.
    private const int MaxAtOnce = 16;

    private readonly CosmosDocuments _deliveries = database.Container(CosmosContainers.Deliveries);
    private readonly CosmosDocuments _figures = database.Container(CosmosContainers.Figures);
    private readonly CosmosDeliveryFacts _facts = new(database.Container(CosmosContainers.Deliveries));
    private readonly CosmosProjection _projection = new(database, "delivery-figures", 0);

    // Null where there is nothing to count.
    private sealed record Count(DeliveryKey Key, CountedDelivery? Counted);

    /// <inheritdoc/>
    public async Task CountAsync(IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancel)
    {
        // A rebuild that begins after this look reads the deliveries later than whoever said that these changed.
        var state = await _projection.ReadAsync(cancel);
        await CountAsync(deliveries, state.Generation, cancel);
        if (state.Rebuilding is { } next) await CountAsync(deliveries, next, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> CountRebuiltAsync(Rebuild at, IReadOnlyList<DeliveryKey> deliveries, Rebuild next, CancellationToken cancel)
    {
        var state = await _projection.ReadAsync(cancel);
        if (!state.IsAt(at)) return false;
        await CountAsync(deliveries, state.LastGeneration, cancel);
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
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<long> CountDeliveriesAsync(CancellationToken cancel) => _facts.CountAsync(cancel);

    /// <inheritdoc/>
    public ValueTask<DeliveryKeyPage> ListDeliveriesAsync(string? cursor, int max, CancellationToken cancel) => _facts.KeysAsync(cursor, max, cancel);

    /// <inheritdoc/>
    public ValueTask<DeliveryFactPage> ListAsync(FactQuery query, CancellationToken cancel) => _facts.ListAsync(query, cancel);

    /// <inheritdoc/>
    public async ValueTask<string?> StampAsync(CancellationToken cancel)
    {
        var last = await _facts.LastWrittenAsync(cancel);
        return last > database.Clock.GetUtcNow() - Rest ? null : string.Create(CultureInfo.InvariantCulture, $"{last?.ToUnixTimeSeconds()}");
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel) =>
        await Cells((await _projection.ReadAsync(cancel)).Generation).SumAsync(query, cancel);

    private async Task CountAsync(IReadOnlyList<DeliveryKey> deliveries, int generation, CancellationToken cancel)
    {
        var concurrently = new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancel };
        var of = CellGeneration.OfDeliveries(generation);
        var counts = new ConcurrentBag<Count>();
        await Parallel.ForEachAsync(deliveries.Distinct(), concurrently, async (key, c) => counts.Add(await CountAsync(key, of, c)));
        var groups = counts.Where(c => c.Counted is not null)
            .SelectMany(c => c.Counted!.Groups.Select(g => (g.Group, Cells: new OrderCells(c.Key.Id, g.Since, c.Counted.CellsIn(g.Group)))))
            .GroupBy(g => g.Group, g => g.Cells);
        var cells = Cells(generation);
        await Parallel.ForEachAsync(groups, concurrently, async (group, c) => await cells.ApplyAsync(group.Key, group, c));
    }

    private Task<Count> CountAsync(DeliveryKey key, CellGeneration generation, CancellationToken cancel) => OptimisticRetry.UntilWrittenAsync(async () =>
    {
        var partition = CountedDelivery.PartitionOf(key, generation);
        var before = await _figures.ReadAsync(partition, CountedDelivery.IdOf(key), CosmosJson.Default.CountedDelivery, cancel);
        var stored = await _deliveries.ReadAsync(key.Lane.ToString(), DeliveryDocument.IdOf(key.Version), CosmosJson.Default.DeliveryDocument, cancel);
        if (stored is null || DeliveryFacts.Of(stored.ToDelivery()) is not { } fact) return new Count(key, null);
        if (before?.Fact == fact) return new Count(key, before);
        var after = CountedDelivery.Of(before, key, fact, generation);
        return await _figures.SaveAsync(partition, after, CosmosJson.Default.CountedDelivery, cancel) is null ? null : new Count(key, after);
    }, $"the delivery {key.Id}");

    private CosmosCells Cells(int generation) => new(_figures, CellGeneration.OfDeliveries(generation));
}
