using System.Text.Json.Serialization;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>
/// Something that happened in the life of an order, in the past tense. <see cref="RecordedEvent"/> has who reported it, and when. The list
/// is the <see cref="EventCatalogue"/>'s; the JSON is stored for ever and therefore only ever grows. What an event does to its order is
/// in its record, in the file of its topic.
/// </summary>
public abstract partial record OrderEvent : IStreamEvent
{
    /// <summary>The event's name in the domain, e.g. <c>OrderPlaced</c>.</summary>
    [JsonIgnore]
    public string Name => GetType().Name;

    /// <summary>
    /// The order after this event. Facts arrive late and out of order: an older one is recorded, but does not undo a newer one.
    /// </summary>
    internal abstract Order ApplyTo(Order order, RecordedEvent recorded);

    /// <summary>
    /// The event that a report of this one means in the present state of the order, or null where it is nothing new. Partners' lists of codes
    /// are coarser than the domain's: one code for "appointment", another for "busy".
    /// </summary>
    internal virtual OrderEvent? Interpret(Order order, Statement statement) => this;

    /// <summary>Why a report of it is refused although its row in the catalogue allows it; null where it is accepted.</summary>
    internal virtual Refusal? Check(Order order, Statement statement) => null;

    /// <summary>The event with what the hub knows of it from the contract, or why it is refused after all.</summary>
    internal virtual (OrderEvent Event, Refusal? Refusal) Complete(Order order, Statement statement, DecisionContext context) => (this, null);
}
