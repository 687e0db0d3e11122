using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;

namespace Hub.Formats.Canonical.Reading;

/// <summary>Parses the bytes of a JSON message strictly and, where that fails, reports the place and what was expected.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Limits.NestingDepth, AllowDuplicateProperties = false };

    /// <summary>
    /// Parses a body. After success every string and every member name of the document can be read without an exception.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out ReadError? error)
    {
        document = null;
        error = null;
        if (body.Span.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(body.Span))
        {
            error = new ReadError("", "The message must be JSON in UTF-8.");
            return false;
        }
        // An escaped half of a surrogate pair passes the parser and fails only where its string is read.
        if (!JsonUnicode.HasPairedSurrogates(body.Span)) error = FindError(body.Span);
        if (error is not null) return false;
        try
        {
            document = JsonDocument.Parse(body, Strict);
            return true;
        }
        catch (JsonException)
        {
            error = FindError(body.Span) ?? new ReadError("", "The message must be one well-formed JSON document (RFC 8259).");
            return false;
        }
    }

    /// <summary>Walks the text a second time, which the good message is spared, to find the place of the first error.</summary>
    private static ReadError? FindError(ReadOnlySpan<byte> text)
    {
        var path = new Stack<Level>();
        try
        {
            // One level more than allowed, so that the limit is found here and not by the reader.
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Limits.NestingDepth + 1 });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        if (reader.CurrentDepth >= Limits.NestingDepth)
                            return new ReadError(Pointer(path), $"JSON may be nested {Limits.NestingDepth} levels deep at most.");
                        Next(path);
                        path.Push(new Level(reader.TokenType is JsonTokenType.StartObject));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        path.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        var level = path.Peek();
                        level.Name = reader.GetString()!;
                        if (!level.Seen.Add(level.Name)) return new ReadError(Pointer(path), "A member may occur only once in an object.");
                        break;
                    case JsonTokenType.String:
                        Next(path);
                        _ = reader.GetString();
                        break;
                    default:
                        Next(path);
                        break;
                }
            }
            return null;
        }
        catch (JsonException)
        {
            return new ReadError(Pointer(path), "The message must be one well-formed JSON document (RFC 8259); it is not from about here on.");
        }
        catch (InvalidOperationException)
        {
            return new ReadError(Pointer(path), "Text must be valid Unicode; an escaped surrogate must be one of a pair.");
        }
    }

    private static void Next(Stack<Level> path)
    {
        if (path.TryPeek(out var level) && !level.IsObject) level.Index++;
    }

    private static string Pointer(Stack<Level> path)
    {
        var pointer = new StringBuilder();
        foreach (var level in path.Reverse())
        {
            if (level.IsObject && level.Name is not null) pointer.Append('/').Append(Escape(level.Name));
            else if (!level.IsObject && level.Index >= 0) pointer.Append('/').Append(level.Index);
        }
        return pointer.ToString();
    }

    // A name that is not one of the language's may hold anything: it is shown short and without control characters.
    private static string Escape(string name) => string.Concat(name.Where(c => !char.IsControl(c)).Take(50))
        .Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private sealed class Level(bool isObject)
    {
        public bool IsObject { get; } = isObject;

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public string? Name { get; set; }

        public int Index { get; set; } = -1;
    }
}
