using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn.Sql;

/// <summary>An expression of a query.</summary>
internal abstract record SqlExpression
{
    public abstract SqlValue Evaluate(Scope scope);

    /// <summary>The expressions of which it is made.</summary>
    public virtual IEnumerable<SqlExpression> Parts => [];

    public bool IsTrue(Scope scope) => Evaluate(scope).IsTrue;

    /// <summary>The paths that it reads.</summary>
    public IEnumerable<PathExpression> Paths() => this is PathExpression path ? [path] : Parts.SelectMany(p => p.Paths());
}

internal sealed record LiteralExpression(JsonNode? Value) : SqlExpression
{
    public override SqlValue Evaluate(Scope scope) => new(true, Value);
}

internal sealed record ParameterExpression(string Name) : SqlExpression
{
    public override SqlValue Evaluate(Scope scope) =>
        scope.Parameters.TryGetPropertyValue(Name, out var value) ? new SqlValue(true, value) : throw new FormatException($"The parameter {Name} has no value.");
}

/// <summary><c>c.member.member</c>; the alias alone is the whole document.</summary>
internal sealed record PathExpression(IReadOnlyList<string> Members) : SqlExpression
{
    /// <summary>The path as an indexing policy writes it, without its ending.</summary>
    public string IndexPath => "/" + string.Join('/', Members);

    public override SqlValue Evaluate(Scope scope)
    {
        JsonNode? node = scope.Document;
        foreach (var member in Members)
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(member, out node)) return SqlValue.Undefined;
        return new SqlValue(true, node);
    }
}

internal sealed record LogicalExpression(bool IsAnd, SqlExpression Left, SqlExpression Right) : SqlExpression
{
    public override IEnumerable<SqlExpression> Parts => [Left, Right];

    public override SqlValue Evaluate(Scope scope) => SqlValue.Of(IsAnd ? Left.IsTrue(scope) && Right.IsTrue(scope) : Left.IsTrue(scope) || Right.IsTrue(scope));
}

internal sealed record NotExpression(SqlExpression Inner) : SqlExpression
{
    public override IEnumerable<SqlExpression> Parts => [Inner];

    // Of undefined the negation is undefined too.
    public override SqlValue Evaluate(Scope scope) => Inner.Evaluate(scope) is { Defined: true } value ? SqlValue.Of(!value.IsTrue) : SqlValue.Undefined;
}

internal sealed record ComparisonExpression(string Operator, SqlExpression Left, SqlExpression Right) : SqlExpression
{
    public override IEnumerable<SqlExpression> Parts => [Left, Right];

    public override SqlValue Evaluate(Scope scope)
    {
        var (a, b) = (Left.Evaluate(scope), Right.Evaluate(scope));
        if (!a.Defined || !b.Defined) return SqlValue.Undefined;
        if (Operator is "=") return SqlValue.Of(SqlValue.Equal(a, b));
        if (Operator is "!=" or "<>") return SqlValue.Of(!SqlValue.Equal(a, b));
        return SqlValue.Compare(a, b) is not { } order ? SqlValue.Undefined : SqlValue.Of(Operator switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }
}

internal sealed record FunctionExpression(string Name, IReadOnlyList<SqlExpression> Arguments) : SqlExpression
{
    public override IEnumerable<SqlExpression> Parts => Arguments;

    public override SqlValue Evaluate(Scope scope)
    {
        var values = Arguments.Select(a => a.Evaluate(scope)).ToList();
        return Name switch
        {
            "IS_DEFINED" => SqlValue.Of(values[0].Defined),
            "ARRAY_CONTAINS" => values[0].Node is JsonArray array
                ? SqlValue.Of(array.Any(x => SqlValue.Equal(new SqlValue(true, x), values[1])))
                : SqlValue.Undefined,
            "STARTSWITH" => Texts(values, static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            "CONTAINS" => Texts(values, static (text, part) => text.Contains(part, StringComparison.Ordinal)),
            _ => throw new FormatException($"'{Name}' is no function of the stand-in."),
        };
    }

    private static SqlValue Texts(List<SqlValue> values, Func<string, string, bool> test) =>
        SqlValue.Text(values[0].Node) is { } text && SqlValue.Text(values[1].Node) is { } part ? SqlValue.Of(test(text, part)) : SqlValue.Undefined;
}
