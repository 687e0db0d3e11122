using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Application.Reading;

/// <summary>The JSON in which views keep a standing. Views are made anew from the log, so it may change freely.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContractStatus))]
public sealed partial class ContractStatusJson : JsonSerializerContext
{
    /// <summary>A standing as UTF-8 JSON; null for nothing.</summary>
    public static byte[]? Write(ContractStatus standing) =>
        standing is { Deadlines: null, Awaits: null, Holds.Count: 0 } ? null : JsonSerializer.SerializeToUtf8Bytes(standing, Default.ContractStatus);

    /// <summary>The standing that <see cref="Write"/> wrote.</summary>
    public static ContractStatus Read(ReadOnlySpan<byte> json) =>
        json.IsEmpty
            ? Hub.Application.Reading.ContractStatus.Nothing
            : JsonSerializer.Deserialize(json, Default.ContractStatus) ?? Hub.Application.Reading.ContractStatus.Nothing;
}
