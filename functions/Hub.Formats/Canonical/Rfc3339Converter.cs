using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Calendar;

namespace Hub.Formats.Canonical;

/// <summary>Reads moments as RFC 3339 has them, lower case and leap seconds too, and writes them as the serializer does.</summary>
internal sealed class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Rfc3339.TryRead(reader.GetString(), out var moment) ? moment : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
