using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Reads the query of a list route, and collects what is wrong with it.</summary>
internal sealed class QueryParameters(HttpRequest request)
{
    private readonly List<FaultPlace> _faults = [];

    /// <summary>The answer that names every fault; null where there is none.</summary>
    public IResult? Refusal => _faults.Count == 0
        ? null
        : ErrorFormat.Problem.Answer(request, new Fault(400, "query", "The query is wrong") { Places = _faults });

    /// <summary>Notes every member that is none of these: a misspelt one must not pass for one that was not given.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var name in request.Query.Keys)
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase)) Wrong<object?>(name, $"Not known here; known are {string.Join(", ", names)}.", null);
    }

    /// <summary>A member's text, or null where it is absent or empty.</summary>
    public string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A member of an enumeration, in any case; null where it is absent.</summary>
    public T? Choice<T>(string name) where T : struct, Enum =>
        Text(name) is not { } text ? null
        : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true)
        : Wrong<T?>(name, $"One of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.", null);

    /// <summary>A member that is one of the words of a table; null where it is absent.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct =>
        Text(name) is not { } text ? null
        : words.TryGetValue(text, out var value) ? value
        : Wrong<T?>(name, $"One of {string.Join(", ", words.Keys)}.", null);

    /// <summary><c>limit</c>: how many rows, 1 to <paramref name="most"/>.</summary>
    public int Limit(int otherwise, int most) => Whole("limit", 1, most) ?? otherwise;

    /// <summary>A whole number; null where it is absent.</summary>
    public int? Whole(string name, int least, int most) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Wrong<int?>(name, most == int.MaxValue ? $"A whole number from {least}." : $"A whole number from {least} to {most}.", null);

    /// <summary>Notes a fault and goes on with another value.</summary>
    public T Wrong<T>(string name, string expected, T otherwise)
    {
        _faults.Add(new FaultPlace(expected, $"?{name}"));
        return otherwise;
    }
}
