using System.Runtime.CompilerServices;
using Hub.Application.Moving;
using Hub.Azure.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Archived messages in the order in which they came: documents of the container <c>messages</c>, and their bodies in Blob Storage.</summary>
internal sealed class AzureMessages(CosmosDatabase database, IMessageBodies bodies) : IMovedRecords<MovedMessage>
{
    // Each may have a megabyte, and as many are in memory.
    private const int Page = 32;
    private const int MaxCounted = 1_000;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Messages);

    public async IAsyncEnumerable<MovedMessage> ReadAsync(MovedMessage? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after is null
            ? null
            : await _documents.ReadAsync(
                ArchivedDocument.KeyOf(after.PartnerId, after.MessageId), after.ReceiptId.ToString(), CosmosJson.Default.ArchivedDocument, cancel);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.position > @after ORDER BY c.position").WithParameter("@after", last?.Position ?? "");
        await foreach (var page in _documents.PagesAsync(query, CosmosJson.Default.ArchivedDocument, Page, cancel))
        {
            var messages = new MovedMessage[page.Count];
            await AzureWrites.ForEachAsync(page.Index(), async (m, c) =>
            {
                var body = m.Item.HasBody is true ? await bodies.ReadAsync(Guid.Parse(m.Item.Id), c) : ReadOnlyMemory<byte>.Empty;
                messages[m.Index] = MovedMessage.Of(m.Item.ToMessage(body));
            }, cancel);
            foreach (var message in messages) yield return message;
        }
    }

    // Without the bodies.
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        var count = 0L;
        var query = new QueryDefinition("SELECT c.id FROM c");
        await foreach (var page in _documents.PagesAsync(query, CosmosJson.Default.AnyDocument, MaxCounted, cancel)) count += page.Count;
        return count;
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedMessage> page, DateTimeOffset at, CancellationToken cancel) =>
        AzureWrites.ForEachAsync(page.Index(), async (m, c) =>
        {
            var message = m.Item.ToMessage();
            var document = ArchivedDocument.Of(message, at.AddTicks(first + m.Index));
            // The document first: whatever a crash leaves can be found and erased.
            if (!message.Body.IsEmpty) document = document with { Body = BodyState.Kept };
            await _documents.UpsertAsync(document.MessageKey, document, CosmosJson.Default.ArchivedDocument, c);
            if (!message.Body.IsEmpty) await bodies.PutAsync(message.ReceiptId, message.Body, c);
        }, cancel);
}
