using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The JSON in which events and refusals are stored. It is read for ever: members are added, never renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(ResidentContact))]
[JsonSerializable(typeof(ErpKeys))]
public sealed partial class OrderEventJson : JsonSerializerContext
{
    /// <summary>An event as UTF-8 JSON, its name in the member <c>type</c>.</summary>
    public static byte[] Write(OrderEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, Default.OrderEvent);

    /// <summary>The event that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a stored event.</exception>
    public static OrderEvent Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Default.OrderEvent) ?? throw new JsonException("A stored event is null.");
}
