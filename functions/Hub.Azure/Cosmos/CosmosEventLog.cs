using Hub.Application.Streams;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>
/// The event log on Cosmos DB: a partition of the container <c>streams</c> is a stream, with a document for each event and each receipt. Their ids are made
/// of the version and of the message, and they are only ever created: of two appends at one version the second finds the id taken.
/// </summary>
/// <remarks>
/// The account's default consistency must be strong or bounded staleness (<see cref="CosmosDatabase.CheckAsync"/>): with less, an instance that is told of
/// an event by the change feed could load its stream from a replica that does not have it yet.
/// </remarks>
public sealed class CosmosEventLog(CosmosDatabase database, EventCodecs codecs) : IEventLog
{
    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Streams);

    /// <inheritdoc/>
    public async ValueTask<EventStream> LoadAsync(StreamId stream, CancellationToken cancel)
    {
        var codec = codecs.Of(stream.Kind);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.version > 0 ORDER BY c.version");
        var events = await _documents.QueryAsync(query, stream.ToString(), CosmosJson.Default.EventDocument, null, cancel);
        return new EventStream([.. events.Select(e => e.ToEvent(codec))]);
    }

    /// <inheritdoc/>
    public async ValueTask<StreamPage> ListStreamsAsync(string? cursor, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max c.streamId FROM c WHERE c.version = 1 AND c.streamId > @cursor ORDER BY c.streamId")
            .WithParameter("@max", max).WithParameter("@cursor", cursor ?? "");
        var keys = await _documents.QueryAsync(query, null, CosmosJson.Default.StreamKeyResult, max, cancel);
        return new StreamPage([.. keys.Select(k => k.StreamId)], keys.Count == 0 ? cursor : keys[^1].StreamId.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountStreamsAsync(CancellationToken cancel) =>
        (await _documents.QueryAsync(new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE c.version = 1"), null, CosmosJson.Default.Int64, null, cancel)).Sum();

    /// <inheritdoc/>
    public async ValueTask<Receipt?> FindReceiptAsync(StreamId stream, string partnerId, string messageId, CancellationToken cancel) =>
        (await _documents.ReadAsync(stream.ToString(), ReceiptDocument.IdOf(partnerId, messageId), CosmosJson.Default.ReceiptDocument, cancel))?.ToReceipt();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(StreamId stream, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.isRefusal = true");
        var refusals = await _documents.QueryAsync(query, stream.ToString(), CosmosJson.Default.ReceiptDocument, null, cancel);
        return [.. refusals.OrderBy(r => r.ReceivedAt).Select(r => r.ToReceipt())];
    }

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(
        StreamId stream, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, CancellationToken cancel)
    {
        var codec = codecs.Of(stream.Kind);
        var batch = _documents.Batch(stream.ToString());
        // First, because a receipt is told before a conflict.
        if (receipt is not null) batch.Create(ReceiptDocument.Of(receipt), CosmosJson.Default.ReceiptDocument);
        if (expectedVersion > 0) batch.MustExist(EventDocument.IdOf(expectedVersion));
        foreach (var e in events) batch.Create(EventDocument.Of(e, codec), CosmosJson.Default.EventDocument);
        if (events.Count == 0)
        {
            var next = new EventDocument { Id = EventDocument.IdOf(expectedVersion + 1), StreamId = stream, Version = expectedVersion + 1 };
            batch.MustNotExist(next, CosmosJson.Default.EventDocument);
        }
        return await batch.CommitAsync(cancel) switch
        {
            -1 => AppendOutcome.Appended,
            0 when receipt is not null => AppendOutcome.ReceiptExists,
            _ => AppendOutcome.VersionConflict,
        };
    }
}
