using Hub.Domain.Streams;

namespace Hub.Domain.Figures;

/// <summary>All facts of one order. Folded from its stream: the same stream gives the same facts, whenever and wherever.</summary>
/// <param name="Order">The order as one row.</param>
/// <param name="Appointments">Its appointments, in the order in which they were made.</param>
/// <param name="Steps">What figures count by itself, in the order of time.</param>
/// <param name="Photos">Its photos, deleted ones too, in the order of arrival.</param>
public sealed record OrderFacts(
    OrderFact Order, IReadOnlyList<AppointmentFact> Appointments, IReadOnlyList<StepFact> Steps, IReadOnlyList<PhotoFact> Photos)
{
    /// <summary>
    /// The facts of a stream. What other orders make of this one (<see cref="RepeatRepairs"/>) is not in it and is added with <see cref="With"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stream is empty, or not an order's.</exception>
    public static OrderFacts Of(IReadOnlyList<RecordedEvent> stream) => OrderFactFold.Of(stream);

    /// <summary>The facts without appointments, steps and photos.</summary>
    public OrderFacts WithoutParts() => new(Order, [], [], []);

    /// <summary>The facts with what other orders of the dwelling make of this one.</summary>
    public OrderFacts With(RepeatOutcome outcome) => this with { Order = Order.With(outcome) };
}

/// <summary>What the facts of an order have beside the order itself.</summary>
/// <param name="Appointments">Its appointments.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Photos">Its photos.</param>
public sealed record OrderFactParts(IReadOnlyList<AppointmentFact> Appointments, IReadOnlyList<StepFact> Steps, IReadOnlyList<PhotoFact> Photos)
{
    /// <summary>Nothing.</summary>
    public static readonly OrderFactParts None = new([], [], []);

    /// <summary>The parts of facts.</summary>
    public static OrderFactParts Of(OrderFacts facts) => new(facts.Appointments, facts.Steps, facts.Photos);

    /// <summary>The facts of an order with these parts.</summary>
    public OrderFacts With(OrderFact order) => new(order, Appointments, Steps, Photos);
}
