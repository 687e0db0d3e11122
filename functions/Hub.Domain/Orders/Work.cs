using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Work has begun.</summary>
public sealed record WorkStarted(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Working(recorded.OccurredAt);

    internal override OrderEvent? Interpret(Order order, Statement statement) => order.Work switch
    {
        { Interruption: { } interruption, StartedAt: not null } when statement.OccurredAt >= interruption.Since => new WorkResumed(Remark),
        { Interruption: null, StartedAt: { } first } when statement.OccurredAt >= first && !order.IsDone => null,
        _ => this,
    };
}

/// <summary>Work is interrupted.</summary>
public sealed record WorkInterrupted(InterruptionReason Reason, string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        // Reported only when all is done, it is on record and moves no deadline any more.
        if (order.IsDone) return order;
        var at = recorded.OccurredAt;
        var marked = order.Work.With(new StandstillMark(at, Reason));
        return order with { Work = at < order.Work.AsOf ? marked : marked with { Interruption = new Interruption(Reason, at), AsOf = at } };
    }
}

/// <summary>Work goes on.</summary>
public sealed record WorkResumed(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Working(recorded.OccurredAt);

    internal override OrderEvent? Interpret(Order order, Statement statement) =>
        order.Work.StartedAt is null ? new WorkStarted(Remark)
        : order.Work.Interruption is null && !order.IsDone ? null
        : this;
}

/// <summary>The worst is over, the repair proper follows.</summary>
public sealed record TemporarilyRestored(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order;
}

/// <summary>An interruption that lasts.</summary>
public sealed record Interruption(InterruptionReason Reason, DateTimeOffset Since);

/// <summary>How the work goes.</summary>
public sealed record WorkState
{
    /// <summary>When work first began, as reported.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why work is interrupted, or null where it is not.</summary>
    public Interruption? Interruption { get; init; }

    /// <summary>When work was interrupted or went on, as reported, in the order of arrival.</summary>
    public IReadOnlyList<StandstillMark> Standstills { get; init; } = [];

    /// <summary>When the newest fact on the work happened.</summary>
    internal DateTimeOffset AsOf { get; init; }

    /// <summary>With one more moment at which work was interrupted or went on.</summary>
    internal WorkState With(StandstillMark mark) => this with { Standstills = [.. Standstills, mark] };
}

/// <content>Work.</content>
public sealed partial record Order
{
    /// <summary>The order with work going on at <paramref name="at"/>.</summary>
    internal Order Working(DateTimeOffset at)
    {
        var work = Work.With(new StandstillMark(at, null)) with { StartedAt = Work.StartedAt is { } first && first < at ? first : at };
        if (IsDone) return this with { Work = work };
        return this with { Progress = OrderStatus.InProgress, Work = at < work.AsOf ? work : work with { AsOf = at, Interruption = null } };
    }
}
