using Hub.Application;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Read models on Cosmos DB: a partition of the container <c>views</c> is an order, with its row in the generation that answers and, while a rebuild is
/// going on, in the next one. Lists ask all partitions, each along an index.
/// </summary>
public sealed class CosmosViews(CosmosDatabase database) : IViews
{
    // Rows at once: each is a request or two.
    private const int MaxAtOnce = 16;

    // An order this young most likely has no row yet, and one request less is needed.
    private const int YoungVersion = 3;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Views);
    private readonly CosmosProjection _projection = new(database, "views", 1);

    /// <inheritdoc/>
    public async Task PutAsync(IReadOnlyList<OrderSummary> rows, CancellationToken cancel)
    {
        // A rebuild that begins after this look reads the streams later than whoever made these rows.
        var state = await _projection.ReadAsync(cancel);
        await PutAsync(rows, state.Generation, cancel);
        if (state.Rebuilding is { } next) await PutAsync(rows, next, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderSummary> rows, Rebuild next, CancellationToken cancel)
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
        await RemoveEarlierAsync(generation, cancel);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OrderName>> EarlierNumbersAsync(CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.generation = @generation AND c.hasEarlierNumber = true")
            .WithParameter("@generation", (await _projection.ReadAsync(cancel)).Generation);
        var rows = await _documents.QueryAsync(query, null, CosmosJson.Default.OrderRowDocument, null, cancel);
        return [.. rows.OrderBy(r => r.Position, StringComparer.Ordinal).Select(r => new OrderName(new OrderId(Guid.Parse(r.OrderId)), r.ErpId, r.Number))];
    }

    /// <inheritdoc/>
    public async ValueTask<OrderPage> ListWaitingAsync(string? cursor, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition(
            "SELECT TOP @max * FROM c WHERE c.generation = @generation AND c.isWaiting = true AND c.position > @after "
            + "ORDER BY c.generation, c.isWaiting, c.position")
            .WithParameter("@max", max).WithParameter("@generation", (await _projection.ReadAsync(cancel)).Generation).WithParameter("@after", cursor ?? "");
        var rows = await _documents.QueryAsync(query, null, CosmosJson.Default.OrderRowDocument, max, cancel);
        return new OrderPage([.. rows.Select(r => r.ToSummary())], rows.Count < max ? null : rows[^1].Position);
    }

    /// <inheritdoc/>
    public async ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel)
    {
        if (query.TimeLimit is not { } time) return await ReadPageAsync(query, cancel);
        using var limit = new CancellationTokenSource(time, database.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await ReadPageAsync(query, either.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new ReadTimeoutException(e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OrderSummary>> FindAsync(IReadOnlyList<OrderId> orders, CancellationToken cancel)
    {
        var id = OrderRowDocument.IdOf((await _projection.ReadAsync(cancel)).Generation);
        var rows = new OrderRowDocument?[orders.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, orders.Count), Concurrently(cancel), async (i, c) =>
            rows[i] = await _documents.ReadAsync(orders[i].ToString(), id, CosmosJson.Default.OrderRowDocument, c));
        return [.. rows.OfType<OrderRowDocument>().Select(r => r.ToSummary())];
    }

    private async Task<OrderPage> ReadPageAsync(OrderQuery query, CancellationToken cancel)
    {
        var sql = OrderListQuery.Of(query, (await _projection.ReadAsync(cancel)).Generation);
        var rows = await _documents.QueryAsync(sql, null, CosmosJson.Default.OrderRowDocument, query.Limit + 1, cancel);
        return new OrderPage(
            [.. rows.Take(query.Limit).Select(r => r.ToSummary())],
            rows.Count > query.Limit ? OrderListQuery.PositionOf(rows[query.Limit - 1], query.Sort) : null);
    }

    private Task PutAsync(IReadOnlyList<OrderSummary> orders, int generation, CancellationToken cancel) => Parallel.ForEachAsync(
        // Of one order the newest only.
        orders.GroupBy(o => o.OrderId).Select(g => g.MaxBy(o => o.Version)!), Concurrently(cancel),
        async (order, c) => await PutAsync(OrderRowDocument.Of(order, generation), c));

    private async Task PutAsync(OrderRowDocument row, CancellationToken cancel)
    {
        if (row.Version <= YoungVersion && await _documents.CreateAsync(row.OrderId, row, CosmosJson.Default.OrderRowDocument, cancel) is not null) return;
        await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var read = await _documents.ReadAsync(row.OrderId, row.Id, CosmosJson.Default.OrderRowDocument, cancel);
            return read?.Version >= row.Version
                ? "nothing"
                : await _documents.SaveAsync(row.OrderId, row with { ETag = read?.ETag }, CosmosJson.Default.OrderRowDocument, cancel);
        }, $"the row of order {row.OrderId}");
    }

    // Rows of earlier generations answer nothing. What a crash leaves of them the next swap removes.
    private async Task RemoveEarlierAsync(int generation, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT c.id, c.orderId FROM c WHERE c.generation < @generation AND IS_DEFINED(c.position)")
            .WithParameter("@generation", generation);
        var places = await _documents.QueryAsync(query, null, CosmosJson.Default.RowPlace, null, cancel);
        await Parallel.ForEachAsync(places, Concurrently(cancel), async (place, c) => await _documents.DeleteAsync(place.OrderId, place.Id, null, c));
    }

    private static ParallelOptions Concurrently(CancellationToken cancel) => new() { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancel };
}
