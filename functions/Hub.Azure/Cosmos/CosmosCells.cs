using Hub.Application.Figures;
using Hub.Application.Streams;
using Hub.Domain.Figures;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>What an order, or a delivery, adds to a group.</summary>
/// <param name="OrderId">The order, or the delivery.</param>
/// <param name="Since">The revision of its fact since which it adds this.</param>
/// <param name="Cells">The cells; none where it left the group.</param>
internal sealed record OrderCells(string OrderId, long Since, IReadOnlyList<Contribution> Cells);

/// <summary>
/// The container <c>figures</c>: a partition is a group of cells (a month and a contractor, in a generation), with a document for each order and each sum.
/// What deliveries add up to has groups of its own, with deliveries in the place of orders.
/// </summary>
/// <remarks>
/// <para>Orders and sums of a group change together, in one batch under the ETags of all of them: a sum always is the sum of the orders' documents beside
/// it, whatever fails, and two instances that change one group at once do so one after the other.</para>
/// <para>An order's document has the revision of the fact that it follows from, and gives way to a newer one only. So a change that is made again does
/// nothing, and one that comes late, after a newer one, does nothing either. The document of an order that left stays, without cells, for that.</para>
/// </remarks>
internal sealed class CosmosCells(CosmosDocuments documents, CellGeneration generation)
{
    // Orders in one batch: each changes its own document and, at most, two areas and two complexes, beside the sum of all.
    private readonly int _maxOrders = (CosmosBatch.MaxOperations - 1) / (1 + (2 * (generation.Levels - 1)));

    // Groups of a former generation in one query.
    private const int MaxGroups = 20;

    /// <summary>Lets a group have what orders add to it, where it has not yet.</summary>
    public async Task ApplyAsync(CellGroup group, IEnumerable<OrderCells> orders, CancellationToken cancel)
    {
        foreach (var some in orders.Chunk(_maxOrders))
            await OptimisticRetry.UntilWrittenAsync(async () => await TryApplyAsync(group, some, cancel) ? group : null, $"the figures of {group}");
    }

    /// <summary>The sum of cells.</summary>
    /// <remarks>One query along the index. To read each group by its key would cost a request, and 2 RU or more, for each month and contractor.</remarks>
    public async Task<IReadOnlyList<Contribution>> SumAsync(CellQuery query, CancellationToken cancel)
    {
        var level = Math.Min(CellLevels.Of(query), generation.Levels - 1);
        var where = new List<string> { "((c.sums >= @from AND c.sums <= @until) OR c.sums = @now)" };
        if (query.Contractor is not null) where.Add("c.contractor = @contractor");
        if (query.Area is not null) where.Add("c.area = @area");
        if (query.Complex is not null) where.Add("c.complex = @complex");
        var sql = new QueryDefinition($"SELECT * FROM c WHERE {string.Join(" AND ", where)}")
            .WithParameter("@from", generation.SumsOf(level, query.From.ToString()))
            .WithParameter("@until", generation.SumsOf(level, query.Until.ToString()))
            .WithParameter("@now", generation.SumsOf(level, CellGroup.Now))
            .WithParameter("@contractor", query.Contractor).WithParameter("@area", query.Area).WithParameter("@complex", query.Complex);
        var figures = query.Figures.ToHashSet(StringComparer.Ordinal);
        var sums = await documents.QueryAsync(sql, null, CosmosJson.Default.CellsDocument, null, cancel);
        return Contributions.Merged(sums.SelectMany(s => s.Cells()).Where(c => figures.Contains(c.Key.Figure) && query.IsAbout(c.Key))
            .Select(c => c with { Key = query.KeyOf(c.Key) }));
    }

    /// <summary>Removes the groups of earlier generations.</summary>
    public async Task RemoveEarlierAsync(CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max * FROM c WHERE c.sums >= @kind AND c.sums < @first")
            .WithParameter("@max", MaxGroups).WithParameter("@kind", generation.Kind).WithParameter("@first", generation.Sums);
        while (await documents.QueryAsync(query, null, CosmosJson.Default.GroupPlace, MaxGroups, cancel) is { Count: > 0 } sums)
            foreach (var group in sums.Select(s => s.Group).Distinct()) await RemoveAsync(group, cancel);
    }

    // False where another write was first.
    private async Task<bool> TryApplyAsync(CellGroup group, IReadOnlyCollection<OrderCells> orders, CancellationToken cancel)
    {
        var stored = new Dictionary<string, CellsDocument?>(StringComparer.Ordinal);
        var sumsOfThem = SumsOf(orders.SelectMany(o => o.Cells)).Select(s => s.Id);
        await ReadAsync(group, stored, orders.Select(o => CellsDocument.IdOf(o.OrderId)).Concat(sumsOfThem), cancel);
        var behind = orders.Where(o => !(stored[CellsDocument.IdOf(o.OrderId)]?.Since >= o.Since)).ToList();
        if (behind.Count == 0) return true;
        var change = Contributions.Change(
            behind.SelectMany(o => stored[CellsDocument.IdOf(o.OrderId)]?.Cells() ?? []), behind.SelectMany(o => o.Cells));
        var sums = SumsOf(change);
        // Of an area or complex that an order is not of any more.
        await ReadAsync(group, stored, sums.Select(s => s.Id), cancel);

        var batch = documents.Batch(group.PartitionIn(generation));
        foreach (var order in behind)
        {
            var document = CellsDocument.OfOrder(order.OrderId, group, generation, order.Since) with { ETag = stored[CellsDocument.IdOf(order.OrderId)]?.ETag };
            batch.Save(document.With(order.Cells), CosmosJson.Default.CellsDocument);
        }
        foreach (var (id, level, at, cells) in sums)
        {
            var sum = stored[id] ?? CellsDocument.OfSum(level, at, group, generation);
            batch.Save(sum.With(Contributions.Merged(sum.Cells().Concat(cells))), CosmosJson.Default.CellsDocument);
        }
        return await batch.CommitAsync(cancel) < 0;
    }

    // The sums in which cells are, with their share of them.
    private List<(string Id, int Level, CellKey At, List<Contribution> Cells)> SumsOf(IEnumerable<Contribution> cells)
    {
        var all = cells.ToList();
        return
        [
            .. Enumerable.Range(0, generation.Levels).SelectMany(level => all
                .Select(c => c with { Key = CellLevels.At(c.Key, level) })
                .GroupBy(c => CellsDocument.IdOf(level, c.Key))
                .Select(s => (s.Key, level, s.First().Key, s.ToList()))),
        ];
    }

    // One query along the ids and not a read each: about the same request units, and one request. What is not there is null.
    private async Task ReadAsync(CellGroup group, Dictionary<string, CellsDocument?> stored, IEnumerable<string> ids, CancellationToken cancel)
    {
        var missing = ids.Where(id => !stored.ContainsKey(id)).Distinct().ToList();
        if (missing.Count == 0) return;
        foreach (var id in missing) stored[id] = null;
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.id IN ({string.Join(", ", missing.Select((_, i) => $"@id{i}"))})");
        foreach (var (i, id) in missing.Index()) query.WithParameter($"@id{i}", id);
        foreach (var document in await documents.QueryAsync(query, group.PartitionIn(generation), CosmosJson.Default.CellsDocument, null, cancel))
            stored[document.Id] = document;
    }

    // A group is found by its sums, whose ids sort behind those of orders: they go last, so that what a crash leaves is found again.
    private async Task RemoveAsync(string partition, CancellationToken cancel)
    {
        var ids = await documents.QueryAsync(new QueryDefinition("SELECT VALUE c.id FROM c"), partition, CosmosJson.Default.String, null, cancel);
        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(CosmosBatch.MaxOperations))
        {
            var batch = documents.Batch(partition);
            foreach (var id in some) batch.Delete(id);
            // Another instance removes them too, or an answer was lost: the next query has what is left.
            if (await batch.CommitAsync(cancel) >= 0) return;
        }
    }
}

/// <summary>A partition of the container.</summary>
internal sealed record GroupPlace(string Group);
