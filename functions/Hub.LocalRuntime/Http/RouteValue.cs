using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Hub.LocalRuntime;

/// <summary>Route values as parameters of a function.</summary>
internal static class RouteValue
{
    // A route that constrains its value ({id:guid}) never gets to the refusal.
    private static readonly Dictionary<Type, Func<string, string?, object?>> Parsers = new()
    {
        [typeof(string)] = static (_, text) => text,
        [typeof(Guid)] = static (name, text) => Guid.TryParse(text, out var id) ? id : throw Refusal(name, "a UUID"),
        [typeof(int)] = static (name, text) =>
            int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal(name, "a whole number"),
        [typeof(long)] = static (name, text) =>
            long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal(name, "a whole number"),
    };

    /// <summary>What turns the text in the path into a value of <paramref name="type"/>; null when that type is not known.</summary>
    public static Func<string, string?, object?>? ParserOf(Type type) => Parsers.GetValueOrDefault(type);

    private static BadHttpRequestException Refusal(string name, string expected) =>
        new($"The path's {name} is not {expected}.", StatusCodes.Status400BadRequest);
}
