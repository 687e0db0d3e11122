using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>Operations on one partition that are done all or not at all. All documents that it writes carry the same write id.</summary>
internal sealed class CosmosBatch(CosmosDocuments documents, Container container, CosmosCalls calls, string partition)
{
    /// <summary>Most operations of a batch; together at most 2 MB.</summary>
    public const int MaxOperations = 100;

    // Disposing of a batch disposes of its streams, and a retry needs them again.
    private readonly List<Action<TransactionalBatch>> _operations = [];
    private readonly string _writeId = Document.NewWriteId();
    private string? _firstWritten;

    /// <summary>How many operations it has.</summary>
    public int Count => _operations.Count;

    /// <summary>Writes a document that is not there.</summary>
    public CosmosBatch Create<T>(T document, JsonTypeInfo<T> type)
        where T : Document
    {
        var body = Serialized(document, type);
        _operations.Add(b => b.CreateItemStream(new MemoryStream(body)));
        return this;
    }

    /// <summary>Creates a document, or replaces the one that was read: where <paramref name="document"/> has an ETag.</summary>
    public CosmosBatch Save<T>(T document, JsonTypeInfo<T> type)
        where T : Document
    {
        if (document.ETag is not { } etag) return Create(document, type);
        var body = Serialized(document, type);
        _operations.Add(b => b.ReplaceItemStream(document.Id, new MemoryStream(body), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false }));
        return this;
    }

    /// <summary>Writes a document, whatever was there. Only beside a <see cref="Save"/> or <see cref="Create"/> that guards the partition.</summary>
    public CosmosBatch Upsert<T>(T document, JsonTypeInfo<T> type)
        where T : Document
    {
        var body = Serialized(document, type);
        _operations.Add(b => b.UpsertItemStream(new MemoryStream(body)));
        return this;
    }

    /// <summary>Fails where a document is not there.</summary>
    public CosmosBatch MustExist(string id)
    {
        _operations.Add(b => b.ReadItem(id));
        return this;
    }

    /// <summary>Fails where a document is there.</summary>
    /// <remarks>A batch cannot ask for that. It creates the document and deletes it again: no reader and no change feed ever sees it.</remarks>
    public CosmosBatch MustNotExist<T>(T document, JsonTypeInfo<T> type)
        where T : Document
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(document with { WriteId = _writeId }, type);
        _operations.Add(b => b.CreateItemStream(new MemoryStream(body)));
        return Delete(document.Id);
    }

    /// <summary>Deletes a document; fails where it is not there.</summary>
    public CosmosBatch Delete(string id)
    {
        _operations.Add(b => b.DeleteItem(id));
        return this;
    }

    /// <summary>Does all, or nothing.</summary>
    /// <returns>-1 where all was done; else the first operation, from 0, that could not be.</returns>
    public async Task<int> CommitAsync(CancellationToken cancel)
    {
        if (_operations.Count > MaxOperations)
        {
            throw new InvalidOperationException(
                $"{_operations.Count} operations on the container {container.Id} are more than the {MaxOperations} that Cosmos DB does at once. Nothing was written.");
        }
        var reply = await calls.CallAsync(container.Id, "batch", SendAsync, cancel);
        if (reply.IsSuccess) return -1;
        return _firstWritten is not null && await documents.RecognisedAsync(partition, _firstWritten, _writeId, cancel) is not null ? -1 : reply.FailedAt;
    }

    private async Task<Reply> SendAsync(CancellationToken cancel)
    {
        var batch = container.CreateTransactionalBatch(new PartitionKey(partition));
        foreach (var add in _operations) add(batch);
        using var response = await batch.ExecuteAsync(cancel);
        var failedAt = -1;
        // Those that were not done because of another one say 424.
        for (var i = 0; i < response.Count && failedAt < 0; i++)
            if (!response[i].IsSuccessStatusCode && response[i].StatusCode is not System.Net.HttpStatusCode.FailedDependency) failedAt = i;
        return new Reply(response.StatusCode, response.RequestCharge, System.Text.Encoding.UTF8.GetBytes(response.ErrorMessage ?? ""), FailedAt: failedAt);
    }

    private byte[] Serialized<T>(T document, JsonTypeInfo<T> type)
        where T : Document
    {
        _firstWritten ??= document.Id;
        return JsonSerializer.SerializeToUtf8Bytes(document with { WriteId = _writeId, ETag = null }, type);
    }
}
