using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Whether who decides on money may decide on so much.</summary>
internal static class MandateCheck
{
    /// <summary>The refusal of a decision in a role that does not reach so far, or null.</summary>
    public static Refusal? Check(Order order, OrderEvent decision, Actor by) => decision switch
    {
        OrderApproved e => Judge(e.Role, order.PendingApproval!.Roles, order.PendingApproval.Amount ?? 0, by),
        OrderDeclined e => Judge(e.Role, order.PendingApproval!.Roles, order.PendingApproval.Amount ?? 0, by),
        ExtraWorkApproved e => ByContract(order, e.Role, With(order, [.. order.ExtraWork!.Lines.Where(l => e.LineNumbers?.Contains(l.Number) ?? true)], order.ExtraWork.Prices), by),
        ExtraWorkDeclined e => ByContract(order, e.Role, With(order, order.ExtraWork!.Lines, order.ExtraWork.Prices), by),
        QuotationAwarded e => ByContract(order, e.Role, QuotedAmount(order), by),
        CostsSettled e when by.Role is PartyRole.Corporation => Settling(order, e, by),
        _ => null,
    };

    /// <summary>
    /// The hub's own consent to extra work that needs nobody's decision; null where somebody must decide. What was applied so
    /// before counts with it, so that a large sum does not pass in slices; and rework is never applied unasked, for it is at
    /// the contractor's cost.
    /// </summary>
    public static ExtraWorkApproved? WithinMandate(Order order)
    {
        if (order.FailedInspections > 0) return null;
        if (order is not { ExtraWork: { Lines.Count: > 0 } asked, Terms.Mandates: { Count: > 0 } mandates, PendingApproval: null }) return null;
        if (asked.IsUnpriced) return null;
        return MandateRules.IsCovered(mandates, With(order, asked.Lines, asked.Prices), order.Decided)
            ? new ExtraWorkApproved()
            : null;
    }

    /// <summary>The roles that may decide on a request for extra work as a whole; null where anybody of the corporation may.</summary>
    public static IReadOnlyList<string>? RolesForExtraWork(Order order, IReadOnlyList<OrderLine> lines, IReadOnlyList<LinePrice> prices) =>
        order.Terms is { Mandates: { Count: > 0 } mandates } ? MandateRules.RolesFor(mandates, With(order, lines, prices)) : null;

    // What the order would cost with these lines of extra work, outside the lump sum: that is what a role answers for.
    private static decimal With(Order order, IReadOnlyList<OrderLine> lines, IReadOnlyList<LinePrice> prices) => order.Money.OutsideLumpSum + OrderMoney.Outside(lines, prices);

    // What the order will cost at the quoted prices; without any, what it costs by the contract.
    private static decimal QuotedAmount(Order order) => order.Quotation switch
    {
        { Lines: { Count: > 0 } lines } => lines.Sum(l => Pricing.Amount(l.Quantity, l.Price) ?? 0),
        { Total: { } total } => Pricing.Cents(total),
        _ => order.Money.OutsideLumpSum,
    };

    private static Refusal? Settling(Order order, CostsSettled settled, Actor by)
    {
        if (order.Terms is not { Mandates: { Count: > 0 } mandates }) return null;
        var total = EventEnrichment.InFull(order, settled, by.Role).Total ?? 0;
        return settled.Role is null && MandateRules.IsCovered(mandates, total, order.Decided) ? null : Judge(settled.Role, MandateRules.RolesFor(mandates, total), total, by);
    }

    private static Refusal? ByContract(Order order, string? role, decimal amount, Actor by) => order.Terms is not { Mandates: { Count: > 0 } mandates } ? null
        // Of what needs no approval at all anybody of the corporation may speak; not of what nobody knows the price of.
        : role is null && MandateRules.IsWithinLowest(mandates, amount) && order.ExtraWork is not { IsUnpriced: true } ? null
        : Judge(role, MandateRules.RolesFor(mandates, amount), amount, by);

    private static Refusal? Judge(string? role, IReadOnlyList<string>? may, decimal amount, Actor by)
    {
        if (may is null) return null;
        var euros = MandateRules.Euros(amount);
        if (may.Count == 0)
            return by.PartnerId is null ? null
                : new Refusal(RefusalKind.NotAllowed, "above-mandates", $"{euros} is above every mandate of the contract: only the administrator can decide on it.");
        var roles = string.Join(", ", may);
        if (string.IsNullOrWhiteSpace(role))
            return new Refusal(RefusalKind.NotAllowed, "role-missing", $"A decision on {euros} must say in which role it is taken: {roles}.");
        return may.Contains(role, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Refusal(RefusalKind.NotAllowed, "role-mandate", $"The mandate of {role} does not reach to {euros}: {roles} may decide on it.");
    }
}
