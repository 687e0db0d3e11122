using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Testing.Orders;

/// <summary>
/// An order's stream, told event by event an hour apart. <see cref="Recorded"/> writes an event down without asking a rule;
/// <see cref="Decides"/> asks.
/// </summary>
public sealed class OrderStory
{
    private readonly List<RecordedEvent> _events = [];

    public Order? Order { get; private set; }

    public IReadOnlyList<RecordedEvent> Events => _events;

    public EventStream Stream => new(_events);

    public DateTimeOffset Now => Given.Start.AddHours(_events.Count);

    public static OrderStory Placed(OrderContent? content = null) =>
        new OrderStory().Recorded(Given.Corporation, new OrderPlaced(content ?? Given.Content(), Given.Home));

    public static OrderStory Awarded(OrderContent? content = null) => Placed(content).Recorded(Actor.TheHub, new OrderAwarded(Given.Alfa, "C-ALFA"));

    public static OrderStory Accepted(OrderContent? content = null) => Awarded(content).Recorded(Given.ContractorAlfa, new OrderAccepted());

    public static OrderStory Started() => Accepted()
        .Recorded(Given.ContractorAlfa, new AppointmentMade(Given.Visit()))
        .Recorded(Given.ContractorAlfa, new WorkStarted());

    public static OrderStory Completed() => Started().Recorded(Given.ContractorAlfa, new WorkCompleted());

    public static OrderStory Quoting() => Placed(Given.Content() with { QuotationAsked = true })
        .Recorded(Actor.TheHub, new OrderAwarded(Given.Alfa, "C-ALFA", ForQuotation: true));

    public static OrderStory Settling() => Completed().Recorded(Given.Corporation, new InspectionPassed());

    public static OrderStory Closed() => Settling().Recorded(Given.Corporation, new OrderClosed());

    public OrderStory Recorded(Actor by, OrderEvent e, DateTimeOffset? occurredAt = null)
    {
        var recorded = new RecordedEvent
        {
            Stream = Given.Id, Version = _events.Count + 1, Event = e, By = by, OccurredAt = occurredAt ?? Now, RecordedAt = Now,
        };
        _events.Add(recorded);
        Order = Hub.Domain.Orders.Order.Apply(Order, recorded);
        return this;
    }

    /// <summary>Decides on commands as the order now stands; what is accepted joins the stream.</summary>
    public Decision Decides(Actor by, OrderCommand[] commands, DateTimeOffset? occurredAt = null, Router? router = null)
    {
        var decision = OrderDecisions.Decide(Given.Id, Order, commands, new Statement(by, occurredAt ?? Now, Now, "m", "m"), Given.World(router));
        if (decision is Decision.Accepted accepted)
        {
            _events.AddRange(accepted.Events);
            Order = accepted.Order;
        }
        return decision;
    }

    public Decision Told(Actor by, OrderEvent fact, DateTimeOffset? occurredAt = null, Router? router = null) => Decides(by, [new Report(fact)], occurredAt, router);

    public Decision Commanded(OrderCommand command, Router? router = null) => Decides(Given.Corporation, [command], null, router);
}

/// <summary>Reads decisions.</summary>
public static class DecisionReading
{
    /// <summary>The code of a refusal; the test fails where it was accepted.</summary>
    public static string Code(this Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal.Code;

    /// <summary>Names of the events of an acceptance; the test fails where it was refused.</summary>
    public static string[] Names(this Decision decision) =>
        decision is Decision.Refused refused ? throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal}") : [.. ((Decision.Accepted)decision).Events.Select(e => e.Event.Name)];

    /// <summary>The only event of an acceptance.</summary>
    public static OrderEvent Only(this Decision decision) => Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events).OrderEvent;
}
