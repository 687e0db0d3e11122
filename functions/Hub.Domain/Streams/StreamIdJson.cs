using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.Streams;

/// <summary>A stream's key in JSON: the string of its text form.</summary>
public sealed class StreamIdJson : JsonConverter<StreamId>
{
    /// <inheritdoc/>
    public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StreamId.TryParse(reader.GetString(), out var stream) ? stream : throw new JsonException("A stream's key is <UUID> or <kind>-<UUID>.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
