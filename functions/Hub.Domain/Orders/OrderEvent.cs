using System.Text.Json.Serialization;

namespace Hub.Domain.Orders;

/// <summary>
/// Something that happened in the life of an order, in the past tense. <see cref="RecordedEvent"/> has who reported it, and when. The list
/// is the <see cref="EventCatalogue"/>'s; the JSON is stored for ever and therefore only ever grows.
/// </summary>
public abstract partial record OrderEvent
{
    /// <summary>The event's name in the domain, e.g. <c>OrderPlaced</c>.</summary>
    [JsonIgnore]
    public string Name => GetType().Name;
}
