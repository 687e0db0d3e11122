using System.Net;

namespace Hub.CosmosStandIn;

/// <summary>An operation of a transactional batch.</summary>
internal sealed class BatchOperation
{
    public BatchOperationType Type { get; set; }

    public string? Id { get; set; }

    public string? IfMatch { get; set; }

    public byte[]? Body { get; set; }

    /// <summary>True where the result needs no document.</summary>
    public bool IsMinimal { get; set; }
}

/// <summary>The numbers of operations on the wire.</summary>
internal enum BatchOperationType
{
    Create = 0,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

/// <summary>Transactional batches: all operations on one partition, or none.</summary>
internal static class Batch
{
    private const int MaxOperations = 100;
    private const int MaxBytes = 2 * 1024 * 1024;

    public static Answer Handle(Container container, HttpRequestMessage request, byte[] body)
    {
        if (!request.Is("x-ms-cosmos-batch-atomic")) throw new FormatException("The stand-in does batches that are atomic, and no bulk.");
        if (body.Length > MaxBytes) return Answer.Error(HttpStatusCode.RequestEntityTooLarge, "The batch is larger than 2 MB.");
        var operations = BatchFormat.Read(body);
        if (operations.Count > MaxOperations) return Answer.Error(HttpStatusCode.BadRequest, "The batch has more than 100 operations.");

        var before = container.Snapshot();
        var results = new List<WriteResult>();
        foreach (var operation in operations)
        {
            var result = Run(container, request.Partition(), operation);
            results.Add(operation.IsMinimal ? result with { HasBody = false } : result);
            if (!results[^1].IsError) continue;
            container.Restore(before);
            var failed = results.Count - 1;
            results = [.. operations.Select((_, i) => i == failed ? results[failed] : new WriteResult(HttpStatusCode.FailedDependency))];
            return new Answer(HttpStatusCode.MultiStatus, BatchFormat.Write(results));
        }
        return new Answer(HttpStatusCode.OK, BatchFormat.Write(results));
    }

    private static WriteResult Run(Container container, string? partition, BatchOperation operation) => operation.Type switch
    {
        BatchOperationType.Create => container.Create(partition, DocumentBody.Parse(operation.Body!)),
        BatchOperationType.Upsert => container.Upsert(partition, DocumentBody.Parse(operation.Body!), operation.IfMatch),
        BatchOperationType.Replace => container.Replace(partition, operation.Id!, DocumentBody.Parse(operation.Body!), operation.IfMatch),
        BatchOperationType.Delete => container.Delete(partition, operation.Id!, operation.IfMatch),
        BatchOperationType.Read => container.Find(partition, operation.Id!) is { } found
            ? new WriteResult(HttpStatusCode.OK, found.Json)
            : new WriteResult(HttpStatusCode.NotFound, Error: "The document does not exist."),
        _ => throw new FormatException($"The stand-in does not do operation {operation.Type} of a batch."),
    };
}
