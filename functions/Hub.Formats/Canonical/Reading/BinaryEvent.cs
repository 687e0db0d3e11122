using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Application.Intake;
using Hub.Domain.Documents;

namespace Hub.Formats.Canonical.Reading;

/// <summary>
/// A CloudEvent in binary content mode (CloudEvents 1.0, HTTP protocol binding, section 3.1): its attributes are headers <c>ce-*</c> and its data is the body.
/// It is read and kept as the same event in structured mode, so that the same event is one message in both.
/// </summary>
public static class BinaryEvent
{
    /// <summary>Media type of the structured form.</summary>
    public const string StructuredType = "application/cloudevents+json";

    /// <summary>Headers of a submission whose event came in binary mode: its errors then name the sender's headers, and no members that it never wrote.</summary>
    public static readonly IReadOnlyDictionary<string, string> Marked = new Dictionary<string, string> { [ModeHeader] = "binary" };

    private const string Prefix = "ce-";

    // Not one of the request: no attribute is called so.
    private const string ModeHeader = "content-mode";

    /// <summary>True for the context of an event that came in binary mode.</summary>
    public static bool IsBinary(ReadContext context) => context.Header(ModeHeader) is not null;

    /// <summary>An error of the structured form, at the header that the attribute came in.</summary>
    public static ReadError AtHeader(ReadError error) =>
        error.Place.Length < 2 || error.Place[0] != '/' || error.Place.IndexOf('/', 1) > 0 || error.Place == "/data" ? error
        : error with { Place = error.Place == "/datacontenttype" ? "header Content-Type" : $"header {Prefix}{error.Place[1..]}" };

    /// <summary>True for a request in binary mode: it has attributes in its headers, and its body is not an event itself.</summary>
    public static bool IsOne(IEnumerable<string> headers, string? contentType) =>
        !(contentType ?? "").TrimStart().StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase)
        && headers.Any(h => h.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The event in structured form; null where the body is no JSON, which the reader then says of the body itself.</summary>
    /// <param name="headers">All headers of the request.</param>
    /// <param name="contentType">Media type of the data.</param>
    /// <param name="body">The data; empty where the event has none.</param>
    public static byte[]? Structured(IEnumerable<KeyValuePair<string, string>> headers, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..];
        if (!JsonUnicode.IsValid(body.Span)) return null;
        var buffer = new ArrayBufferWriter<byte>(body.Length + 1024);
        try
        {
            using var json = new Utf8JsonWriter(buffer, PayloadJson.Writing);
            json.WriteStartObject();
            foreach (var (header, value) in headers)
            {
                var name = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].ToLowerInvariant() : "";
                // The data's media type is the request's own header, whatever else says so.
                if (IsAttribute(name) && name != "datacontenttype") json.WriteString(name, Value(value));
            }
            // JSON is what an event without this attribute holds: so written, the same event is one message in both modes.
            if (contentType is { Length: > 0 } && !IsJson(contentType)) json.WriteString("datacontenttype", contentType);
            if (!body.IsEmpty)
            {
                json.WritePropertyName("data");
                json.WriteRawValue(body.Span);
            }
            json.WriteEndObject();
        }
        catch (JsonException)
        {
            return null;
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>True for the media type of JSON, whatever its parameters.</summary>
    public static bool IsJson(string? contentType) =>
        contentType is not null && contentType.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool IsAttribute(string name) => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit);

    // Section 3.1.3.2: characters outside visible ASCII are percent-encoded UTF-8; a value may be a quoted string.
    private static string Value(string header)
    {
        var text = header.Trim();
        if (text is ['"', .., '"'])
        {
            var unquoted = new StringBuilder(text.Length);
            for (var i = 1; i < text.Length - 1; i++) unquoted.Append(text[i] == '\\' && i < text.Length - 2 ? text[++i] : text[i]);
            text = unquoted.ToString();
        }
        return Uri.UnescapeDataString(text);
    }
}
