using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn;

/// <summary>The change feed in its mode "latest version": each document once, at the place of its last change; what was deleted is not in it.</summary>
internal static class ChangeFeed
{
    public static Answer Handle(Container container, HttpRequestMessage request)
    {
        if (request.Header("A-IM") is null) throw new FormatException("The stand-in lists no documents without a query.");
        // The continuation is the ETag of the page before; "*" is from now on.
        var after = request.Header("If-None-Match")?.Trim('"') switch
        {
            null => 0,
            "*" => container.LastLsn,
            var etag => long.Parse(etag, CultureInfo.InvariantCulture),
        };
        var changes = container.Documents(request.Partition()).Where(d => d.Lsn > after).Take(request.PageSize() ?? int.MaxValue).ToList();
        var last = changes.Count > 0 ? changes[^1].Lsn : Math.Max(after, container.LastLsn);
        var documents = new JsonArray([.. changes.Select(WithLsn)]);
        var answer = changes.Count == 0
            ? Answer.Of(HttpStatusCode.NotModified, etag: $"\"{last}\"")
            : Answer.Of(
                HttpStatusCode.OK, new JsonObject { ["_rid"] = container.Rid, ["Documents"] = documents, ["_count"] = changes.Count }, $"\"{last}\"");
        answer.Headers["x-ms-item-count"] = $"{changes.Count}";
        return answer;
    }

    private static JsonObject WithLsn(StoredDocument document)
    {
        var json = document.Json.DeepClone().AsObject();
        json["_lsn"] = document.Lsn;
        return json;
    }
}
