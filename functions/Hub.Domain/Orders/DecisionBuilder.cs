namespace Hub.Domain.Orders;

/// <summary>Collects the events of one message and keeps the order up to date between its commands.</summary>
internal sealed class DecisionBuilder(OrderId id, Order? order, Statement saying)
{
    private readonly List<RecordedEvent> _events = [];

    public Order? Order { get; private set; } = order;

    public Statement Saying => saying;

    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>Takes what the sayer says.</summary>
    public void Add(OrderEvent e) => Add(e, saying.By, saying.OccurredAt);

    /// <summary>Takes what the hub itself concludes from it: that happens when it is recorded.</summary>
    public void AddAutomatic(OrderEvent e) => Add(e, Actor.TheHub, saying.RecordedAt);

    private void Add(OrderEvent e, Actor by, DateTimeOffset occurredAt)
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
        Order = Hub.Domain.Orders.Order.Apply(Order, recorded);
    }
}
