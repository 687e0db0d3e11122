using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>Which deliveries to list.</summary>
/// <param name="State">In this state only.</param>
/// <param name="Recipient">To this recipient only.</param>
/// <param name="Stream">Of this stream only.</param>
/// <param name="Cursor">Where the page before ended.</param>
/// <param name="Limit">At most this many.</param>
public sealed record DeliveryQuery(DeliveryState? State = null, Recipient? Recipient = null, StreamId? Stream = null, string? Cursor = null, int Limit = 50);

/// <summary>A page of deliveries, oldest first.</summary>
/// <param name="Items">The page.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Items, string? Cursor);
