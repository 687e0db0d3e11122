using System.Reflection;

namespace Hub.Functions.Http;

/// <summary>
/// The marks of the hub's functions, by the function's name: all that both runtimes tell a middleware. Looked up once, since that costs milliseconds.
/// </summary>
/// <param name="Words">The words of its query.</param>
/// <param name="Audited">What of it stands in the audit log; null for nothing.</param>
internal sealed record FunctionMarks(QueryWordsAttribute Words, AuditedAttribute? Audited)
{
    private static readonly QueryWordsAttribute NoWords = new();

    private static readonly Dictionary<string, FunctionMarks> All = Read();

    /// <summary>The marks of a function; null where it is none of the hub's.</summary>
    public static FunctionMarks? Of(FunctionDefinition function) => All.GetValueOrDefault(function.Name);

    private static Dictionary<string, FunctionMarks> Read()
    {
        var all = new Dictionary<string, FunctionMarks>();
        foreach (var type in typeof(FunctionMarks).Assembly.GetTypes())
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
                if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
                    all.Add(function.Name, new(method.GetCustomAttribute<QueryWordsAttribute>() ?? NoWords, method.GetCustomAttribute<AuditedAttribute>()));
        return all;
    }
}
