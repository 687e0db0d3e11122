using System.Net;
using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn;

/// <summary>Answers requests by their path: account, databases, containers, documents.</summary>
internal static class Routes
{
    public static string[] Segments(HttpRequestMessage request) =>
        [.. request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    public static bool IsQuery(HttpRequestMessage request) =>
        request.Is("x-ms-documentdb-isquery") || request.Content?.Headers.ContentType?.MediaType is "application/query+json";

    /// <exception cref="FormatException">The request asks for what the stand-in does not do; the message says what.</exception>
    public static Answer Handle(Account account, HttpRequestMessage request, byte[] body) => Segments(request) switch
    {
        [] => Answer.Of(HttpStatusCode.OK, account.Description(request.RequestUri!.GetLeftPart(UriPartial.Authority) + "/")),
        ["dbs"] when request.Method == HttpMethod.Post => Made(account.Add(Json(body)["id"]!.GetValue<string>())?.Description()),
        ["dbs", var database, .. var rest] => account.Find(database) is { } found ? InDatabase(found, rest, request, body) : Missing("database"),
        _ => throw NotDone(request),
    };

    private static Answer InDatabase(Database database, string[] rest, HttpRequestMessage request, byte[] body) => rest switch
    {
        [] => Found(database.Description()),
        ["colls"] when request.Method == HttpMethod.Post => Made(database.Add(Json(body))?.Description()),
        // 1003: the client may have an earlier container of this name in its cache.
        ["colls", var container, .. var inContainer] =>
            database.Find(container) is { } found ? InContainer(found, inContainer, request, body) : Missing("container", 1003),
        _ => throw NotDone(request),
    };

    private static Answer InContainer(Container container, string[] rest, HttpRequestMessage request, byte[] body) => rest switch
    {
        [] => Found(container.Description()),
        ["pkranges"] => PartitionKeyRanges(container, request),
        ["docs"] when request.Is("x-ms-cosmos-is-batch-request") => Batch.Handle(container, request, body),
        ["docs"] when request.Is("x-ms-cosmos-is-query-plan-request") => Found(Queries.Plan()),
        ["docs"] when IsQuery(request) => Queries.Handle(container, request, Json(body)),
        ["docs"] when request.Method == HttpMethod.Get => ChangeFeed.Handle(container, request),
        ["docs"] => Written(request, request.Is("x-ms-documentdb-is-upsert")
            ? container.Upsert(request.Partition(), DocumentBody.Parse(body), request.Header("If-Match"))
            : container.Create(request.Partition(), DocumentBody.Parse(body))),
        ["docs", var id] => Document(container, id, request, body),
        _ => throw NotDone(request),
    };

    private static Answer Document(Container container, string id, HttpRequestMessage request, byte[] body) => request.Method.Method switch
    {
        "GET" => container.Find(request.Partition(), id) is { } found
            ? Answer.Of(HttpStatusCode.OK, found.Json, found.ETag)
            : Missing("document"),
        "PUT" => Written(request, container.Replace(request.Partition(), id, DocumentBody.Parse(body), request.Header("If-Match"))),
        "DELETE" => Written(request, container.Delete(request.Partition(), id, request.Header("If-Match"))),
        _ => throw NotDone(request),
    };

    // One range: the account has one physical partition.
    private static Answer PartitionKeyRanges(Container container, HttpRequestMessage request)
    {
        if (request.Header("If-None-Match") is not null) return Answer.Of(HttpStatusCode.NotModified, etag: "\"1\"");
        var range = new JsonObject
        {
            ["_rid"] = container.Rid, ["id"] = "0", ["_etag"] = "\"0\"", ["minInclusive"] = "", ["maxExclusive"] = "FF", ["ridPrefix"] = 0,
            ["throughputFraction"] = 1, ["status"] = "online", ["parents"] = new JsonArray(), ["_ts"] = 1, ["lsn"] = 1,
        };
        var ranges = new JsonObject { ["_rid"] = container.Rid, ["PartitionKeyRanges"] = new JsonArray(range), ["_count"] = 1 };
        return Answer.Of(HttpStatusCode.OK, ranges, "\"1\"");
    }

    private static Answer Written(HttpRequestMessage request, WriteResult result) => result.IsError
        ? Answer.Error(result.Status, result.Error!)
        : Answer.Of(result.Status, request.Header("Prefer") is "return=minimal" ? null : result.Json, result.Json?["_etag"]!.GetValue<string>());

    private static Answer Found(JsonObject description) => Answer.Of(HttpStatusCode.OK, description, "\"0\"");

    private static Answer Made(JsonObject? description) => description is null
        ? Answer.Error(HttpStatusCode.Conflict, "It is there already.")
        : Answer.Of(HttpStatusCode.Created, description, "\"0\"");

    private static Answer Missing(string what, int subStatus = 0) =>
        Answer.Error(HttpStatusCode.NotFound, $"The {what} does not exist.", subStatus);

    private static JsonObject Json(byte[] body) => JsonNode.Parse(body)!.AsObject();

    private static FormatException NotDone(HttpRequestMessage request) => new($"The stand-in does not do {request.Method} {request.RequestUri}.");
}
