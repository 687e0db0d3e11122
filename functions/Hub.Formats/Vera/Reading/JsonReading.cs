using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Documents;

namespace Hub.Formats.Vera.Reading;

/// <summary>Parses what a partner sent, with the rules that all JSON of the hub keeps.</summary>
internal static class JsonReading
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Limits.NestingDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = Limits.NestingDepth };

    /// <summary>The document, or null where an error was noted. Never throws; the caller disposes it.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, ReadErrors errors)
    {
        var bytes = body.Span;
        if (bytes.StartsWith("\uFEFF"u8)) body = body[3..];
        bytes = body.Span;
        if (!JsonUnicode.IsValid(bytes))
        {
            errors.Add(Place.Root, "een JSON-document in UTF-8, zonder halve tekens");
            return null;
        }
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            if (Repeated(body) is { } place) errors.Add(place, "elk lid eenmaal");
            else errors.Add(Place.Root, $"een welgevormd JSON-document van ten hoogste {Limits.NestingDepth} niveaus; het gaat mis bij {Where(e)}");
            return null;
        }
        if (document.RootElement.ValueKind is JsonValueKind.Object) return document;
        document.Dispose();
        errors.Add(Place.Root, "één JSON-object");
        return null;
    }

    private static string Where(JsonException e) => $"regel {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";

    /// <summary>The first member that an object has twice, or null where the document is broken otherwise.</summary>
    private static Place? Repeated(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Lenient);
            return Repeated(document.RootElement, Place.Root);
        }
        catch (JsonException)
        {
            return null; // Broken, not repeated: the caller reports it.
        }
    }

    private static Place? Repeated(JsonElement element, Place place)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                var here = place.Member(member.Name);
                if (!seen.Add(member.Name)) return here;
                if (Repeated(member.Value, here) is { } found) return found;
            }
        }
        else if (element.ValueKind is JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
                if (Repeated(item, place.Item(index++)) is { } found) return found;
        }
        return null;
    }
}
