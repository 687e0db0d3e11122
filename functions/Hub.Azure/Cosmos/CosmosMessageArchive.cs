using Hub.Application.Archive;
using Hub.Application.Streams;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>
/// The messages as they came in: a document for each in the container <c>messages</c>, in the partition of its sender and id, and its body as a blob.
/// </summary>
/// <remarks>
/// The document is written before its body, and says so: whatever a crash leaves can be found and erased. A body is deleted before its document says that it
/// is. No share of a disk is kept to: the service has room, and <see cref="PurgeAsync"/> bounds the cost.
/// </remarks>
public sealed class CosmosMessageArchive(CosmosDatabase database, IMessageBodies bodies) : IMessageArchive
{
    // Of one look at bodies: each may have a megabyte.
    private const int MaxBodies = 16;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Messages);
    private readonly MonotonousClock _clock = new(database.Clock);

    /// <inheritdoc/>
    public async ValueTask<string?> FirstHashAsync(string partnerId, string messageId, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP 1 c.hash FROM c ORDER BY c.position");
        var partition = ArchivedDocument.KeyOf(partnerId, messageId);
        return (await _documents.QueryAsync(query, partition, CosmosJson.Default.HashResult, 1, cancel)).FirstOrDefault()?.Hash;
    }

    /// <inheritdoc/>
    public Task StoreAsync(ArchivedMessage message, CancellationToken cancel) => OptimisticRetry.UntilWrittenAsync(async () =>
    {
        var first = ArchivedDocument.Of(message, _clock.Next());
        var read = await ReadAsync(first, cancel);
        var document = read?.With(message) ?? first;
        if (await SaveAsync(document, cancel) is not { } etag) return null;
        if (document.Body is not BodyState.Pending) return "stored";
        await bodies.PutAsync(message.ReceiptId, message.Body, cancel);
        return await SaveAsync(document with { Body = BodyState.Kept, ETag = etag }, cancel) ?? await TakeBackAsync(document, cancel);
    }, $"the message {message.ReceiptId}");

    // Somebody changed the document while the body was written. Where it was erased, the body goes again.
    private async Task<string?> TakeBackAsync(ArchivedDocument document, CancellationToken cancel)
    {
        if (await ReadAsync(document, cancel) is { Body: not BodyState.Erased }) return null;
        await bodies.DeleteAsync(Guid.Parse(document.Id), cancel);
        return "erased";
    }

    /// <inheritdoc/>
    public async ValueTask<ArchivedMessage?> FindAsync(Guid receiptId, CancellationToken cancel) =>
        await FindDocumentAsync(receiptId, cancel) is { } found ? found.ToMessage(await BodyAsync(found, cancel)) : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ArchivedMessage>> ListAsync(MessageQuery query, CancellationToken cancel)
    {
        // Behind every position, which begins with a digit.
        var before = "~";
        if (query.Before is { } receipt)
        {
            if (await FindDocumentAsync(receipt, cancel) is not { } last) return [];
            before = last.Position;
        }
        var keys = (query.PartnerId is null ? "" : "c.partnerId DESC, ") + (query.Outcome is null ? "" : "c.outcome DESC, ");
        var sql = new QueryDefinition(
            "SELECT TOP @max * FROM c WHERE c.position < @before"
            + (query.PartnerId is null ? "" : " AND c.partnerId = @partner") + (query.Outcome is null ? "" : " AND c.outcome = @outcome")
            + $" ORDER BY {keys}c.position DESC")
            .WithParameter("@max", query.Limit).WithParameter("@before", before).WithParameter("@partner", query.PartnerId)
            .WithParameter("@outcome", query.Outcome?.ToString());
        var found = await _documents.QueryAsync(sql, null, CosmosJson.Default.ArchivedDocument, query.Limit, cancel);
        return [.. found.Select(d => d.ToMessage(ReadOnlyMemory<byte>.Empty))];
    }

    /// <inheritdoc/>
    public async Task<int> EraseBodiesAsync(StreamId subject, DateTimeOffset? until, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.subject = @subject AND c.hasBody = true AND c.receivedAt <= @until")
            .WithParameter("@subject", subject.ToString()).WithParameter("@until", SortableMoment.Text(until ?? DateTimeOffset.MaxValue));
        var erased = 0;
        foreach (var document in await _documents.QueryAsync(query, null, CosmosJson.Default.ArchivedDocument, null, cancel))
            erased += await EraseAsync(document, cancel);
        return erased;
    }

    /// <inheritdoc/>
    public async Task<int> EraseUnassignedBodiesAsync(Func<ArchivedMessage, bool> condition, CancellationToken cancel)
    {
        var erased = 0;
        var after = "";
        while (true)
        {
            var query = new QueryDefinition(
                "SELECT TOP @max * FROM c WHERE c.isOrphan = true AND c.hasBody = true AND c.position > @after ORDER BY c.isOrphan, c.hasBody, c.position")
                .WithParameter("@max", MaxBodies).WithParameter("@after", after);
            var page = await _documents.QueryAsync(query, null, CosmosJson.Default.ArchivedDocument, MaxBodies, cancel);
            foreach (var document in page)
            {
                var body = await BodyAsync(document, cancel);
                if (!body.IsEmpty && condition(document.ToMessage(body))) erased += await EraseAsync(document, cancel);
            }
            if (page.Count < MaxBodies) return erased;
            after = page[^1].Position;
        }
    }

    /// <inheritdoc/>
    public async Task<int> PurgeAsync(DateTimeOffset all, DateTimeOffset orphans, int max, CancellationToken cancel)
    {
        var old = await OldAsync("c.receivedAt < @before", all, max, cancel);
        if (old.Count < max) old.AddRange(await OldAsync("c.isOrphan = true AND c.receivedAt < @before", orphans, max, cancel));
        var deleted = 0;
        foreach (var document in old.DistinctBy(d => d.Id).Take(max))
        {
            if (document.HasBody is true) await bodies.DeleteAsync(Guid.Parse(document.Id), cancel);
            if (await _documents.DeleteAsync(document.MessageKey, document.Id, document.ETag, cancel)) deleted++;
        }
        return deleted;
    }

    private Task<List<ArchivedDocument>> OldAsync(string condition, DateTimeOffset before, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition($"SELECT TOP @max * FROM c WHERE {condition} ORDER BY c.receivedAt")
            .WithParameter("@max", max).WithParameter("@before", SortableMoment.Text(before));
        return _documents.QueryAsync(query, null, CosmosJson.Default.ArchivedDocument, max, cancel);
    }

    // 1 where there was a body, 0 where another was first.
    private async Task<int> EraseAsync(ArchivedDocument document, CancellationToken cancel)
    {
        for (var read = document; read is { HasBody: true }; read = await ReadAsync(document, cancel))
        {
            await bodies.DeleteAsync(Guid.Parse(read.Id), cancel);
            if (await SaveAsync(read with { Body = BodyState.Erased, HasBody = null }, cancel) is not null) return 1;
        }
        return 0;
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(ArchivedDocument document, CancellationToken cancel) =>
        document.HasBody is true ? await bodies.ReadAsync(Guid.Parse(document.Id), cancel) : ReadOnlyMemory<byte>.Empty;

    private async Task<ArchivedDocument?> FindDocumentAsync(Guid receiptId, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", receiptId.ToString());
        return (await _documents.QueryAsync(query, null, CosmosJson.Default.ArchivedDocument, 1, cancel)).FirstOrDefault();
    }

    private Task<ArchivedDocument?> ReadAsync(ArchivedDocument document, CancellationToken cancel) =>
        _documents.ReadAsync(document.MessageKey, document.Id, CosmosJson.Default.ArchivedDocument, cancel);

    private Task<string?> SaveAsync(ArchivedDocument document, CancellationToken cancel) =>
        _documents.SaveAsync(document.MessageKey, document, CosmosJson.Default.ArchivedDocument, cancel);
}
