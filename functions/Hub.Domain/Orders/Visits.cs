using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>A visit is agreed.</summary>
public sealed record AppointmentMade(TimeWindow Window, string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Visited(Window, recorded.OccurredAt);

    internal override OrderEvent? Interpret(Order order, Statement statement) =>
        order.Visit.Appointment is not { } present ? this : present == Window ? null : new AppointmentMoved(Window, Remark);

    internal override Refusal? Check(Order order, Statement statement) => VisitState.Check(Window);
}

/// <summary>The visit that was agreed is now at another time.</summary>
public sealed record AppointmentMoved(TimeWindow Window, string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Visited(Window, recorded.OccurredAt);

    internal override OrderEvent? Interpret(Order order, Statement statement) =>
        order.Visit.Appointment is null && !order.IsDone ? new AppointmentMade(Window, Remark)
        : Window == order.Visit.Appointment ? null
        : this;

    internal override Refusal? Check(Order order, Statement statement) => VisitState.Check(Window);
}

/// <summary>The visit that was agreed is off. <paramref name="ByResident"/> where the resident cancelled it.</summary>
public sealed record AppointmentCancelled(string? Reason = null, bool ByResident = false) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.IsDone || recorded.OccurredAt < order.Visit.AsOf ? order : order with
    {
        Progress = order.Progress is OrderStatus.Planned ? OrderStatus.Awarded : order.Progress,
        Visit = order.Visit with { Appointment = null, AsOf = recorded.OccurredAt },
    };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.Visit.Appointment is null && !order.IsDone ? Refusal.WrongState("no-appointment", "The order has no appointment.") : null;
}

/// <summary>Appointments with the resident.</summary>
public sealed record VisitState
{
    /// <summary>The visit that is agreed; null where there is none.</summary>
    public TimeWindow? Appointment { get; init; }

    /// <summary>When the contractor first made an appointment.</summary>
    public DateTimeOffset? FirstMadeAt { get; init; }

    /// <summary>When the newest fact on the appointment happened.</summary>
    internal DateTimeOffset AsOf { get; init; }

    /// <summary>The refusal of an appointment that cannot be; null where it can.</summary>
    internal static Refusal? Check(TimeWindow window) =>
        window.Until < window.From ? Refusal.Invalid("visit-window", "The appointment ends before it begins.") : null;
}

/// <content>Appointments.</content>
public sealed partial record Order
{
    /// <summary>The order with a visit agreed at <paramref name="at"/>.</summary>
    internal Order Visited(TimeWindow window, DateTimeOffset at)
    {
        var made = this with
        {
            Visit = Visit with { FirstMadeAt = Visit.FirstMadeAt is { } first && first < at ? first : at },
            // Before work began, an interruption is about the visit (nobody home): a new visit ends it.
            Work = Work.StartedAt is null ? Work.With(new StandstillMark(at, null)) : Work,
        };
        return IsDone || at < Visit.AsOf ? made : made with
        {
            Progress = Progress is OrderStatus.Awarded ? OrderStatus.Planned : Progress,
            Visit = made.Visit with { Appointment = window, AsOf = at },
            Work = made.Work with { Interruption = Work.StartedAt is null ? null : Work.Interruption },
        };
    }
}
