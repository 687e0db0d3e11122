using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>
/// The contractor needs longer. <paramref name="Until"/> is the new day of completion where it was given. A deadline moves
/// only when the client agrees (<see cref="LeadTimeAgreed"/>).
/// </summary>
public sealed record LeadTimeExtended(DateOnly? Until = null, string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { LeadTime = order.LeadTime with { RequestedUntil = Until, RequestedSince = recorded.OccurredAt } };

    internal override Refusal? Check(Order order, Statement statement) => LeadTimeState.CheckDay(Until);
}

/// <summary>The client agrees that it takes longer; <paramref name="Until"/> where to another day than the contractor asked.</summary>
public sealed record LeadTimeAgreed(DateOnly? Until = null, string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        LeadTime = order.LeadTime with { AgreedUntil = Until ?? order.LeadTime.RequestedUntil ?? order.LeadTime.AgreedUntil, RequestedSince = null },
    };

    internal override Refusal? Check(Order order, Statement statement) => LeadTimeState.CheckDay(Until) ?? order.LeadTime.CheckRequested()
        ?? (Until is null && order.LeadTime.RequestedUntil is null
            ? Refusal.Invalid("until-missing", "The contractor named no day: say until when it may take.")
            : null);
}

/// <summary>The client does not agree that it takes longer.</summary>
public sealed record LeadTimeDeclined(string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { LeadTime = order.LeadTime with { RequestedSince = null } };

    internal override Refusal? Check(Order order, Statement statement) => order.LeadTime.CheckRequested();
}

/// <summary>More time, asked and agreed.</summary>
public sealed record LeadTimeState
{
    /// <summary>The day of completion that the contractor asks for, or asked for last.</summary>
    public DateOnly? RequestedUntil { get; init; }

    /// <summary>Since when the contractor waits for an answer on a longer lead time; null where it does not.</summary>
    public DateTimeOffset? RequestedSince { get; init; }

    /// <summary>The day of completion that the client agreed to when asked for longer.</summary>
    public DateOnly? AgreedUntil { get; init; }

    /// <summary>The refusal of an answer to which there is no request; null where there is one.</summary>
    internal Refusal? CheckRequested() =>
        RequestedSince is null ? Refusal.WrongState("no-extension", "The contractor did not ask for a longer lead time.") : null;

    /// <summary>The refusal of a day that no order can last until; null where it can.</summary>
    internal static Refusal? CheckDay(DateOnly? until) => until is { } day && !OrderChecks.IsPlausible(day) ? OrderChecks.Implausible("until") : null;
}
