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
        var batch = _documents.Batch(stream.Stream.ToString());
        var characters = 0;
        foreach (var e in stream.ToEvents(codecs))
        {
            var document = EventDocument.Of(e, codec) with { IsImported = true };
            await MakeRoomAsync(document.Body.Length);
            batch.Upsert(document, CosmosJson.Default.EventDocument);
        }
        foreach (var receipt in stream.ToReceipts())
        {
            var document = ReceiptDocument.Of(receipt);
            await MakeRoomAsync(document.Refusal?.Length ?? 0);
            batch.Upsert(document, CosmosJson.Default.ReceiptDocument);
        }
        await CommitAsync();

        async Task MakeRoomAsync(int more)
        {
            if (batch.Count == MaxBatchOperations || (batch.Count > 0 && characters + more > MaxBatchCharacters)) await CommitAsync();
            characters += more;
        }

        async Task CommitAsync()
        {
            await AzureWrites.CommitAsync(batch, cancel);
            (batch, characters) = (_documents.Batch(stream.Stream.ToString()), 0);
        }
    }

    private MovedStream Of(StreamId stream, List<EventDocument> events, List<ReceiptDocument> receipts)
    {
        var codec = codecs.Of(stream.Kind);
        return MovedStream.Of(stream, events.OrderBy(e => e.Version).Select(e => e.ToEvent(codec)), receipts.Select(r => r.ToReceipt()), codecs);
    }
}
