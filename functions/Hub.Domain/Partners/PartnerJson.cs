using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Domain.Partners;

/// <summary>The JSON in which partners are stored. Whoever stores them takes their secrets out first.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Partner))]
public sealed partial class PartnerJson : JsonSerializerContext
{
    /// <summary>A partner as UTF-8 JSON.</summary>
    public static byte[] Write(Partner partner) => JsonSerializer.SerializeToUtf8Bytes(partner, Default.Partner);

    /// <summary>The partner that <see cref="Write"/> wrote.</summary>
    public static Partner Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Default.Partner) ?? throw new JsonException("A stored partner is null.");
}
