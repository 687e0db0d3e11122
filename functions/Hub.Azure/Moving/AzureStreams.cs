using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Streams of the container <c>streams</c>, in the order of their keys. What is written is marked: followers pass it over.</summary>
internal sealed class AzureStreams(CosmosDatabase database, EventCodecs codecs) : IMovedRecords<MovedStream>
{
    private const int Page = 1_000;

    // Far below the 2 MB and 100 operations of a batch: who moves may have a slow line, and a call has a limit.
    private const int MaxBatchCharacters = 256 * 1024;
    private const int MaxBatchOperations = 50;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Streams);

    public async IAsyncEnumerable<MovedStream> ReadAsync(MovedStream? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.streamId > @after ORDER BY c.streamId")
            .WithParameter("@after", after?.Stream.ToString() ?? "");
        var stream = default(StreamId);
        var events = new List<EventDocument>();
        var receipts = new List<ReceiptDocument>();
        await foreach (var page in _documents.PagesAsync(query, CosmosJson.Default.JsonElement, Page, cancel))
        {
            foreach (var json in page)
            {
                var key = StreamId.TryParse(json.GetProperty("streamId").GetString(), out var parsed)
                    ? parsed
                    : throw new JsonException("A document of the log has no stream.");
                if (key != stream && events.Count + receipts.Count > 0)
                {
                    yield return Of(stream, events, receipts);
                    events.Clear();
                    receipts.Clear();
                }
                stream = key;
                // Only events have a version.
                if (json.TryGetProperty("version", out _)) events.Add(json.Deserialize(CosmosJson.Default.EventDocument)!);
                else receipts.Add(json.Deserialize(CosmosJson.Default.ReceiptDocument)!);
            }
        }
        if (events.Count + receipts.Count > 0) yield return Of(stream, events, receipts);
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedStream> page, DateTimeOffset at, CancellationToken cancel) =>
        AzureWrites.ForEachAsync(page, WriteAsync, cancel);

    private async Task WriteAsync(MovedStream stream, CancellationToken cancel)
    {
        var codec = codecs.Of(stream.Stream.Kind);
        var some = new List<Document>();
        var characters = 0;
        foreach (var e in stream.ToEvents(codecs))
        {
            var document = EventDocument.Of(e, codec) with { IsImported = true };
            await AddAsync(document, document.Body.Length);
        }
        foreach (var receipt in stream.ToReceipts())
        {
            var document = ReceiptDocument.Of(receipt);
            await AddAsync(document, document.Refusal?.Length ?? 0);
        }
        await CreateAsync(stream.Stream, some, cancel);

        async Task AddAsync(Document document, int length)
        {
            if (some.Count == MaxBatchOperations || (some.Count > 0 && characters + length > MaxBatchCharacters))
            {
                await CreateAsync(stream.Stream, some, cancel);
                some.Clear();
                characters = 0;
            }
            some.Add(document);
            characters += length;
        }
    }

    // Never over what is there: that is of an earlier run, or somebody else's.
    private async Task CreateAsync(StreamId stream, IReadOnlyList<Document> some, CancellationToken cancel)
    {
        if (some.Count == 0 || await CommitAsync(stream, some, cancel)) return;
        var missing = new List<Document>();
        foreach (var document in some)
            if (!await IsThereAsync(stream, document, cancel)) missing.Add(document);
        if (missing.Count > 0 && !await CommitAsync(stream, missing, cancel)) throw Changed(stream);
    }

    private async Task<bool> CommitAsync(StreamId stream, IReadOnlyList<Document> some, CancellationToken cancel)
    {
        var batch = _documents.Batch(stream.ToString());
        foreach (var document in some)
        {
            if (document is EventDocument e) batch.Create(e, CosmosJson.Default.EventDocument);
            else batch.Create((ReceiptDocument)document, CosmosJson.Default.ReceiptDocument);
        }
        return await batch.CommitAsync(cancel) < 0;
    }

    private async Task<bool> IsThereAsync(StreamId stream, Document document, CancellationToken cancel)
    {
        Document? there = document is EventDocument
            ? await _documents.ReadAsync(stream.ToString(), document.Id, CosmosJson.Default.EventDocument, cancel)
            : await _documents.ReadAsync(stream.ToString(), document.Id, CosmosJson.Default.ReceiptDocument, cancel);
        if (there is null) return false;
        return there with { ETag = document.ETag, WriteId = document.WriteId } == document ? true : throw Changed(stream);
    }

    private static StoreChangedException Changed(StreamId stream) => new(
        $"The stream {stream} has events that are not of this import: a hub has worked on these services meanwhile. "
        + "Stop it, empty the containers of the database, and import again.");

    private MovedStream Of(StreamId stream, List<EventDocument> events, List<ReceiptDocument> receipts)
    {
        var codec = codecs.Of(stream.Kind);
        return MovedStream.Of(stream, events.OrderBy(e => e.Version).Select(e => e.ToEvent(codec)), receipts.Select(r => r.ToReceipt()), codecs);
    }
}
