using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Application.Reading;

/// <summary>The JSON in which views keep a standing. Views are made anew from the log, so it may change freely.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OrderStanding))]
public sealed partial class StandingJson : JsonSerializerContext
{
    /// <summary>A standing as UTF-8 JSON; null for nothing.</summary>
    public static byte[]? Write(OrderStanding standing) =>
        standing is { Deadlines: null, Awaits: null, Holds.Count: 0 } ? null : JsonSerializer.SerializeToUtf8Bytes(standing, Default.OrderStanding);

    /// <summary>The standing that <see cref="Write"/> wrote.</summary>
    public static OrderStanding Read(ReadOnlySpan<byte> json) =>
        json.IsEmpty ? Hub.Application.Reading.OrderStanding.Nothing : JsonSerializer.Deserialize(json, Default.OrderStanding) ?? Hub.Application.Reading.OrderStanding.Nothing;
}
