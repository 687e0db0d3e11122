namespace Hub.Functions.Http;

/// <summary>The words that a route knows in its query. A route without this mark knows none.</summary>
/// <param name="names">The words; case does not matter.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QueryWordsAttribute(params string[] names) : Attribute
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>True where other words are passed over: a probe or a browser adds some against caches, and nothing follows from them.</summary>
    public bool OthersPass { get; init; }
}
