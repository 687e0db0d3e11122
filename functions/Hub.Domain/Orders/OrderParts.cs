using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>An interruption that stands.</summary>
public sealed record Interruption(InterruptionReason Reason, DateTimeOffset Since);

/// <summary>A question, request or approval that waits for somebody.</summary>
/// <param name="AskedBy">Whose question it is; the other side answers.</param>
/// <param name="Since">When it was asked.</param>
/// <param name="Text">The question or reason.</param>
public sealed record Pending(PartyRole AskedBy, DateTimeOffset Since, string? Text);

/// <summary>Extra work that waits for the client's answer.</summary>
/// <param name="Since">When it was asked.</param>
/// <param name="Reason">Why it is necessary.</param>
/// <param name="Lines">What it is.</param>
/// <param name="Prices">What it costs under the order's contract.</param>
/// <param name="Roles">The roles that may decide on all of it; null where anybody of the corporation may.</param>
public sealed record PendingExtraWork(
    DateTimeOffset Since, string? Reason, IReadOnlyList<OrderLine> Lines, IReadOnlyList<LinePrice> Prices, IReadOnlyList<string>? Roles = null)
{
    /// <summary>EUR without VAT that it costs outside the lump sum, as far as prices are known.</summary>
    public decimal Amount => OrderMoney.Outside(Lines, Prices);

    /// <summary>True where a line outside the lump sum has no price that anybody knows.</summary>
    public bool IsUnpriced => OrderMoney.Of(Lines, Prices, null, isExtra: true).Any(l => !l.IsCovered && l.Amount is null);
}

/// <summary>An answer to a request for extra work.</summary>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="Role">In which role; null where it was within the lowest mandate, or the contract has none.</param>
/// <param name="Approved">Lines that were agreed.</param>
/// <param name="Declined">Lines that were not.</param>
/// <param name="AcknowledgedAt">When the contractor said that it had seen the answer.</param>
public sealed record ExtraWorkDecision(
    DateTimeOffset AskedAt, DateTimeOffset DecidedAt, string? Role, IReadOnlyList<string> Approved, IReadOnlyList<string> Declined, DateTimeOffset? AcknowledgedAt = null);

/// <summary>What the contractor says that its work costs.</summary>
/// <param name="Total">EUR without VAT, where it gave a total.</param>
/// <param name="Lines">Line by line, where it gave lines.</param>
public sealed record CostClaim(decimal? Total, IReadOnlyList<OrderLine>? Lines);
