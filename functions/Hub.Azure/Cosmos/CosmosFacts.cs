using Hub.Application.Figures;
using Hub.Application.Streams;
using Hub.Domain.Figures;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The container <c>facts</c>, in one generation: a partition is an order.</summary>
internal sealed class CosmosFacts(CosmosDocuments documents, int generation)
{
    // Rows that one query of a page reads, and queries of a page, at most: a figure may count all, and what is asked be true of few.
    private const int MaxLooked = 200;
    private const int MaxQueries = 12;

    // Behind every position, which begins with a digit.
    private const string Last = "~";

    // Places of rows of a former generation in one query.
    private const int MaxPlaces = 500;

    /// <summary>The facts of an order; null where there are none.</summary>
    public Task<FactDocument?> FindAsync(string orderId, CancellationToken cancel) =>
        documents.ReadAsync(orderId, FactDocument.IdOf(generation), CosmosJson.Default.FactDocument, cancel);

    /// <summary>Writes facts where they are newer than those that are there.</summary>
    /// <returns>What is there now.</returns>
    public Task<FactDocument> WriteAsync(OrderFacts own, CancellationToken cancel) => OptimisticRetry.UntilWrittenAsync(async () =>
    {
        var before = await FindAsync(own.Order.OrderId.ToString("D"), cancel);
        return before?.Own.Order.Version >= own.Order.Version ? before : await SaveAsync(FactDocument.Of(before, own, generation), cancel);
    }, $"the facts of order {own.Order.OrderId}");

    /// <summary>Writes what the repairs of a dwelling make of each other.</summary>
    /// <remarks>
    /// <para>Whoever wrote a repair settles its dwelling afterwards, and whoever wrote an outcome looks once more, until nothing is to be written. So after
    /// the last of all writes to the repairs of a dwelling somebody looks at them all as they are, and finds every outcome right: two instances that settle one
    /// dwelling at once may write what is old already, but never end with it. Where an instance ends in between, its follower repeats the row that it wrote,
    /// and settles again. A look has every write that was answered before it: see <see cref="CosmosDatabase.CheckAsync"/>.</para>
    /// <para>What is written under an ETag that is not there any more is left to the next look.</para>
    /// </remarks>
    /// <returns>Those that owe groups something: also what another instance, which may have ended, wrote.</returns>
    public Task<IReadOnlyList<FactDocument>> SettleAsync(string dwelling, CancellationToken cancel) => OptimisticRetry.UntilWrittenAsync(async () =>
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.generation = @generation AND c.repairOf = @dwelling")
            .WithParameter("@generation", generation).WithParameter("@dwelling", dwelling);
        var repairs = await documents.QueryAsync(query, null, CosmosJson.Default.FactDocument, null, cancel);
        var outcomes = RepeatRepairs.Of([.. repairs.Select(r => r.Repair!)]);
        var changed = repairs.Where(r => outcomes[r.Own.Order.OrderId] != (r.Outcome ?? RepeatOutcome.None)).ToList();
        foreach (var repair in changed) await SaveAsync(repair.With(outcomes[repair.Own.Order.OrderId]), cancel);
        return changed.Count > 0 ? null : (IReadOnlyList<FactDocument>)[.. repairs.Where(r => r.OwedGroups.Count > 0)];
    }, $"the repairs of dwelling {dwelling}");

    /// <summary>Notes that groups, and dwellings that it left, have what they were owed.</summary>
    /// <remarks>A document that was written since notes it still: whoever wrote it looks at its groups again, and finds that they have it.</remarks>
    public async Task NoteDoneAsync(FactDocument done, IReadOnlyCollection<string> dwellings, CancellationToken cancel)
    {
        if (done is { OwedGroups.Count: 0, OwedDwellings.Count: 0 }) return;
        await SaveAsync(done with { OwedGroups = [], OwedDwellings = [.. done.OwedDwellings.Except(dwellings)] }, cancel);
    }

    /// <summary>A page, in the order of placing.</summary>
    public async Task<FactPage> ListAsync(FactQuery query, CancellationToken cancel)
    {
        var where = new List<string> { "c.generation = @generation", "c.position > @after" };
        if (query.From is not null) where.Add("c.position >= @from");
        if (query.To is not null) where.Add("c.position < @to");
        if (query.ChangedSince is not null) where.Add("c.changed >= @changed");
        if (query.ContractorId is not null) where.Add("c.contractorId = @contractor");
        var order = query.ContractorId is null ? "c.generation, c.position" : "c.generation, c.contractorId, c.position";
        var sql = new QueryDefinition($"SELECT TOP @max * FROM c WHERE {string.Join(" AND ", where)} ORDER BY {order}")
            .WithParameter("@generation", generation).WithParameter("@after", After(query.Cursor)).WithParameter("@max", query.Limit + 1)
            .WithParameter("@from", Text(query.From)).WithParameter("@to", Text(query.To)).WithParameter("@changed", Text(query.ChangedSince))
            .WithParameter("@contractor", query.ContractorId);
        var rows = await documents.QueryAsync(sql, null, CosmosJson.Default.FactDocument, query.Limit + 1, cancel);
        return new FactPage(
            [.. rows.Take(query.Limit).Select(r => query.WithParts ? r.Facts : r.Facts.WithoutParts())],
            rows.Count > query.Limit ? rows[query.Limit - 1].Position : null);
    }

    /// <summary>A page of the orders that count in a figure. Each month is a query of its own, along the index of when orders were placed.</summary>
    public async Task<FactPage> ListCountedAsync(CountedQuery query, CancellationToken cancel)
    {
        var items = new List<OrderFacts>();
        var (month, before) = CountedCursor(query.Cursor) ?? (query.Until, Last);
        if (month > query.Until) (month, before) = (query.Until, Last);
        for (var asked = 0; asked < MaxQueries; asked++)
        {
            if (month < query.From) return new FactPage(items, null);
            var rows = await CountedAsync(query, month, before, cancel);
            foreach (var (row, i) in rows.Take(MaxLooked).Select((row, i) => (row, i)))
            {
                before = row.Position;
                if (query.Fits(row.Facts)) items.Add(row.Facts);
                if (items.Count == query.Limit && (i + 1 < rows.Count || month > query.From)) return new FactPage(items, CountedCursor(month, before));
            }
            if (rows.Count > MaxLooked) return new FactPage(items, CountedCursor(month, before));
            if (month is not { } at) return new FactPage(items, null);
            (month, before) = (at.Plus(-1), Last);
        }
        return new FactPage(items, month < query.From ? null : CountedCursor(month, before));
    }

    private Task<List<FactDocument>> CountedAsync(CountedQuery query, YearMonth? month, string before, CancellationToken cancel)
    {
        var where = query.ContractorId is null ? "" : " AND c.contractorId = @contractor";
        var order = query.ContractorId is null ? "c.generation DESC, c.position DESC" : "c.generation DESC, c.contractorId DESC, c.position DESC";
        var sql = new QueryDefinition("SELECT TOP @max * FROM c WHERE c.generation = @generation AND ARRAY_CONTAINS(c.counted, @counted) "
                + $"AND c.position < @before{where} ORDER BY {order}")
            .WithParameter("@max", MaxLooked + 1).WithParameter("@generation", generation).WithParameter("@before", before)
            .WithParameter("@counted", FactDocument.CountedIn(query.Figure, month)).WithParameter("@contractor", query.ContractorId);
        return documents.QueryAsync(sql, null, CosmosJson.Default.FactDocument, MaxLooked + 1, cancel);
    }

    private static string CountedCursor(YearMonth? month, string before) => $"{month?.ToString() ?? CellGroup.Now}|{before}";

    private static (YearMonth? Month, string Before)? CountedCursor(string? cursor) => cursor?.Split('|') switch
    {
        [CellGroup.Now, var before] => (null, before),
        [var text, var before] when YearMonth.TryParse(text, out var month) => (month, before),
        _ => null,
    };

    /// <summary>The second in which a row, of any generation, was last written; null where there is none.</summary>
    public async Task<DateTimeOffset?> LastWrittenAsync(CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max c._ts FROM c ORDER BY c._ts DESC").WithParameter("@max", 1);
        return await documents.QueryAsync(query, null, CosmosJson.Default.WrittenAt, 1, cancel) is [var last]
            ? DateTimeOffset.FromUnixTimeSeconds(last.Seconds)
            : null;
    }

    /// <summary>Removes the rows of earlier generations. What a crash leaves of them the next swap removes.</summary>
    public async Task RemoveEarlierAsync(ParallelOptions concurrently)
    {
        var query = new QueryDefinition("SELECT TOP @max c.id, c.orderId FROM c WHERE c.generation < @generation")
            .WithParameter("@max", MaxPlaces).WithParameter("@generation", generation);
        while (await documents.QueryAsync(query, null, CosmosJson.Default.RowPlace, MaxPlaces, concurrently.CancellationToken) is { Count: > 0 } places)
            await Parallel.ForEachAsync(places, concurrently, async (place, c) => await documents.DeleteAsync(place.OrderId, place.Id, null, c));
    }

    // The document as it is there now; null where another write was first.
    private async Task<FactDocument?> SaveAsync(FactDocument document, CancellationToken cancel) =>
        await documents.SaveAsync(document.OrderId, document, CosmosJson.Default.FactDocument, cancel) is { } etag ? document with { ETag = etag } : null;

    private static string? Text(DateTimeOffset? moment) => moment is { } at ? SortableMoment.Text(at) : null;

    // The cursor is the position of the last row of the page before, which begins with a digit.
    private static string After(string? cursor) => cursor is [>= '0' and <= '9', ..] && cursor.Contains('/', StringComparison.Ordinal) ? cursor : "";
}
