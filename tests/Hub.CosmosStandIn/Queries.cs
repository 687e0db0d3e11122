using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hub.CosmosStandIn.Sql;

namespace Hub.CosmosStandIn;

/// <summary>Queries, in pages.</summary>
internal static class Queries
{
    private const int DefaultPage = 100;

    /// <summary>The plan of any query: the one partition answers it whole, and the client has nothing to merge.</summary>
    public static JsonObject Plan() => new()
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject
        {
            ["distinctType"] = "None", ["orderBy"] = new JsonArray(), ["orderByExpressions"] = new JsonArray(), ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(), ["aggregates"] = new JsonArray(), ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = "", ["hasSelectValue"] = false, ["hasNonStreamingOrderBy"] = false,
        },
        ["queryRanges"] = new JsonArray(new JsonObject { ["min"] = "", ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false }),
    };

    /// <exception cref="FormatException">The query is not of the subset, or needs an index that is not there.</exception>
    public static Answer Handle(Container container, HttpRequestMessage request, JsonObject body)
    {
        var query = SqlQuery.Parse(body["query"]!.GetValue<string>());
        container.Index.Check(query);
        var parameters = new JsonObject();
        foreach (var parameter in body["parameters"]?.AsArray() ?? [])
            parameters[parameter!["name"]!.GetValue<string>()] = parameter["value"]?.DeepClone();

        var all = query.Run(container.Documents(request.Partition()).Select(d => d.Json), parameters);
        // The continuation is "<rid>#<number of results before>".
        var skip = request.Header("x-ms-continuation") is { Length: > 0 } token ? int.Parse(token.AsSpan(token.LastIndexOf('#') + 1), CultureInfo.InvariantCulture) : 0;
        var page = all.Skip(skip).Take(request.PageSize() ?? DefaultPage).ToList();
        var answer = Answer.Of(
            HttpStatusCode.OK, new JsonObject { ["_rid"] = container.Rid, ["Documents"] = new JsonArray([.. page]), ["_count"] = page.Count });
        answer.Headers["x-ms-item-count"] = $"{page.Count}";
        if (skip + page.Count < all.Count) answer.Headers["x-ms-continuation"] = $"{container.Rid}#{skip + page.Count}";
        return answer;
    }
}
