using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Audit;
using Hub.Application.Evidence;
using Hub.Application.Readers;
using Hub.Application.Registry;

namespace Hub.Application.Moving;

/// <summary>
/// The JSON of an export's lines. An export may be kept for long: members may be added, never renamed, and the format's number is raised where an earlier
/// program could not read it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MovedErasure))]
[JsonSerializable(typeof(MovedStream))]
[JsonSerializable(typeof(MovedDelivery))]
[JsonSerializable(typeof(MovedPending))]
[JsonSerializable(typeof(MovedMessage))]
[JsonSerializable(typeof(MovedContact))]
[JsonSerializable(typeof(AgendaItem))]
[JsonSerializable(typeof(MovedPartner))]
[JsonSerializable(typeof(PartnerKey))]
[JsonSerializable(typeof(MovedContract))]
[JsonSerializable(typeof(MovedPriceList))]
[JsonSerializable(typeof(MovedDwelling))]
[JsonSerializable(typeof(ReaderKey))]
[JsonSerializable(typeof(MovedSecret))]
[JsonSerializable(typeof(MovedNotice))]
[JsonSerializable(typeof(MovedReport))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(MovedPicture))]
[JsonSerializable(typeof(ImportProgress))]
public sealed partial class MovedJson : JsonSerializerContext
{
    internal static JsonElement Raw(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    internal static byte[] Bytes(JsonElement json) => JsonSerializer.SerializeToUtf8Bytes(json, Default.JsonElement);
}
