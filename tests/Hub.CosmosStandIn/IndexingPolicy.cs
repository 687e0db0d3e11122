using System.Text.Json.Nodes;
using Hub.CosmosStandIn.Sql;

namespace Hub.CosmosStandIn;

/// <summary>
/// Which paths a container indexes. Stricter than the service, which would scan: a query that filters by a path without an index is refused, so that no
/// test passes on what would cost much on the day that there are many documents.
/// </summary>
internal sealed class IndexingPolicy
{
    private readonly List<string> _included;
    private readonly List<string> _excluded;
    private readonly List<(string Path, bool Descending)[]> _composites;

    public IndexingPolicy(JsonObject? policy)
    {
        _included = Paths(policy?["includedPaths"]);
        _excluded = Paths(policy?["excludedPaths"]);
        if (policy is null) _included.Add("/*");
        _composites = [.. (policy?["compositeIndexes"] as JsonArray ?? []).Select(c => c!.AsArray()
            .Select(p => (p!["path"]!.GetValue<string>(), p["order"]?.GetValue<string>() is "descending")).ToArray())];
    }

    /// <exception cref="FormatException">The query needs an index that is not there.</exception>
    public void Check(SqlQuery query)
    {
        foreach (var path in query.Where?.Paths() ?? [])
            if (!IsIndexed(path.IndexPath)) throw new FormatException($"The query filters by {path.IndexPath}, which the container does not index.");
        if (query.OrderBy is [var only] && !IsIndexed(only.Path.IndexPath))
            throw new FormatException($"The order-by item {only.Path.IndexPath} is excluded from the index of the container.");
        if (query.OrderBy.Count > 1 && !_composites.Any(c => Serves(c, query.OrderBy)))
            throw new FormatException("The order by query does not have a corresponding composite index that it can be served from.");
    }

    // A composite index also serves the order that is the other way round in every key.
    private static bool Serves((string Path, bool Descending)[] index, IReadOnlyList<OrderKey> keys) =>
        index.Select(p => p.Path).SequenceEqual(keys.Select(k => k.Path.IndexPath))
        && index.Zip(keys, (p, k) => p.Descending == k.Descending).Distinct().Count() == 1;

    // The service always indexes "id" and "_ts". Of two paths that both cover it the longer one decides.
    private bool IsIndexed(string path) =>
        path is "/id" or "/_ts" || Longest(_included, path) > Longest(_excluded, path);

    private static int Longest(List<string> policy, string path) => policy.Where(p => Covers(p, path)).Select(p => p.Length).DefaultIfEmpty(-1).Max();

    // What an array holds is indexed as "/name/[]/?", and asked of "/name".
    private static bool Covers(string policy, string path) => policy.EndsWith("/?", StringComparison.Ordinal)
        ? path == policy[..^2].Replace("/[]", "", StringComparison.Ordinal)
        : policy is "/*" || path == policy[..^2] || path.StartsWith(policy[..^1], StringComparison.Ordinal);

    private static List<string> Paths(JsonNode? paths) => [.. (paths as JsonArray ?? []).Select(p => p!["path"]!.GetValue<string>().Replace("\"", "", StringComparison.Ordinal))];
}
