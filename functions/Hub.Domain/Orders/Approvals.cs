using Hub.Domain.Contracts;
using Hub.Domain.Keys;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>The order is above somebody's mandate and waits.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Role">The lowest role that may decide; null where no role of the contract reaches so far.</param>
/// <param name="Amount">EUR without VAT that is to be decided on.</param>
/// <param name="Roles">All roles that may decide; empty where only the administrator may, null where anybody of the corporation may.</param>
/// <param name="Prices">What the order's lines cost under the contract that it would be awarded under.</param>
/// <param name="Unpriced">Lines with a price code that the contract does not know; null where there are none.</param>
public sealed record ApprovalRequired(
    string Reason, string? Role = null, decimal? Amount = null, IReadOnlyList<string>? Roles = null, IReadOnlyList<LinePrice>? Prices = null,
    IReadOnlyList<UnpricedLine>? Unpriced = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        Approval = order.Approval with { Pending = this, Since = order.Approval.Since ?? recorded.OccurredAt },
        Assignment = order.Assignment with { Prices = Prices ?? order.Assignment.Prices },
        Routing = order.Routing with { UnroutedReason = null },
    };
}

/// <summary>The approval that was waited for is needed no longer: the order was amended, or a person decided on all of it by another way.</summary>
public sealed record ApprovalWithdrawn(string Reason) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Approval = order.Approval.Over(recorded.OccurredAt) };
}

/// <summary>The order may go on.</summary>
public sealed record OrderApproved(string? Remark = null, string? Role = null) : OrderEvent
{
    /// <summary>The role in which it was decided.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);

    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var decided = new MandateDecision(order.Approval.Pending?.Amount ?? 0, Role, order.Approval.Pending?.Unpriced);
        var isWithContractor = order.Assignment.ContractorId is not null;
        return order with
        {
            Assignment = isWithContractor ? order.Assignment.Answered(order.Approval.Since, recorded.OccurredAt) : order.Assignment,
            Approval = order.Approval.Over(recorded.OccurredAt) with
            {
                Decided = decided,
                DecidedBeforeAward = isWithContractor ? order.Approval.DecidedBeforeAward : decided,
            },
        };
    }

    internal override Refusal? Check(Order order, Statement statement) => order.Approval.Pending is { } pending
        ? MandateCheck.Judge(Role, pending.Roles, pending.Amount ?? 0, statement.By)
        : ApprovalState.NothingPending();
}

/// <summary>The order may not go on.</summary>
public sealed record OrderDeclined(string? Reason = null, string? Role = null) : OrderEvent
{
    /// <summary>The role in which it was decided.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Ended(OrderStatus.Cancelled, recorded);

    internal override Refusal? Check(Order order, Statement statement) =>
        order.Approval.Pending is not { } pending ? ApprovalState.NothingPending()
        : order.Assignment.ContractorId is not null
            ? Refusal.WrongState("under-way", "A contractor has the order: amend it back to what was agreed, or cancel it.")
        : MandateCheck.Judge(Role, pending.Roles, pending.Amount ?? 0, statement.By);
}

/// <summary>Decisions by people with a mandate, asked and taken.</summary>
public sealed record ApprovalState
{
    /// <summary>A decision by a mandate holder that is waited for.</summary>
    public ApprovalRequired? Pending { get; init; }

    /// <summary>Since when it is waited for.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How long approvals that were decided on had waited.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>What was decided on so far, by people in a role; null while nobody decided.</summary>
    public MandateDecision? Decided { get; init; }

    /// <summary>What was decided on before any contractor had the order: that holds for whoever gets it.</summary>
    public MandateDecision? DecidedBeforeAward { get; init; }

    /// <summary>With nothing waited for, and nothing counted as having waited.</summary>
    internal ApprovalState WithoutQuestion() => this with { Pending = null, Since = null };

    /// <summary>With nothing waited for any more, from <paramref name="at"/> on.</summary>
    internal ApprovalState Over(DateTimeOffset at) =>
        WithoutQuestion() with { Waited = Waited + (Since is { } since && since < at ? at - since : TimeSpan.Zero) };

    /// <summary>The refusal of a decision that nobody asked for.</summary>
    internal static Refusal NothingPending() => Refusal.WrongState("no-approval", "The order does not wait for an approval.");
}

/// <content>Mandates.</content>
public sealed partial record Order
{
    /// <summary>
    /// The order with a decision by who said <paramref name="recorded"/> on all that it costs now. No decision is what the hub agrees to
    /// within a mandate, and what anybody may say without a role: only the administrator's word without one reaches above the lowest mandate.
    /// </summary>
    internal Order DecidedOnAll(string? role, RecordedEvent recorded)
    {
        var amount = Money.OutsideLumpSum;
        var isDecision = role is not null
            || (recorded.By is { Role: PartyRole.Corporation, PartnerId: null } && !MandateRules.IsWithinLowest(Assignment.Terms?.Mandates ?? [], amount));
        return isDecision ? DecidedOn(amount, role) : this;
    }

    /// <summary>The order with a decision on its costs, EUR without VAT, by somebody in a role.</summary>
    internal Order DecidedOn(decimal amount, string? role) =>
        this with { Approval = Approval with { Decided = new MandateDecision(amount, role, Money.UnknownPrices is { Count: > 0 } unpriced ? unpriced : null) } };
}
