using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn.Sql;

/// <summary>A query of the subset that the hub uses; README.md of this project lists it.</summary>
/// <param name="Top">At most so many results; null for all.</param>
/// <param name="Counts">True for <c>SELECT VALUE COUNT(1)</c>.</param>
/// <param name="Value">What <c>SELECT VALUE</c> gives; null for whole documents or members.</param>
/// <param name="Members">The members of each result, by name; empty for whole documents.</param>
/// <param name="Where">The condition; null for none.</param>
/// <param name="OrderBy">The keys by which results are sorted.</param>
internal sealed record SqlQuery(
    SqlExpression? Top, bool Counts, SqlExpression? Value, IReadOnlyList<(string Name, SqlExpression Value)> Members, SqlExpression? Where,
    IReadOnlyList<OrderKey> OrderBy)
{
    public static SqlQuery Parse(string sql) => new SqlParser(sql).Query();

    /// <summary>The results, in order.</summary>
    public List<JsonNode?> Run(IEnumerable<JsonObject> documents, JsonObject parameters)
    {
        var scopes = documents.Select(d => new Scope(d, parameters)).Where(s => Where is null || Where.IsTrue(s)).ToList();
        if (Counts) return [JsonValue.Create(scopes.Count)];
        if (OrderBy.Count > 0) scopes = Sorted(scopes);
        if (Top is not null) scopes = [.. scopes.Take((int)SqlValue.Number(Top.Evaluate(new Scope([], parameters)).Node)!)];
        var results = new List<JsonNode?>();
        foreach (var scope in scopes)
        {
            var (defined, node) = Result(scope);
            if (defined) results.Add(node?.DeepClone());
        }
        return results;
    }

    private List<Scope> Sorted(List<Scope> scopes)
    {
        IOrderedEnumerable<Scope>? sorted = null;
        foreach (var (path, descending) in OrderBy)
        {
            SqlValue Key(Scope s) => path.Evaluate(s);
            sorted = (sorted, descending) switch
            {
                (null, false) => scopes.OrderBy(Key, SqlValue.Order),
                (null, true) => scopes.OrderByDescending(Key, SqlValue.Order),
                (not null, false) => sorted.ThenBy(Key, SqlValue.Order),
                (not null, true) => sorted.ThenByDescending(Key, SqlValue.Order),
            };
        }
        return [.. sorted!];
    }

    private SqlValue Result(Scope scope)
    {
        if (Value is not null) return Value.Evaluate(scope);
        if (Members.Count == 0) return new SqlValue(true, scope.Document);
        var result = new JsonObject();
        foreach (var (name, expression) in Members)
            if (expression.Evaluate(scope) is { Defined: true } value) result[name] = value.Node?.DeepClone();
        return new SqlValue(true, result);
    }
}

/// <summary>A key of <c>ORDER BY</c>.</summary>
internal sealed record OrderKey(PathExpression Path, bool Descending);

/// <summary>What an expression is evaluated on.</summary>
internal sealed record Scope(JsonObject Document, JsonObject Parameters);
