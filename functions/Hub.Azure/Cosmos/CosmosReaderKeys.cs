using Hub.Application.Readers;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>A key that may only read.</summary>
internal sealed record ReaderKeyDocument : RegistryDocument
{
    public const string OwnPartition = "readers";

    public required string Name { get; init; }

    public string? ContractorId { get; init; }

    public required string SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public static ReaderKeyDocument Of(ReaderKey key) => new()
    {
        Id = key.Id, Partition = OwnPartition, Name = key.Name, ContractorId = key.ContractorId, SecretHash = key.SecretHash, CreatedAt = key.CreatedAt,
        LastUsedAt = key.LastUsedAt,
    };

    public ReaderKey ToKey() => new(Id, Name, ContractorId, SecretHash, CreatedAt, LastUsedAt);
}

/// <summary>Keys that may only read, on Cosmos DB: in a partition of their own of the container <c>registry</c>.</summary>
public sealed class CosmosReaderKeys(CosmosDatabase database) : IReaderKeys
{
    private const string Partition = ReaderKeyDocument.OwnPartition;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Registry);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReaderKey>> ListAsync(CancellationToken cancel)
    {
        var found = await _documents.QueryAsync(new QueryDefinition("SELECT * FROM c"), Partition, CosmosJson.Default.ReaderKeyDocument, null, cancel);
        return [.. found.Select(d => d.ToKey()).OrderBy(k => k.CreatedAt).ThenBy(k => k.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask<ReaderKey?> FindAsync(string id, CancellationToken cancel) => (await ReadAsync(id, cancel))?.ToKey();

    /// <inheritdoc/>
    public async Task AddAsync(ReaderKey key, CancellationToken cancel)
    {
        if (await _documents.CreateAsync(Partition, ReaderKeyDocument.Of(key), CosmosJson.Default.ReaderKeyDocument, cancel) is null)
            throw new InvalidOperationException($"There is a key {key.Id} already.");
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string id, CancellationToken cancel) => _documents.DeleteAsync(Partition, id, null, cancel);

    /// <inheritdoc/>
    /// <remarks>Where another write was first, its time is as good; one that was removed stays removed.</remarks>
    public async Task RecordUseAsync(string id, DateTimeOffset at, CancellationToken cancel)
    {
        if (await ReadAsync(id, cancel) is { } read)
            await _documents.ReplaceAsync(Partition, read with { LastUsedAt = at }, CosmosJson.Default.ReaderKeyDocument, cancel);
    }

    private Task<ReaderKeyDocument?> ReadAsync(string id, CancellationToken cancel) =>
        _documents.ReadAsync(Partition, id, CosmosJson.Default.ReaderKeyDocument, cancel);
}
