using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Testing.Orders;

/// <summary>
/// Builds an order's stream, its events an hour apart. <see cref="Record"/> appends an event without any check;
/// <see cref="Decide"/> applies the rules and appends what they accept.
/// </summary>
public sealed class OrderStory
{
    private readonly List<RecordedEvent> _events = [];

    public Order? Order { get; private set; }

    public IReadOnlyList<RecordedEvent> Events => _events;

    public EventStream Stream => new(_events);

    public DateTimeOffset Now => Given.Start.AddHours(_events.Count);

    public static OrderStory Placed(OrderContent? content = null) =>
        new OrderStory().Record(Given.Corporation, new OrderPlaced(content ?? Given.Content(), Given.Home));

    public static OrderStory Awarded(OrderContent? content = null) => Placed(content).Record(Actor.TheHub, new OrderAwarded(Given.Alfa, "C-ALFA"));

    public static OrderStory Accepted(OrderContent? content = null) => Awarded(content).Record(Given.ContractorAlfa, new OrderAccepted());

    public static OrderStory Started() => Accepted()
        .Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit()))
        .Record(Given.ContractorAlfa, new WorkStarted());

    public static OrderStory Completed() => Started().Record(Given.ContractorAlfa, new WorkCompleted());

    public static OrderStory Quoting() => Placed(Given.Content() with { QuotationAsked = true })
        .Record(Actor.TheHub, new OrderAwarded(Given.Alfa, "C-ALFA", ForQuotation: true));

    public static OrderStory Settling() => Completed().Record(Given.Corporation, new InspectionPassed());

    public static OrderStory Closed() => Settling().Record(Given.Corporation, new OrderClosed());

    public OrderStory Record(Actor by, OrderEvent e, DateTimeOffset? occurredAt = null)
    {
        var recorded = new RecordedEvent
        {
            Stream = Given.Id, Version = _events.Count + 1, Event = e, By = by, OccurredAt = occurredAt ?? Now, RecordedAt = Now,
        };
        _events.Add(recorded);
        Order = Hub.Domain.Orders.Order.Apply(Order, recorded);
        return this;
    }

    /// <summary>Decides on commands in the order's present state; accepted events are appended to the stream.</summary>
    public Decision Decide(Actor by, OrderCommand[] commands, DateTimeOffset? occurredAt = null, Router? router = null)
    {
        var decision = OrderDecisions.Decide(Given.Id, Order, commands, new Statement(by, occurredAt ?? Now, Now, "m", "m"), Given.Context(router));
        if (decision is Decision.Accepted accepted)
        {
            _events.AddRange(accepted.Events);
            Order = accepted.Order;
        }
        return decision;
    }

    /// <summary>Decides on an event that an actor reports.</summary>
    public Decision Report(Actor by, OrderEvent fact, DateTimeOffset? occurredAt = null, Router? router = null) =>
        Decide(by, [new Report(fact)], occurredAt, router);

    /// <summary>Decides on a command of the corporation.</summary>
    public Decision Command(OrderCommand command, Router? router = null) => Decide(Given.Corporation, [command], null, router);
}

/// <summary>Reads decisions.</summary>
public static class DecisionReading
{
    /// <summary>The code of a refusal; the test fails where it was accepted.</summary>
    public static string RefusalCode(this Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal.Code;

    /// <summary>Names of the events of an acceptance; the test fails where it was refused.</summary>
    public static string[] EventNames(this Decision decision) =>
        decision is Decision.Refused refused
            ? throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal}")
            : [.. ((Decision.Accepted)decision).Events.Select(e => e.Event.Name)];

    /// <summary>The only event of an acceptance.</summary>
    public static OrderEvent OnlyEvent(this Decision decision) => Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events).OrderEvent;
}
