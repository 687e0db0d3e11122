using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Application.Deliveries;

/// <summary>
/// The message of a delivery as it was first written. It is kept until the delivery is done, so that every attempt sends the same bytes under the
/// delivery's id, whatever became of names and settings meanwhile.
/// </summary>
/// <param name="Message">The message.</param>
/// <param name="WrittenFor">The settings that decided how it was written; where they are others now, it is written anew.</param>
/// <param name="NamesPerson">True where it holds a resident's contact: personal data.</param>
public sealed record KeptMessage(OutboundMessage Message, string WrittenFor, bool NamesPerson)
{
    /// <summary>The stored form, UTF-8 JSON. What was once written is readable for ever.</summary>
    public byte[] ToJson() =>
        JsonSerializer.SerializeToUtf8Bytes(new KeptMessageDocument(WrittenFor, NamesPerson, Of(Message)), KeptMessageJson.Default.KeptMessageDocument);

    /// <summary>Reads <see cref="ToJson"/>'s form.</summary>
    /// <exception cref="JsonException">It is of another form.</exception>
    public static KeptMessage Parse(ReadOnlySpan<byte> json)
    {
        var document = JsonSerializer.Deserialize(json, KeptMessageJson.Default.KeptMessageDocument) ?? throw new JsonException("A kept message is an object.");
        return new KeptMessage(MessageOf(document.Message), document.WrittenFor, document.NamesPerson);
    }

    private static OutboundDocument Of(OutboundMessage m) =>
        new(m.ContentType, m.Body.ToArray(), m.Method, m.Path, m.Headers, m.Instead is { } instead ? Of(instead) : null);

    private static OutboundMessage MessageOf(OutboundDocument d) => new()
    {
        ContentType = d.ContentType, Body = d.Body, Method = d.Method, Path = d.Path, Headers = d.Headers,
        Instead = d.Instead is { } instead ? MessageOf(instead) : null,
    };
}

internal sealed record KeptMessageDocument(string WrittenFor, bool NamesPerson, OutboundDocument Message);

internal sealed record OutboundDocument(
    string ContentType, byte[] Body, string Method, string? Path, IReadOnlyDictionary<string, string> Headers, OutboundDocument? Instead);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptMessageDocument))]
internal sealed partial class KeptMessageJson : JsonSerializerContext;
