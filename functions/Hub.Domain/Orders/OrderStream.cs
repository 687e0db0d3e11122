namespace Hub.Domain.Orders;

/// <summary>An order's whole stream.</summary>
/// <param name="Events">All events, version 1 first.</param>
public sealed record OrderStream(IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>Version of the last event, 0 where there is none.</summary>
    public int Version => Events.Count;

    /// <summary>The folded state, or null where the order does not exist.</summary>
    public Order? Fold() => Order.Fold(Events);
}
