using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Contracts;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Contracts, their versions and price lists. The newest version is a document that is replaced under its ETag: whatever is decided about a contract (its next
/// version, its removal, the first award) is decided there, and so only once.
/// </summary>
internal sealed class CosmosContracts(CosmosDocuments documents)
{
    private const string Partition = RegistryDocument.OnlyPartition;

    private sealed record Result<T>(T Value);

    public Task<ContractRecord?> SaveAsync(string number, string contractorId, string json, DateTimeOffset at, CancellationToken cancel) =>
        DecideAsync<ContractRecord?>(number, newest =>
        {
            if (newest?.AwardedTo is { } awarded && awarded != contractorId) return (null, null);
            if (newest is { IsRemoved: false } && newest.Body == json) return (null, newest.ToRecord());
            var next = Next(newest, number, json, at);
            if (newest is { IsRemoved: false }) next = next with { PriceList = newest.PriceList, PricesPartition = newest.PricesPartition };
            return (next, next.ToRecord());
        }, cancel);

    public async Task<ContractRecord?> RestoreAsync(ContractRecord earlier, string contractorId, DateTimeOffset at, CancellationToken cancel)
    {
        var prices = (await FindAsync(earlier.Number, earlier.Version, cancel))?.PricesPartition;
        return await DecideAsync<ContractRecord?>(earlier.Number, newest =>
        {
            if (newest?.AwardedTo is { } awarded && awarded != contractorId) return (null, null);
            if (newest is { IsRemoved: false } && newest.Body == earlier.Json && newest.PriceList == earlier.PriceList) return (null, newest.ToRecord());
            var next = Next(newest, earlier.Number, earlier.Json, at) with { PriceList = earlier.PriceList, PricesPartition = prices };
            return (next, next.ToRecord());
        }, cancel);
    }

    public async Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel)
    {
        if (await FindNewestAsync(number, cancel) is not { IsRemoved: false } had) return null;
        if (had.PricesPartition is { } partition && (await LinesAsync(partition, cancel)).SequenceEqual(lines)) return had.ToRecord();
        // The lines first, where nothing refers to them yet: the list counts whole, or not at all. What a crash leaves of them is in nobody's way.
        var added = await WriteLinesAsync(DocumentId.Of("prices", number, Document.NewWriteId()), lines, cancel);
        return await DecideAsync<ContractRecord?>(number, newest =>
        {
            if (newest is not { IsRemoved: false }) return (null, null);
            var next = Next(newest, number, newest.Body, at);
            next = next with { PriceList = next.Number, PricesPartition = added };
            return (next, next.ToRecord());
        }, cancel);
    }

    public Task<RemoveContractResult> RemoveAsync(string number, CancellationToken cancel) => DecideAsync(number, newest => newest switch
    {
        null or { IsRemoved: true } => ((ContractRegistryDocument?)null, RemoveContractResult.NotFound),
        { AwardedTo: not null } => (null, RemoveContractResult.InUse),
        _ => (newest with { IsRemoved = true }, RemoveContractResult.Removed),
    }, cancel);

    public Task<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel) => DecideAsync(number, newest => newest switch
    {
        { AwardedTo: not null } => ((ContractRegistryDocument?)null, true),
        null or { IsRemoved: true } => (null, false),
        _ when newest.Number != version => (null, false),
        _ => (newest with { AwardedTo = contractorId }, true),
    }, cancel);

    public Task<ContractRegistryDocument?> FindAsync(string number, int version, CancellationToken cancel) =>
        documents.ReadAsync(Partition, ContractRegistryDocument.IdOf(number, version), CosmosJson.Default.ContractRegistryDocument, cancel);

    public async ValueTask<IReadOnlyList<ContractRecord>> VersionsAsync(string number, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.versionOf = @of").WithParameter("@of", ContractRegistryDocument.IdOf(number));
        var versions = await documents.QueryAsync(query, Partition, CosmosJson.Default.ContractRegistryDocument, null, cancel);
        return [.. versions.OrderByDescending(v => v.Number).Select(v => v.ToRecord())];
    }

    public async ValueTask<IReadOnlyList<PriceLine>> FindPricesAsync(string number, int priceList, CancellationToken cancel) =>
        // A list has the number of the version with which it came.
        await FindAsync(number, priceList, cancel) is { PricesPartition: { } partition } found && found.PriceList == priceList
            ? await LinesAsync(partition, cancel)
            : [];

    /// <summary>Decides on the newest version until it is as it was read.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="decide">From the newest version, or null: what is to be the newest, or null to write nothing; and the result.</param>
    /// <param name="cancel">Gives up.</param>
    private async Task<T> DecideAsync<T>(
        string number, Func<ContractRegistryDocument?, (ContractRegistryDocument? Next, T Result)> decide, CancellationToken cancel) =>
        (await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var newest = await FindNewestAsync(number, cancel);
            var (next, result) = decide(newest);
            if (next is null) return new Result<T>(result);
            var batch = documents.Batch(Partition).Save(next with { ETag = newest?.ETag }, CosmosJson.Default.ContractRegistryDocument);
            if (next.Number != newest?.Number) batch.Create(next.AsVersion(), CosmosJson.Default.ContractRegistryDocument);
            return await batch.CommitAsync(cancel) < 0 ? new Result<T>(result) : null;
        }, $"the contract {number}")).Value;

    private Task<ContractRegistryDocument?> FindNewestAsync(string number, CancellationToken cancel) =>
        documents.ReadAsync(Partition, ContractRegistryDocument.IdOf(number), CosmosJson.Default.ContractRegistryDocument, cancel);

    private static ContractRegistryDocument Next(ContractRegistryDocument? newest, string number, string json, DateTimeOffset at) => new()
    {
        Id = ContractRegistryDocument.IdOf(number), Current = ContractRegistryDocument.Kind, ContractNumber = number, Number = (newest?.Number ?? 0) + 1,
        Body = json, PutAt = at, AwardedTo = newest?.AwardedTo,
    };

    /// <summary>Writes the lines of a price list.</summary>
    /// <returns>The partition in which they lie.</returns>
    internal async Task<string> WriteLinesAsync(string partition, IEnumerable<PriceLine> lines, CancellationToken cancel)
    {
        foreach (var (place, some) in lines.Chunk(PriceLinesDocument.MaxLines).Index())
        {
            var document = new PriceLinesDocument { Id = $"lines-{place}", Partition = partition, Place = place, Lines = [.. some.Select(PriceLineText.Of)] };
            await documents.UpsertAsync(partition, document, CosmosJson.Default.PriceLinesDocument, cancel);
        }
        return partition;
    }

    private async Task<IReadOnlyList<PriceLine>> LinesAsync(string partition, CancellationToken cancel)
    {
        var parts = await documents.QueryAsync(new QueryDefinition("SELECT * FROM c"), partition, CosmosJson.Default.PriceLinesDocument, null, cancel);
        return [.. parts.OrderBy(p => p.Place).SelectMany(p => p.Lines).Select(l => l.ToLine())];
    }
}
