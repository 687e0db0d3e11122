using Hub.Domain.Calendar;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The keys of a dwelling that changes tenants are in; <paramref name="On"/> is the day, where it is not that of the message.</summary>
public sealed record KeysReceived(DateOnly? On = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        Turnover = order.Turnover with
        {
            KeysReceivedAt = On is { } day ? DutchTime.StartOf(day) : recorded.OccurredAt, KeysByCorporation = recorded.By.Role is PartyRole.Corporation,
        },
    };

    internal override Refusal? Check(Order order, Statement statement)
    {
        if (On is { } day && !OrderChecks.IsPlausible(day)) return OrderChecks.Implausible("on");
        if (TurnoverState.CheckKind(order) is { } otherKind) return otherKind;
        if (On > DutchTime.DayOf(statement.RecordedAt)) return Refusal.Invalid("date-range", "Keys cannot have come in on a day that is still to come.");
        // The lead time runs from them: the corporation, which takes keys in, has the last word.
        return statement.By.Role is PartyRole.Contractor && order.Turnover.KeysByCorporation
            ? Refusal.WrongState("keys-known", "The corporation has reported already when the keys came in.")
            : null;
    }
}

/// <summary>The pre-inspection of a turnover (<em>voorinspectie</em>) was held.</summary>
public sealed record PreInspectionHeld(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { Turnover = order.Turnover with { PreInspectedAt = recorded.OccurredAt } };

    internal override Refusal? Check(Order order, Statement statement) => TurnoverState.CheckKind(order);
}

/// <summary>What only a turnover has.</summary>
public sealed record TurnoverState
{
    /// <summary>When the keys came in.</summary>
    public DateTimeOffset? KeysReceivedAt { get; init; }

    /// <summary>True where the corporation reported it: the contractor cannot change it then.</summary>
    public bool KeysByCorporation { get; init; }

    /// <summary>When the pre-inspection was held.</summary>
    public DateTimeOffset? PreInspectedAt { get; init; }

    /// <summary>The refusal for an order that is no turnover; null for one that is.</summary>
    internal static Refusal? CheckKind(Order order) => order.Content.Kind is OrderKind.Turnover ? null
        : Refusal.Invalid("turnovers-only", "Keys and a pre-inspection belong to a turnover; this order is none.");
}

/// <summary>How far a turnover is.</summary>
public enum TurnoverPhase
{
    /// <summary>Before the works: the dwelling is looked over.</summary>
    PreInspection,

    /// <summary>The works.</summary>
    Works,

    /// <summary>The contractor has completed the works; the final inspection is to be held.</summary>
    FinalInspection,

    /// <summary>Delivered: the final inspection was passed.</summary>
    Delivered,
}

/// <content>Turnovers.</content>
public sealed partial record Order
{
    /// <summary>How far a turnover is; null for other kinds.</summary>
    public TurnoverPhase? TurnoverPhase => Content.Kind is not OrderKind.Turnover || Progress is OrderStatus.Cancelled ? null
        : Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample ? Hub.Domain.Orders.TurnoverPhase.FinalInspection
        : IsDone ? Hub.Domain.Orders.TurnoverPhase.Delivered
        : Turnover.PreInspectedAt is not null || Progress is OrderStatus.InProgress ? Hub.Domain.Orders.TurnoverPhase.Works
        : Hub.Domain.Orders.TurnoverPhase.PreInspection;
}
