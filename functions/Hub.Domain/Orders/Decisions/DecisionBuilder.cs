using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>Collects the events of one message and keeps the order up to date between its commands.</summary>
internal sealed class DecisionBuilder(OrderId id, Order? order, Statement statement)
{
    private readonly List<RecordedEvent> _events = [];

    public Order? Order { get; private set; } = order;

    public Statement Statement => statement;

    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>Adds an event that the actor reports.</summary>
    public void Add(OrderEvent e) => Add(e, statement.By, statement.OccurredAt);

    /// <summary>Adds an event of the hub itself: it happens when it is recorded.</summary>
    public void AddAutomatic(OrderEvent e) => Add(e, Actor.TheHub, statement.RecordedAt);

    private void Add(OrderEvent e, Actor by, DateTimeOffset occurredAt)
    {
        var recorded = new RecordedEvent
        {
            Stream = id,
            Version = (Order?.Version ?? 0) + 1,
            Event = e,
            By = by,
            OccurredAt = occurredAt,
            RecordedAt = statement.RecordedAt,
            CausationId = statement.MessageId,
            CorrelationId = statement.CorrelationId,
            TraceParent = statement.TraceParent,
        };
        _events.Add(recorded);
        Order = Hub.Domain.Orders.Order.Apply(Order, recorded);
    }
}
