using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Formats.Vera.Reading;

/// <summary>Parses what a partner sent, with the rules that every JSON face of the hub keeps.</summary>
internal static class JsonReading
{
    /// <summary>How deep a document may nest.</summary>
    public const int Depth = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Depth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = Depth };

    /// <summary>The document, or null where a fault was noted. Never throws; the caller disposes it.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, ReadErrors faults)
    {
        var bytes = body.Span;
        if (bytes.StartsWith("\uFEFF"u8)) body = body[3..];
        bytes = body.Span;
        if (!Utf8.IsValid(bytes) || !SurrogatesPair(bytes))
        {
            faults.Add(Place.Root, "a JSON document in UTF-8, without broken characters");
            return null;
        }
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            if (Repeated(body) is { } place) faults.Add(place, "each member once");
            else faults.Add(Place.Root, $"a well-formed JSON document of at most {Depth} levels; it goes wrong at {Where(e)}");
            return null;
        }
        if (document.RootElement.ValueKind is JsonValueKind.Object) return document;
        document.Dispose();
        faults.Add(Place.Root, "one JSON object");
        return null;
    }

    private static string Where(JsonException e) => $"line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";

    /// <summary>
    /// False where an escape names half a character (a lone surrogate): JSON allows it, text cannot hold it, and the
    /// document's own accessors would throw on it later.
    /// </summary>
    private static bool SurrogatesPair(ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf((byte)'\\') is var at and >= 0)
        {
            rest = rest[at..];
            if (Escape(rest) is not { } unit)
            {
                rest = rest[Math.Min(2, rest.Length)..];
                continue;
            }
            if (char.IsLowSurrogate(unit)) return false;
            rest = rest[6..];
            if (!char.IsHighSurrogate(unit)) continue;
            if (Escape(rest) is not { } second || !char.IsLowSurrogate(second)) return false;
            rest = rest[6..];
        }
        return true;
    }

    private static char? Escape(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u') return null;
        // No text is made of it: some systems escape every plus of a picture's base64, half a million in one message.
        return Utf8Parser.TryParse(text[2..6], out ushort unit, out var read, 'x') && read == 4 ? (char)unit : null;
    }

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
            return null; // Broken, not repeated: the caller says so.
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
