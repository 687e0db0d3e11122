using System.Text.Json.Serialization.Metadata;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Contracts;
using Hub.Domain.Partners;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Partners, keys and contracts on Cosmos DB: one partition of the container <c>registry</c> holds them all, so that a change with the version that it
/// replaces is one batch. Lines of price lists lie in partitions of their own. Partners are kept as they are given: whoever gives them takes their secrets out.
/// </summary>
public sealed class CosmosRegistry(CosmosDatabase database) : IRegistry
{
    private const string Partition = RegistryDocument.OnlyPartition;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Registry);
    private readonly CosmosContracts _contracts = new(database.Container(CosmosContainers.Registry));

    /// <inheritdoc/>
    public async ValueTask<RegistryContent> LoadAsync(CancellationToken cancel)
    {
        var partners = await CurrentAsync(PartnerRegistryDocument.Kind, CosmosJson.Default.PartnerRegistryDocument, cancel);
        var keys = await CurrentAsync(KeyRegistryDocument.Kind, CosmosJson.Default.KeyRegistryDocument, cancel);
        var contracts = await CurrentAsync(ContractRegistryDocument.Kind, CosmosJson.Default.ContractRegistryDocument, cancel);
        return new RegistryContent(
            [.. partners.Select(p => p.ToPartner()).OrderBy(p => p.Id, StringComparer.Ordinal)],
            [.. keys.Select(k => k.ToKey()).OrderBy(k => k.CreatedAt).ThenBy(k => k.Id, StringComparer.Ordinal)],
            [.. contracts.Where(c => !c.IsRemoved).Select(c => c.ToRecord()).OrderBy(c => c.Number, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public Task SavePartnerAsync(Partner partner, CancellationToken cancel) => OptimisticRetry.UntilWrittenAsync(async () =>
    {
        var document = PartnerRegistryDocument.Of(partner);
        var read = await FindPartnerAsync(partner.Id, cancel);
        if (read is not null) document = read with { Body = document.Body };
        return await _documents.SaveAsync(Partition, document, CosmosJson.Default.PartnerRegistryDocument, cancel);
    }, $"the partner {partner.Id}");

    /// <inheritdoc/>
    public async Task PutPartnerAsync(Partner partner, DateTimeOffset at, CancellationToken cancel)
    {
        var document = PartnerRegistryDocument.Of(partner) with { PutAt = at };
        await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            if (await FindPartnerAsync(partner.Id, cancel) is not { } read)
                return await _documents.CreateAsync(Partition, document, CosmosJson.Default.PartnerRegistryDocument, cancel);
            if (read.Body == document.Body) return "nothing";
            var earlier = read with { Id = PartnerRegistryDocument.IdOf(partner.Id, read.Number), Current = null, ReplacedAt = at, ETag = null };
            var batch = _documents.Batch(Partition)
                .Save(document with { Number = read.Number + 1, ETag = read.ETag }, CosmosJson.Default.PartnerRegistryDocument)
                .Create(earlier, CosmosJson.Default.PartnerRegistryDocument);
            return await batch.CommitAsync(cancel) < 0 ? "written" : null;
        }, $"the partner {partner.Id}");
        // After the change: a crash leaves a version too many, until the next one.
        var versions = await VersionsAsync(partner.Id, cancel);
        foreach (var old in versions.Where(v => v.Current is null).Skip(PartnerVersion.MaxKept))
            await _documents.DeleteAsync(Partition, old.Id, old.ETag, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PartnerVersion>> PartnerVersionsAsync(string partnerId, CancellationToken cancel) =>
        [.. (await VersionsAsync(partnerId, cancel)).Select(v => v.ToVersion())];

    /// <inheritdoc/>
    public async Task<RemovePartnerVersionResult> RemovePartnerVersionAsync(string partnerId, int version, CancellationToken cancel)
    {
        if ((await FindPartnerAsync(partnerId, cancel))?.Number == version) return RemovePartnerVersionResult.InForce;
        var removed = await _documents.DeleteAsync(Partition, PartnerRegistryDocument.IdOf(partnerId, version), null, cancel);
        return removed ? RemovePartnerVersionResult.Removed : RemovePartnerVersionResult.NotFound;
    }

    /// <inheritdoc/>
    public async Task RemovePartnerVersionsAsync(DateTimeOffset replacedBefore, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.replacedAt < @before").WithParameter("@before", SortableMoment.Text(replacedBefore));
        foreach (var old in await _documents.QueryAsync(query, Partition, CosmosJson.Default.PartnerRegistryDocument, null, cancel))
            await _documents.DeleteAsync(Partition, old.Id, old.ETag, cancel);
    }

    /// <inheritdoc/>
    public async Task AddKeyAsync(PartnerKey key, CancellationToken cancel)
    {
        if (await _documents.CreateAsync(Partition, KeyRegistryDocument.Of(key), CosmosJson.Default.KeyRegistryDocument, cancel) is null)
            throw new InvalidOperationException($"There is a key {key.Id} already.");
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveKeyAsync(string partnerId, string keyId, CancellationToken cancel) =>
        // Whose it is never changes; when it was used may.
        await FindKeyAsync(keyId, cancel) is { } key && key.PartnerId == partnerId && await _documents.DeleteAsync(Partition, key.Id, null, cancel);

    /// <inheritdoc/>
    public async Task RecordUseAsync(string keyId, DateTimeOffset at, CancellationToken cancel)
    {
        // Where another instance was first, it noted as much.
        if (await FindKeyAsync(keyId, cancel) is { } key)
            await _documents.ReplaceAsync(Partition, key with { LastUsedAt = at }, CosmosJson.Default.KeyRegistryDocument, cancel);
    }

    /// <inheritdoc/>
    public Task<ContractRecord?> SaveContractAsync(string number, string contractorId, string json, DateTimeOffset at, CancellationToken cancel) =>
        _contracts.SaveAsync(number, contractorId, json, at, cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> RestoreContractAsync(ContractRecord earlier, string contractorId, DateTimeOffset at, CancellationToken cancel) =>
        _contracts.RestoreAsync(earlier, contractorId, at, cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel) =>
        _contracts.SavePricesAsync(number, lines, at, cancel);

    /// <inheritdoc/>
    public Task<RemoveContractResult> RemoveContractAsync(string number, DateTimeOffset at, CancellationToken cancel) => _contracts.RemoveAsync(number, cancel);

    /// <inheritdoc/>
    public Task<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel) =>
        _contracts.RecordAwardAsync(number, version, contractorId, cancel);

    /// <inheritdoc/>
    public async ValueTask<ContractRecord?> FindContractAsync(string number, int version, CancellationToken cancel) =>
        (await _contracts.FindAsync(number, version, cancel))?.ToRecord();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ContractRecord>> ContractVersionsAsync(string number, CancellationToken cancel) => _contracts.VersionsAsync(number, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PriceLine>> FindPricesAsync(string number, int priceList, CancellationToken cancel) =>
        _contracts.FindPricesAsync(number, priceList, cancel);

    private Task<PartnerRegistryDocument?> FindPartnerAsync(string partnerId, CancellationToken cancel) =>
        _documents.ReadAsync(Partition, PartnerRegistryDocument.IdOf(partnerId), CosmosJson.Default.PartnerRegistryDocument, cancel);

    private Task<KeyRegistryDocument?> FindKeyAsync(string keyId, CancellationToken cancel) =>
        _documents.ReadAsync(Partition, KeyRegistryDocument.IdOf(keyId), CosmosJson.Default.KeyRegistryDocument, cancel);

    // The one in force first, then the newest.
    private async Task<List<PartnerRegistryDocument>> VersionsAsync(string partnerId, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.versionOf = @of").WithParameter("@of", PartnerRegistryDocument.IdOf(partnerId));
        var versions = await _documents.QueryAsync(query, Partition, CosmosJson.Default.PartnerRegistryDocument, null, cancel);
        return [.. versions.OrderByDescending(v => v.Number)];
    }

    private Task<List<T>> CurrentAsync<T>(string kind, JsonTypeInfo<T> type, CancellationToken cancel) =>
        _documents.QueryAsync(new QueryDefinition("SELECT * FROM c WHERE c.current = @kind").WithParameter("@kind", kind), Partition, type, null, cancel);
}
