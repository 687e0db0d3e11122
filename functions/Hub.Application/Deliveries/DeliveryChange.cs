using System.Text.Json.Serialization;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>
/// One change in the store of deliveries, as its change feed gives it: enough to know which delivery to look at. In Azure the feed has every document of the
/// container, also lanes and kept messages; of these nothing else is read, for a message may name a person.
/// </summary>
/// <param name="Stream">Stream of the delivery.</param>
/// <param name="Recipient">Its recipient, in its text form.</param>
/// <param name="Version">Version of its event.</param>
/// <param name="Position">Its place among all deliveries; null for a document that is no delivery.</param>
/// <param name="ChangedAt">When it was changed, in whole seconds since 1970 (UTC).</param>
public sealed record DeliveryChange(
    [property: JsonPropertyName("streamId")] StreamId Stream, string? Recipient, int Version, string? Position,
    [property: JsonPropertyName("_ts")] long ChangedAt)
{
    /// <summary>The delivery; null where the document is none.</summary>
    [JsonIgnore]
    public DeliveryKey? Key => Position is not null && Deliveries.Recipient.TryParse(Recipient, out var recipient)
        ? new DeliveryKey(new LaneId(Stream, recipient), Version)
        : null;
}
