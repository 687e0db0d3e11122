using System.Text.Json;
using Hub.Functions.Endpoints;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The OpenAPI document as it is built into the program, and ways to walk it.</summary>
internal static class Description
{
    public static readonly JsonElement Root = Load();

    /// <summary>Every operation as (method in lower case, path, operation).</summary>
    public static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name, path.Name, operation.Value);

    public static JsonElement Schema(string name) => Root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>The value that a <c>$ref</c> leads to, or the value itself where it is none.</summary>
    /// <exception cref="KeyNotFoundException">It leads nowhere.</exception>
    public static JsonElement Follow(JsonElement value)
    {
        while (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("$ref", out var reference))
        {
            value = Root;
            foreach (var step in reference.GetString()!.Split('/').Skip(1))
                value = value.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }
        return value;
    }

    /// <summary>The value and all within it, with their places.</summary>
    public static IEnumerable<(string Place, JsonElement Value)> Within(JsonElement value, string place = "")
    {
        yield return (place, value);
        var inner = value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(m => (m.Name, m.Value)),
            JsonValueKind.Array => value.EnumerateArray().Select((item, index) => ($"{index}", item)),
            _ => [],
        };
        foreach (var (name, child) in inner)
            foreach (var found in Within(child, $"{place}/{name}")) yield return found;
    }

    /// <summary>Every example of the document with the schema that stands beside it: of bodies, answers, parameters and schemas.</summary>
    public static IEnumerable<(string Place, JsonElement Schema, JsonElement Example)> Examples()
    {
        foreach (var (place, holder) in Within(Root))
        {
            // What an example holds may itself look like a part of the document.
            if (holder.ValueKind is not JsonValueKind.Object || place.Contains("/example", StringComparison.Ordinal)) continue;
            // A member may be called so.
            if (place.EndsWith("/properties", StringComparison.Ordinal)) continue;
            var ofSchema = place.StartsWith("/components/schemas/", StringComparison.Ordinal);
            if (!holder.TryGetProperty("schema", out var schema))
            {
                if (!ofSchema) continue;
                schema = holder;
            }
            // An XML document stands in the example as text, and its schema says what its elements are.
            if (Follow(schema).TryGetProperty("xml", out _)) continue;
            if (holder.TryGetProperty("example", out var example)) yield return ($"{place}/example", schema, example);
            if (!holder.TryGetProperty("examples", out var examples)) continue;
            if (examples.ValueKind is JsonValueKind.Array)
                foreach (var item in examples.EnumerateArray()) yield return ($"{place}/examples", schema, item);
            else
                foreach (var named in examples.EnumerateObject())
                    yield return ($"{place}/examples/{named.Name}", schema, Follow(named.Value).GetProperty("value"));
        }
    }

    private static JsonElement Load()
    {
        using var stream = typeof(DocsEndpoints).Assembly.GetManifestResourceStream("Hub.Functions.openapi.json")
            ?? throw new InvalidOperationException("openapi.json is not in the build.");
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
