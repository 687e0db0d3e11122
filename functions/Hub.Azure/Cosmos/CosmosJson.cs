using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Azure.Cosmos;

/// <summary>What every document has.</summary>
internal sealed record AnyDocument : Document;

/// <summary>The JSON of the documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(SortableMoment)])]
[JsonSerializable(typeof(AnyDocument))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(ReceiptDocument))]
[JsonSerializable(typeof(StreamKeyResult))]
[JsonSerializable(typeof(LeaseDocument))]
[JsonSerializable(typeof(QueueFailureDocument))]
[JsonSerializable(typeof(PendingDocument))]
[JsonSerializable(typeof(ContactDocument))]
[JsonSerializable(typeof(AgendaDocument))]
[JsonSerializable(typeof(LaneDocument))]
[JsonSerializable(typeof(DeliveryDocument))]
[JsonSerializable(typeof(MessageDocument))]
[JsonSerializable(typeof(MessagePlace))]
[JsonSerializable(typeof(LaneKey))]
[JsonSerializable(typeof(DueLaneResult))]
[JsonSerializable(typeof(ParkedLaneResult))]
[JsonSerializable(typeof(LaneBacklog))]
[JsonSerializable(typeof(OrderRowDocument))]
[JsonSerializable(typeof(ProjectionDocument))]
[JsonSerializable(typeof(RowPlace))]
[JsonSerializable(typeof(ArchivedDocument))]
[JsonSerializable(typeof(HashResult))]
[JsonSerializable(typeof(PartnerRegistryDocument))]
[JsonSerializable(typeof(KeyRegistryDocument))]
[JsonSerializable(typeof(ContractRegistryDocument))]
[JsonSerializable(typeof(PriceLinesDocument))]
[JsonSerializable(typeof(RegisterDocument))]
[JsonSerializable(typeof(DwellingsDocument))]
[JsonSerializable(typeof(LastSeenDocument))]
[JsonSerializable(typeof(ErasuresDoneDocument))]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(ReaderKeyDocument))]
[JsonSerializable(typeof(ProbeDocument))]
[JsonSerializable(typeof(NoticeDocument))]
[JsonSerializable(typeof(FactDocument))]
[JsonSerializable(typeof(WrittenAt))]
[JsonSerializable(typeof(IReadOnlyList<OwedGroup>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(CellsDocument))]
[JsonSerializable(typeof(IReadOnlyList<StoredCell>))]
[JsonSerializable(typeof(GroupPlace))]
[JsonSerializable(typeof(CountedDelivery))]
[JsonSerializable(typeof(DeliveryPlace))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ImportDocument))]
[JsonSerializable(typeof(FeedPlaces))]
[JsonSerializable(typeof(NewestResult))]
[JsonSerializable(typeof(EventPlace))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(long))]
internal sealed partial class CosmosJson : JsonSerializerContext;

/// <summary>
/// Moments as texts of one length in UTC, to 100 ns: Cosmos DB has no type for them and sorts texts by their letters. Numbers would not do: they are doubles.
/// </summary>
internal sealed class SortableMoment : JsonConverter<DateTimeOffset>
{
    /// <summary>A moment as documents and the parameters of queries have it.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
