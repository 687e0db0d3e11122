using System.Globalization;

namespace Hub.CosmosStandIn;

/// <summary>A request on documents and what came of it: what a bill of request units is made of.</summary>
/// <param name="Operation">What was asked. A batch is one operation.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Documents">Documents in the answer of a query or of the change feed, or written by the request.</param>
/// <param name="Sent">Bytes of the documents that were sent.</param>
/// <param name="Received">Bytes of the answer.</param>
/// <param name="Writes">Each write: its kind and its bytes; of a batch several.</param>
public sealed record ServedRequest(
    Operation Operation, int Status, int Documents, long Sent, long Received, IReadOnlyList<(OperationKind Kind, int Bytes)> Writes)
{
    internal static ServedRequest Of(Operation operation, byte[] body, Answer answer)
    {
        var writes = operation.Kind switch
        {
            OperationKind.Batch => [.. BatchFormat.Read(body).Where(o => o.Type != BatchOperationType.Read).Select(o => (KindOf(o.Type), o.Body?.Length ?? 0))],
            OperationKind.Create or OperationKind.Upsert or OperationKind.Replace or OperationKind.Delete => [(operation.Kind, body.Length)],
            _ => new List<(OperationKind Kind, int Bytes)>(),
        };
        var documents = answer.Headers.TryGetValue("x-ms-item-count", out var count) ? int.Parse(count, CultureInfo.InvariantCulture) : writes.Count;
        return new ServedRequest(operation, (int)answer.Status, documents, writes.Sum(w => (long)w.Bytes), answer.Body.Length, writes);
    }

    private static OperationKind KindOf(BatchOperationType type) => type switch
    {
        BatchOperationType.Create => OperationKind.Create,
        BatchOperationType.Upsert => OperationKind.Upsert,
        BatchOperationType.Replace => OperationKind.Replace,
        BatchOperationType.Delete => OperationKind.Delete,
        _ => OperationKind.Read,
    };
}
