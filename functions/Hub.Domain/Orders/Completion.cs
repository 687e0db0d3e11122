using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The contractor reports that the work is done.</summary>
/// <param name="ReadyOn">Day of completion (DICO DateReady).</param>
/// <param name="Cause">Cause of the defect as found (VERA DEFECTOORZAAK).</param>
/// <param name="Total">EUR without VAT, where the contractor gave a total.</param>
/// <param name="Lines">The lines as done, where the contractor gave them.</param>
/// <param name="Remark">In words.</param>
public sealed record WorkCompleted(
    DateOnly? ReadyOn = null, string? Cause = null, decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null) : OrderEvent
{
    // A second report, of work that is done already, only corrects the claim.
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        Progress = order.IsDone ? order.Progress : OrderStatus.TechnicallyComplete,
        Completion = order.Completion with { At = order.IsDone ? order.Completion.At : recorded.OccurredAt, ReadyOn = ReadyOn ?? order.Completion.ReadyOn },
        Visit = order.Visit with { Appointment = null },
        Work = order.Work.With(new StandstillMark(recorded.OccurredAt, null)) with
        {
            StartedAt = order.Work.StartedAt ?? recorded.OccurredAt, Interruption = null,
        },
        Photos = order.Photos with { MissingReported = order.IsDone && order.Photos.MissingReported },
        Costs = NamesCosts ? order.Costs with { Claim = new CostClaim(Total, Lines is { Count: > 0 } ? Lines : null) } : order.Costs,
    };

    internal override OrderEvent? Interpret(Order order, Statement statement)
    {
        if (order.IsDone && !NamesCosts && order.Progress is not OrderStatus.Cancelled) return null;
        if (order.IsDone && order.Costs.Claim is { } claim && claim.Total == Total && (claim.Lines ?? []).SequenceEqual(Lines ?? [])) return null;
        // DICO has no code for costs: a second report of completion with other costs corrects the claim.
        return NamesCosts && order is { Assignment.Terms: not null, Progress: OrderStatus.Settling, Costs.SettledAt: null }
            ? new CostsSettled(Total, Lines, Remark)
            : this;
    }

    internal override Refusal? Check(Order order, Statement statement)
    {
        // To the second: DICO's times know nothing finer, and a completion in the second of the reopening is about the rework.
        return order.Completion.ReopenedAt is { } reopened && statement.OccurredAt < reopened.AddTicks(-(reopened.Ticks % TimeSpan.TicksPerSecond))
            ? Refusal.WrongState("reopened-since", "The order was opened again after this completion; the rework needs its own.")
            : null;
    }

    internal override (OrderEvent Event, Refusal? Refusal) Complete(Order order, Statement statement, DecisionContext context) =>
        (this, OrderChecks.Costs(Lines, Total));

    private bool NamesCosts => Total is not null || Lines is { Count: > 0 };
}

/// <summary>The corporation opened a completed order again.</summary>
public sealed record OrderReopened(string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Reopened(recorded.OccurredAt);
}

/// <summary>The contractor's completion of the work.</summary>
public sealed record CompletionState
{
    /// <summary>When the contractor last completed the work; null while it is not done.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Day of completion as the contractor gave it.</summary>
    public DateOnly? ReadyOn { get; init; }

    /// <summary>When the order was last opened again after a completion.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }
}

/// <content>Opening again.</content>
public sealed partial record Order
{
    /// <summary>The order back at work, from <paramref name="at"/> on.</summary>
    internal Order Reopened(DateTimeOffset at) => this with
    {
        Progress = OrderStatus.InProgress,
        // Between the completion and its rejection the contractor waited for the client's look at the work.
        Assignment = Assignment.Answered(Completion.At, at),
        Completion = new CompletionState { ReopenedAt = at },
        Inspection = Inspection with { PassedAt = null },
        Costs = new CostsState(),
    };
}
