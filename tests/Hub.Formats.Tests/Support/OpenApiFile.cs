using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Formats.Tests.Support;

/// <summary>openapi.json in the source, with its schemas; what is put into it changes nothing else of its text.</summary>
internal sealed class OpenApiFile
{
    private const int Width = 160;
    private const int Indent = 6;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private byte[] _text;

    public OpenApiFile([CallerFilePath] string from = "")
    {
        _path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, "..", "..", "..", "..", "functions", "Hub.Functions", "openapi.json"));
        _text = File.ReadAllBytes(_path);
    }

    /// <summary>The schema of a component, or null.</summary>
    public JsonObject? Schema(string name) => Find(name) is var (from, until) ? JsonNode.Parse(_text.AsSpan(from..until))!.AsObject() : null;

    /// <summary>Puts a schema in the place of the one of its name, or after the last.</summary>
    public void Put(string name, JsonObject schema)
    {
        var text = Text(schema, Indent);
        if (Find(name) is var (from, until))
        {
            _text = [.. _text[..from], .. Encoding.UTF8.GetBytes(text), .. _text[until..]];
            return;
        }
        var end = LastSchemaEnd();
        _text = [.. _text[..end], .. Encoding.UTF8.GetBytes($",\n{new string(' ', Indent)}{Quoted(name)}: {text}"), .. _text[end..]];
    }

    /// <summary>Writes the file.</summary>
    public void Save() => File.WriteAllBytes(_path, _text);

    private (int From, int Until)? Find(string name)
    {
        var reader = AtSchemas();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found) return (from, (int)reader.BytesConsumed);
        }
        return null;
    }

    private int LastSchemaEnd()
    {
        var reader = AtSchemas();
        var end = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            reader.Read();
            reader.Skip();
            end = (int)reader.BytesConsumed;
        }
        return end;
    }

    // On the opening brace of components/schemas.
    private Utf8JsonReader AtSchemas()
    {
        var reader = new Utf8JsonReader(_text);
        reader.Read();
        foreach (var step in (string[])["components", "schemas"])
        {
            while (reader.Read() && !reader.ValueTextEquals(step))
            {
                reader.Read();
                reader.Skip();
            }
            reader.Read();
        }
        return reader;
    }

    private static string Text(JsonNode? node, int indent)
    {
        var inline = Inline(node);
        if (node is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }) || (Depth(node) <= 2 && indent + inline.Length < Width - 20)) return inline;
        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        var items = node is JsonObject members
            ? members.Select(m => $"{Quoted(m.Key)}: {Text(m.Value, indent + 2)}")
            : node.AsArray().Select(item => Text(item, indent + 2));
        var pad = new string(' ', indent + 2);
        return $"{open}\n{string.Join(",\n", items.Select(i => pad + i))}\n{new string(' ', indent)}{close}";
    }

    private static string Inline(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members => $"{{ {string.Join(", ", members.Select(m => $"{Quoted(m.Key)}: {Inline(m.Value)}"))} }}",
        JsonArray items => $"[{string.Join(", ", items.Select(Inline))}]",
        null => "null",
        _ => node.ToJsonString(Plain),
    };

    private static int Depth(JsonNode? node) => node switch
    {
        JsonObject members => 1 + members.Select(m => Depth(m.Value)).DefaultIfEmpty().Max(),
        JsonArray items => items.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static string Quoted(string name) => JsonSerializer.Serialize(name, Plain);
}
