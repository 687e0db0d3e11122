using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn.Sql;

/// <summary>The value of an expression: a JSON value (null included), or undefined.</summary>
internal readonly record struct SqlValue(bool Defined, JsonNode? Node)
{
    public static SqlValue Undefined => default;

    /// <summary>The order of <c>ORDER BY</c>: undefined, null, booleans, numbers, texts; of equal kind by value.</summary>
    public static readonly IComparer<SqlValue> Order = Comparer<SqlValue>.Create((a, b) =>
        Rank(a) != Rank(b) ? Rank(a).CompareTo(Rank(b)) : Compare(a, b) ?? 0);

    public static SqlValue Of(bool value) => new(true, JsonValue.Create(value));

    public bool IsTrue => Defined && Node?.GetValueKind() is JsonValueKind.True;

    /// <summary>Compares two values of one kind; null where they cannot be compared: then the condition is undefined, thus not met.</summary>
    public static int? Compare(SqlValue a, SqlValue b)
    {
        if (!a.Defined || !b.Defined) return null;
        if (Number(a.Node) is { } x && Number(b.Node) is { } y) return x.CompareTo(y);
        if (Text(a.Node) is { } s && Text(b.Node) is { } t) return string.CompareOrdinal(s, t);
        if (Rank(a) == Rank(b) && Rank(a) <= 3) return Kind(a).CompareTo(Kind(b));
        return null;
    }

    public static bool Equal(SqlValue a, SqlValue b) => Compare(a, b) is 0 || (Rank(a) >= 5 && Rank(a) == Rank(b) && JsonNode.DeepEquals(a.Node, b.Node));

    public static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;

    // As the service: every number is a double.
    public static double? Number(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static JsonValueKind Kind(SqlValue value) => value.Node?.GetValueKind() ?? JsonValueKind.Null;

    private static int Rank(SqlValue value) => !value.Defined ? 0 : Kind(value) switch
    {
        JsonValueKind.Null => 1,
        JsonValueKind.False => 2,
        JsonValueKind.True => 2,
        JsonValueKind.Number => 3,
        JsonValueKind.String => 4,
        JsonValueKind.Array => 5,
        _ => 6,
    };
}
