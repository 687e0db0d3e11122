using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>
/// The documents of one container. Every write names what it expects (that the document is not there, or its ETag), carries an id of its own, and is
/// recognised where it was done already and only its answer was lost.
/// </summary>
internal sealed class CosmosDocuments(Container container, CosmosCalls calls)
{
    /// <summary>A document, or null. A point read: about 1 RU for each KB.</summary>
    public async Task<T?> ReadAsync<T>(string partition, string id, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : Document
    {
        var key = new PartitionKey(partition);
        var reply = await calls.CallAsync(
            container.Id, "read", async c => await ReplyAsync(await container.ReadItemStreamAsync(id, key, cancellationToken: c)), cancel);
        return reply.IsSuccess ? JsonSerializer.Deserialize(reply.Body.Span, type) : null;
    }

    /// <summary>Writes a document that is not there.</summary>
    /// <returns>Its ETag; null where one with its id is there.</returns>
    public Task<string?> CreateAsync<T>(string partition, T document, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : Document =>
        WriteAsync("create", partition, document, type, (body, key, c) => container.CreateItemStreamAsync(body, key, cancellationToken: c), cancel);

    /// <summary>Writes a document in the place of the one that was read, of which it has the ETag.</summary>
    /// <returns>Its new ETag; null where it was changed or deleted since.</returns>
    public Task<string?> ReplaceAsync<T>(string partition, T document, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : Document =>
        WriteAsync("replace", partition, document, type, (body, key, c) =>
            container.ReplaceItemStreamAsync(body, document.Id, key, new ItemRequestOptions { IfMatchEtag = document.ETag }, c), cancel);

    /// <summary>Creates a document, or replaces the one that was read: where <paramref name="document"/> has an ETag.</summary>
    /// <returns>Its new ETag; null where another write was first.</returns>
    public Task<string?> SaveAsync<T>(string partition, T document, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : Document =>
        document.ETag is null ? CreateAsync(partition, document, type, cancel) : ReplaceAsync(partition, document, type, cancel);

    /// <summary>Writes a document, whatever was there.</summary>
    public Task UpsertAsync<T>(string partition, T document, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : Document =>
        WriteAsync("upsert", partition, document, type, (body, key, c) => container.UpsertItemStreamAsync(body, key, cancellationToken: c), cancel);

    /// <summary>Deletes the document that was read.</summary>
    /// <returns>
    /// False where it was changed or deleted since. Also where the client repeated the request by itself after a lost answer: nothing is left by which to
    /// recognise a delete.
    /// </returns>
    public async Task<bool> DeleteAsync(string partition, string id, string? etag, CancellationToken cancel)
    {
        var reply = await calls.CallAsync(container.Id, "delete", async c => await ReplyAsync(await container.DeleteItemStreamAsync(
            id, new PartitionKey(partition), new ItemRequestOptions { IfMatchEtag = etag }, c)), cancel);
        // A delete that was made twice finds nothing the second time.
        return reply.IsSuccess || (reply.Status is HttpStatusCode.NotFound && reply.WasRepeated);
    }

    /// <summary>All results of a query, or the first of them.</summary>
    /// <param name="query">The query; every path by which it filters or sorts is indexed.</param>
    /// <param name="partition">The partition; null asks all partitions, which costs at least 2 to 3 RU for each physical one.</param>
    /// <param name="type">How a result is read.</param>
    /// <param name="max">At most so many; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<List<T>> QueryAsync<T>(QueryDefinition query, string? partition, JsonTypeInfo<T> type, int? max, CancellationToken cancel)
    {
        var options = new QueryRequestOptions
        {
            PartitionKey = partition is null ? null : new PartitionKey(partition), MaxItemCount = max is { } m ? Math.Min(m, 1_000) : -1,
        };
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: options);
        var results = new List<T>();
        while (pages.HasMoreResults && !(results.Count >= max))
        {
            var reply = await calls.CallAsync(container.Id, "query", async c => await ReplyAsync(await pages.ReadNextAsync(c)), cancel);
            using var page = JsonDocument.Parse(reply.Body);
            foreach (var result in page.RootElement.GetProperty("Documents").EnumerateArray())
                if (!(results.Count >= max)) results.Add(result.Deserialize(type)!);
        }
        return results;
    }

    /// <summary>The results of a query over all partitions, page by page as the service gives them: for a walk through a whole container.</summary>
    /// <param name="query">As of <see cref="QueryAsync"/>.</param>
    /// <param name="type">How a result is read.</param>
    /// <param name="page">Most results in a page.</param>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(
        QueryDefinition query, JsonTypeInfo<T> type, int page, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { MaxItemCount = page });
        while (pages.HasMoreResults)
        {
            var reply = await calls.CallAsync(container.Id, "query", async c => await ReplyAsync(await pages.ReadNextAsync(c)), cancel);
            using var results = JsonDocument.Parse(reply.Body);
            yield return [.. results.RootElement.GetProperty("Documents").EnumerateArray().Select(r => r.Deserialize(type)!)];
        }
    }

    /// <summary>A continuation of the container's change feed: of what is changed after now, or after an earlier one.</summary>
    /// <param name="after">The earlier continuation; null for now.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The continuation, and whether anything was changed after the earlier one.</returns>
    public async Task<(string Continuation, bool IsChanged)> ChangesAsync(string? after, CancellationToken cancel)
    {
        var from = after is null ? ChangeFeedStartFrom.Now() : ChangeFeedStartFrom.ContinuationToken(after);
        using var feed = container.GetChangeFeedStreamIterator(from, ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = 1 });
        var reply = await calls.CallAsync(container.Id, "query", async c => await ReplyAsync(await feed.ReadNextAsync(c)), cancel);
        return (reply.Continuation!, reply.Status is not HttpStatusCode.NotModified);
    }

    /// <summary>A batch on one partition: all of its operations, or none.</summary>
    public CosmosBatch Batch(string partition) => new(this, container, calls, partition);

    /// <summary>The ETag of a document that is as the write with this id left it; null where it is another, or none.</summary>
    internal async Task<string?> RecognisedAsync(string partition, string id, string? writeId, CancellationToken cancel)
    {
        var found = await ReadAsync(partition, id, CosmosJson.Default.AnyDocument, cancel);
        return found is not null && found.WriteId == writeId ? found.ETag : null;
    }

    private async Task<string?> WriteAsync<T>(
        string operation, string partition, T document, JsonTypeInfo<T> type, Func<Stream, PartitionKey, CancellationToken, Task<ResponseMessage>> write,
        CancellationToken cancel)
        where T : Document
    {
        var written = document with { WriteId = Document.NewWriteId(), ETag = null };
        var body = JsonSerializer.SerializeToUtf8Bytes(written, type);
        var key = new PartitionKey(partition);
        var reply = await calls.CallAsync(container.Id, operation, async c => await ReplyAsync(await write(new MemoryStream(body), key, c)), cancel);
        return reply.IsSuccess ? reply.ETag : await RecognisedAsync(partition, document.Id, written.WriteId, cancel);
    }

    private static async Task<Reply> ReplyAsync(ResponseMessage response)
    {
        using (response)
        {
            var body = Array.Empty<byte>();
            if (response.Content is not null)
            {
                using var buffer = new MemoryStream();
                await response.Content.CopyToAsync(buffer);
                body = buffer.ToArray();
            }
            else if (response.ErrorMessage is { Length: > 0 } error)
            {
                body = System.Text.Encoding.UTF8.GetBytes(error);
            }
            return new Reply(
                response.StatusCode, response.Headers.RequestCharge, body, response.Headers.ETag, response.ContinuationToken,
                WasRepeated: response.Diagnostics.GetFailedRequestCount() > 0);
        }
    }
}
