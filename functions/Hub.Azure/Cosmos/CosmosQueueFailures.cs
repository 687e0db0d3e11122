namespace Hub.Azure.Cosmos;

/// <summary>Why a message of a queue failed at its latest delivery.</summary>
internal sealed record QueueFailureDocument : Document
{
    /// <summary>For the administrator.</summary>
    public required string Reason { get; init; }

    /// <summary>Seconds until the service forgets it.</summary>
    public required int Ttl { get; init; }
}

/// <summary>Why messages of queues failed, a document each, which the service forgets: a message is a dead letter for days, and not for ever.</summary>
public sealed class CosmosQueueFailures(CosmosDatabase database)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Locks);

    /// <summary>Keeps a reason in the place of the one before.</summary>
    /// <exception cref="Application.StoreException">It cannot be kept now.</exception>
    public Task NoteAsync(string queue, string messageId, string reason, CancellationToken cancel)
    {
        var id = IdOf(queue, messageId);
        var document = new QueueFailureDocument { Id = id, Reason = reason, Ttl = (int)KeptFor.TotalSeconds };
        return _documents.UpsertAsync(id, document, CosmosJson.Default.QueueFailureDocument, cancel);
    }

    /// <summary>The reason; null where none was kept.</summary>
    /// <exception cref="Application.StoreException">It cannot be read now.</exception>
    public async Task<string?> FindAsync(string queue, string messageId, CancellationToken cancel)
    {
        var id = IdOf(queue, messageId);
        return (await _documents.ReadAsync(id, id, CosmosJson.Default.QueueFailureDocument, cancel))?.Reason;
    }

    private static string IdOf(string queue, string messageId) => DocumentId.Of($"failure/{queue}/{messageId}");
}
