using Hub.Domain.Keys;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>What the contractor claims is not what was agreed; the order is not settled until one of the two is corrected.</summary>
public sealed record CostsDiffer(IReadOnlyList<CostDifference> Differences) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Costs = order.Costs with { Differences = Differences } };
}

/// <summary>The money is agreed.</summary>
/// <param name="Total">EUR without VAT.</param>
/// <param name="Lines">What is paid for, line by line.</param>
/// <param name="Remark">In words.</param>
/// <param name="Differences">Where the corporation settles otherwise than agreed: each difference. Found by the hub.</param>
/// <param name="Role">The role in which the corporation settles, where it is above what was decided on.</param>
public sealed record CostsSettled(
    decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null, IReadOnlyList<CostDifference>? Differences = null,
    string? Role = null) : OrderEvent
{
    /// <summary>The role in which the corporation settles, where it is above what was decided on.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);

    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var settled = order with
        {
            Progress = OrderStatus.Settling,
            Costs = order.Costs with { SettledAt = recorded.OccurredAt, SettledTotal = Total ?? order.Costs.SettledTotal, Differences = Differences ?? [] },
        };
        return Role is null || recorded.By.Role is not PartyRole.Corporation || Total is not { } total || total <= order.Approval.Decided?.Amount
            ? settled
            : settled.DecidedOn(total, Role);
    }

    // "Settled", without a word on how much, of what is settled already or was never to be settled.
    internal override OrderEvent? Interpret(Order order, Statement statement) =>
        Total is null && Lines is null && (order.Costs.SettledAt is not null || order.Progress is OrderStatus.Closed) ? null : this;

    internal override Refusal? Check(Order order, Statement statement) => statement.By.Role switch
    {
        PartyRole.Contractor when order.Progress is not OrderStatus.Settling =>
            Refusal.WrongState("not-agreed", "The work is not agreed yet; costs are settled after that."),
        PartyRole.Contractor when order is { Assignment.Terms: not null, Costs.SettledAt: not null } =>
            Refusal.WrongState("settled-already", "The costs are settled already; only the corporation corrects them."),
        PartyRole.Corporation => MandateCheck.OfSettlement(order, this, statement.By),
        _ => null,
    };

    // The contractor cannot settle otherwise than agreed; the corporation can, and the event then has each difference.
    internal override (OrderEvent Event, Refusal? Refusal) Complete(Order order, Statement statement, DecisionContext context)
    {
        if (OrderChecks.Costs(Lines, Total) is { } wrong) return (this, wrong);
        var by = statement.By.Role;
        // The roles are the corporation's: a contractor that names one has not decided in it.
        if (Role is not null && by is not PartyRole.Corporation) return (this with { Role = null }).Complete(order, statement, context);
        if (order.Assignment.Terms is null) return (this, null);
        var full = InFull(order, by);
        var claimsLines = Lines is { Count: > 0 } || (by is PartyRole.Corporation && order.Costs.Claim?.Lines is not null && Total is null);
        var differences = Settlement.Compare(order, new CostClaim(full.Total, claimsLines ? full.Lines : null));
        if (differences.Count > 0 && by is PartyRole.Contractor)
            return (this, Refusal.Invalid("costs-differ", $"The costs differ from what was agreed. {string.Join(" ", differences.Select(d => d.Sentence))}"));
        return (full with { Differences = differences.Count > 0 ? differences : null }, null);
    }

    /// <summary>
    /// The settlement with its total and lines. Without any it is what was agreed; by the corporation, where the contractor claims something,
    /// that claim.
    /// </summary>
    internal CostsSettled InFull(Order order, PartyRole by)
    {
        var settled = Total is null && Lines is not { Count: > 0 } && by is PartyRole.Corporation && order.Costs.Claim is { } claim
            ? this with { Total = claim.Total, Lines = claim.Lines }
            : this;
        var lines = settled.Lines is { Count: > 0 } given ? given : null;
        return settled with
        {
            Lines = lines ?? Settlement.AgreedLines(order),
            Total = settled.Total
                ?? (lines is not null ? Settlement.TotalOf(order, lines) : order.Money is { Unpriced.Count: 0 } money ? money.OutsideLumpSum : null),
        };
    }
}

/// <summary>Nothing more is to come (DICO AGE).</summary>
public sealed record OrderClosed(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Ended(OrderStatus.Closed, recorded);

    internal override OrderEvent? Interpret(Order order, Statement statement) => order.Progress is OrderStatus.Closed ? null : this;

    internal override Refusal? Check(Order order, Statement statement)
    {
        if (statement.By.Role is PartyRole.Contractor && order.Assignment.Terms is not null && Settlement.WorkHolds(order).ToList() is { Count: > 0 } holds)
            return Refusal.WrongState("not-agreed", $"The work is not agreed yet ({string.Join(", ", holds.Select(RefusalSubject.Wire))}); the order closes after that.");
        return order.Costs.Differences.Count > 0 && order.Costs.SettledAt is null
            ? Refusal.WrongState("costs-differ", $"The costs are to be settled first. {string.Join(" ", order.Costs.Differences.Select(d => d.Sentence))}")
            : null;
    }
}

/// <summary>What the contractor claims for its work.</summary>
/// <param name="Total">EUR without VAT, where it gave a total.</param>
/// <param name="Lines">Line by line, where it gave lines.</param>
public sealed record CostClaim(decimal? Total, IReadOnlyList<OrderLine>? Lines);

/// <summary>Costs, claimed and settled.</summary>
public sealed record CostsState
{
    /// <summary>What the contractor claims, while nothing is settled.</summary>
    public CostClaim? Claim { get; init; }

    /// <summary>What keeps the claim from being settled, or differed when it was.</summary>
    public IReadOnlyList<CostDifference> Differences { get; init; } = [];

    /// <summary>When the money was agreed.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>EUR without VAT that was settled; null while nothing is, or no total is known.</summary>
    public decimal? SettledTotal { get; init; }
}
