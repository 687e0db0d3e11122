namespace Hub.Core.Orders;

/// <summary>Collects the events of one message and keeps the order up to date between its commands.</summary>
internal sealed class Taker(OrderId id, Order? order, Saying saying)
{
    private readonly List<RecordedEvent> _events = [];

    public Order? Order { get; private set; } = order;

    public Saying Saying => saying;

    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>Takes what the sayer says.</summary>
    public void Take(OrderEvent e) => Take(e, saying.By, saying.OccurredAt);

    /// <summary>Takes what the hub itself concludes from it: that happens when it is recorded.</summary>
    public void Conclude(OrderEvent e) => Take(e, Sayer.TheHub, saying.RecordedAt);

    private void Take(OrderEvent e, Sayer by, DateTimeOffset occurredAt)
    {
        var recorded = new RecordedEvent
        {
            OrderId = id,
            Version = (Order?.Version ?? 0) + 1,
            Event = e,
            By = by,
            OccurredAt = occurredAt,
            RecordedAt = saying.RecordedAt,
            CausationId = saying.MessageId,
            CorrelationId = saying.CorrelationId,
            TraceParent = saying.TraceParent,
        };
        _events.Add(recorded);
        Order = Orders.Order.Apply(Order, recorded);
    }
}
