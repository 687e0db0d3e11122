namespace Hub.CosmosStandIn;

/// <summary>The kind of an operation on documents.</summary>
public enum OperationKind
{
    /// <summary>A point read.</summary>
    Read,

    /// <summary>A page of a query.</summary>
    Query,

    /// <summary>A page of the change feed.</summary>
    Feed,

    /// <summary>A document that must not be there.</summary>
    Create,

    /// <summary>A document that may be there.</summary>
    Upsert,

    /// <summary>A document that must be there.</summary>
    Replace,

    /// <summary>A document goes.</summary>
    Delete,

    /// <summary>A transactional batch.</summary>
    Batch,
}

/// <summary>An operation on the documents of a container.</summary>
/// <param name="Container">Name of the container.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="CrossesPartitions">True for a query that names no partition.</param>
public sealed record Operation(string Container, OperationKind Kind, bool CrossesPartitions = false)
{
    /// <summary>The operation that a request asks for; null where it asks for none on documents (metadata, the plan of a query).</summary>
    internal static Operation? Of(HttpRequestMessage request)
    {
        if (Routes.Segments(request) is not ["dbs", _, "colls", var container, "docs", .. var rest] || request.Is("x-ms-cosmos-is-query-plan-request"))
            return null;
        if (request.Is("x-ms-cosmos-is-batch-request")) return new(container, OperationKind.Batch);
        if (Routes.IsQuery(request)) return new(container, OperationKind.Query, request.Partition() is null);
        return request.Method.Method switch
        {
            "POST" => new(container, request.Is("x-ms-documentdb-is-upsert") ? OperationKind.Upsert : OperationKind.Create),
            "PUT" => new(container, OperationKind.Replace),
            "DELETE" => new(container, OperationKind.Delete),
            _ => new(container, rest.Length == 0 ? OperationKind.Feed : OperationKind.Read),
        };
    }
}
