using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Orders;

namespace Hub.Application.Reading;

/// <summary>A decision that an order waits for.</summary>
/// <param name="Role">The lowest role that may decide; null where anybody of the corporation, or only the administrator, may.</param>
/// <param name="Amount">EUR without VAT outside the lump sum that a role answers for: what the order costs, with what is asked.</param>
/// <param name="Since">Since when it waits.</param>
public sealed record AwaitedDecision(string? Role, decimal? Amount, DateTimeOffset Since);

/// <summary>How an order stands by its contract: enough to tell at any later moment what is left and who must act.</summary>
/// <param name="Deadlines">Its deadlines; null where it has none.</param>
/// <param name="Awaits">The decision that it waits for; null where it waits for none.</param>
/// <param name="Holds">What keeps it from being settled.</param>
public sealed record ContractStatus(OrderDeadlines? Deadlines, AwaitedDecision? Awaits, IReadOnlyList<SettlementHold> Holds)
{
    /// <summary>No deadline, and nothing waits.</summary>
    public static readonly ContractStatus Nothing = new(null, null, []);

    /// <summary>The standing of an order.</summary>
    public static ContractStatus Of(Order order) => new(OrderDeadlines.Of(order), AwaitsOf(order), Settlement.Holds(order));

    private static AwaitedDecision? AwaitsOf(Order order) => order switch
    {
        { Approval.Pending: { } pending, Approval.Since: { } since } => new AwaitedDecision(pending.Role, pending.Amount, since),
        { ExtraWork.Pending: { } asked } =>
            new AwaitedDecision(asked.Roles is [var role, ..] ? role : null, order.Money.OutsideLumpSum + asked.Amount, asked.Since),
        { LeadTime.RequestedSince: { } since } => new AwaitedDecision(null, null, since),
        _ => null,
    };
}
