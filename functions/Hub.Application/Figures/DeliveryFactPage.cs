using Hub.Application.Deliveries;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>A page of facts of deliveries.</summary>
/// <param name="Items">The facts, enqueued first first.</param>
/// <param name="Cursor">Where the next page begins; null after the last.</param>
public sealed record DeliveryFactPage(IReadOnlyList<DeliveryFact> Items, string? Cursor);

/// <summary>A page of deliveries, in the order in which they were stored.</summary>
/// <param name="Items">The deliveries; none behind the last.</param>
/// <param name="Cursor">Where the page ends.</param>
public sealed record DeliveryKeyPage(IReadOnlyList<DeliveryKey> Items, string? Cursor);
