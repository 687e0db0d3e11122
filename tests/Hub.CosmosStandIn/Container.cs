using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn;

/// <summary>A document as it is stored.</summary>
/// <param name="Json">All of it, with the members of the service (<c>_etag</c>, <c>_ts</c>).</param>
/// <param name="Partition">Its partition key.</param>
/// <param name="Lsn">Place in the change feed.</param>
internal sealed record StoredDocument(JsonObject Json, string Partition, long Lsn)
{
    public string ETag => Json["_etag"]!.GetValue<string>();
}

/// <summary>A document as it came.</summary>
internal sealed record DocumentBody(JsonObject Json, int Bytes)
{
    public static DocumentBody Parse(byte[] body) => new(JsonNode.Parse(body)!.AsObject(), body.Length);
}

/// <summary>The result of a write.</summary>
internal readonly record struct WriteResult(HttpStatusCode Status, JsonObject? Json = null, string? Error = null, bool HasBody = true)
{
    public bool IsError => (int)Status >= 400;
}

/// <summary>A container and its documents.</summary>
internal sealed class Container
{
    private const int MaxDocumentBytes = 2 * 1024 * 1024;
    private const long MaxExactNumber = 1L << 53;

    private readonly JsonObject _properties;
    private readonly TimeProvider _clock;
    private readonly string[] _partitionPath;
    private Dictionary<(string Partition, string Id), StoredDocument> _documents = [];
    private long _created;

    public Container(JsonObject properties, string rid, string databaseRid, TimeProvider clock)
    {
        (_properties, _clock, Id, Rid) = (properties, clock, properties["id"]!.GetValue<string>(), rid);
        _partitionPath = properties["partitionKey"]!["paths"]![0]!.GetValue<string>()[1..].Split('/');
        Index = new IndexingPolicy(properties["indexingPolicy"] as JsonObject);
        properties["_rid"] = rid;
        properties["_self"] = $"dbs/{databaseRid}/colls/{rid}/";
        properties["_etag"] = "\"0\"";
        properties["_ts"] = Now;
        foreach (var part in (string[])["docs", "sprocs", "triggers", "udfs", "conflicts"]) properties["_" + part] = part + "/";
    }

    public string Id { get; }

    public string Rid { get; }

    public IndexingPolicy Index { get; }

    /// <summary>Place of the last change.</summary>
    public long LastLsn { get; private set; }

    private int? DefaultTtl => _properties["defaultTtl"]?.GetValue<int>();

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    public JsonObject Description() => _properties.DeepClone().AsObject();

    /// <summary>The documents of a partition, or of all, in the order of their last changes.</summary>
    public IEnumerable<StoredDocument> Documents(string? partition) =>
        _documents.Values.Where(d => (partition is null || d.Partition == partition) && !IsForgotten(d)).OrderBy(d => d.Lsn);

    public StoredDocument? Find(string? partition, string id) =>
        partition is not null && _documents.TryGetValue((partition, id), out var found) && !IsForgotten(found) ? found : null;

    /// <summary>A copy of all, to go back to with <see cref="Restore"/>.</summary>
    public IReadOnlyDictionary<(string, string), StoredDocument> Snapshot() => new Dictionary<(string, string), StoredDocument>(_documents);

    public void Restore(IReadOnlyDictionary<(string, string), StoredDocument> snapshot) =>
        _documents = new Dictionary<(string, string), StoredDocument>(snapshot);

    public WriteResult Create(string? partition, DocumentBody body) => Check(partition, body) ?? (Find(partition, IdOf(body.Json)) is null
        ? Store(partition!, body.Json, null)
        : new WriteResult(HttpStatusCode.Conflict, Error: "A document with this id is there already."));

    public WriteResult Upsert(string? partition, DocumentBody body, string? ifMatch)
    {
        if (Check(partition, body) is { } wrong) return wrong;
        return Find(partition, IdOf(body.Json)) is { } current
            ? Changed(current, ifMatch) ?? Store(partition!, body.Json, current)
            : Store(partition!, body.Json, null);
    }

    public WriteResult Replace(string? partition, string id, DocumentBody body, string? ifMatch)
    {
        if (Check(partition, body) is { } wrong) return wrong;
        if (IdOf(body.Json) != id) return new WriteResult(HttpStatusCode.BadRequest, Error: "The id is another one.");
        return Find(partition, id) is { } current
            ? Changed(current, ifMatch) ?? Store(partition!, body.Json, current)
            : new WriteResult(HttpStatusCode.NotFound, Error: "The document does not exist.");
    }

    public WriteResult Delete(string? partition, string id, string? ifMatch)
    {
        if (Find(partition, id) is not { } current) return new WriteResult(HttpStatusCode.NotFound, Error: "The document does not exist.");
        if (Changed(current, ifMatch) is { } changed) return changed;
        _documents.Remove((partition!, id));
        return new WriteResult(HttpStatusCode.NoContent);
    }

    private static WriteResult? Changed(StoredDocument current, string? ifMatch) => ifMatch is null || ifMatch == current.ETag
        ? null
        : new WriteResult(HttpStatusCode.PreconditionFailed, Error: "The document has another ETag.");

    private static string IdOf(JsonObject json) => json["id"] is JsonValue id && id.GetValueKind() is JsonValueKind.String ? id.GetValue<string>() : "";

    private WriteResult? Check(string? partition, DocumentBody body)
    {
        if (body.Bytes > MaxDocumentBytes) return new WriteResult(HttpStatusCode.RequestEntityTooLarge, Error: "The document is too large.");
        var id = IdOf(body.Json);
        string? error = null;
        if (id.Length is 0 or > 255 || id.AsSpan().IndexOfAny("/\\?#") >= 0)
            error = $"The id '{id}' is empty, longer than 255 characters, or has one that is not allowed.";
        else if (PartitionOf(body.Json) != partition) error = "The partition key of the document is not the one of the request.";
        else if (HasInexactNumber(body.Json)) error = "A whole number beyond 2^53 would lose its last digits.";
        return error is null ? null : new WriteResult(HttpStatusCode.BadRequest, Error: error);
    }

    private string PartitionOf(JsonObject json)
    {
        JsonNode? node = json;
        foreach (var member in _partitionPath) node = (node as JsonObject)?[member];
        return new JsonArray(node?.DeepClone()).ToJsonString();
    }

    private static bool HasInexactNumber(JsonNode? node) => node switch
    {
        JsonObject o => o.Any(m => HasInexactNumber(m.Value)),
        JsonArray a => a.Any(HasInexactNumber),
        JsonValue v when v.GetValueKind() is JsonValueKind.Number => v.TryGetValue(out long number) && number is > MaxExactNumber or < -MaxExactNumber,
        _ => false,
    };

    private WriteResult Store(string partition, JsonObject stored, StoredDocument? current)
    {
        stored["_rid"] = current?.Json["_rid"]?.DeepClone() ?? ResourceIds.Document(Rid, ++_created);
        stored["_self"] = $"docs/{stored["_rid"]}/";
        stored["_etag"] = $"\"{Guid.NewGuid()}\"";
        stored["_attachments"] = "attachments/";
        stored["_ts"] = Now;
        _documents[(partition, IdOf(stored))] = new StoredDocument(stored, partition, ++LastLsn);
        return new WriteResult(current is null ? HttpStatusCode.Created : HttpStatusCode.OK, stored);
    }

    // Without a default on the container no document is ever forgotten, whatever its own "ttl" says.
    private bool IsForgotten(StoredDocument document) => DefaultTtl is { } byDefault
        && (document.Json["ttl"]?.GetValue<int>() ?? byDefault) is > 0 and var ttl
        && document.Json["_ts"]!.GetValue<long>() + ttl <= Now;
}
