using Hub.Domain.Contracts;
using Hub.Domain.Keys;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Whether a person who decides on money has a mandate for the amount.</summary>
internal static class MandateCheck
{
    /// <summary>The refusal of a decision on lines of extra work in a role whose mandate is too low; null where it is high enough.</summary>
    public static Refusal? OfExtraWork(Order order, string? role, IReadOnlyList<OrderLine> lines, Actor by) =>
        ByContract(order, role, With(order, lines, order.ExtraWork.Pending!.Prices), by);

    /// <summary>The refusal of a decision on the quotation in a role whose mandate is too low; null where it is high enough.</summary>
    public static Refusal? OfQuotation(Order order, string? role, Actor by) =>
        ByContract(order, role, order.AtQuotedPrices().Money.OutsideLumpSum, by);

    /// <summary>The refusal of a settlement by the corporation in a role whose mandate is too low; null where it is high enough.</summary>
    public static Refusal? OfSettlement(Order order, CostsSettled settled, Actor by)
    {
        if (order.Assignment.Terms is not { Mandates: { Count: > 0 } mandates }) return null;
        var total = settled.InFull(order, by.Role).Total ?? 0;
        return settled.Role is null && MandateRules.IsCovered(mandates, total, order.Approval.Decided) ? null
            : Judge(settled.Role, MandateRules.RolesFor(mandates, total), total, by);
    }

    /// <summary>
    /// The hub's own consent to extra work that needs nobody's decision; null where somebody must decide. What was approved so
    /// before counts with it, so that a large sum does not pass in slices; and rework is never approved unasked, for it is at
    /// the contractor's cost.
    /// </summary>
    public static ExtraWorkApproved? WithinMandate(Order order)
    {
        if (order.Inspection.Failures > 0) return null;
        if (order is not { ExtraWork.Pending: { Lines.Count: > 0, IsUnpriced: false } asked, Assignment.Terms.Mandates: { Count: > 0 } mandates }) return null;
        if (order.Approval.Pending is not null) return null;
        return MandateRules.IsCovered(mandates, With(order, asked.Lines, asked.Prices), order.Approval.Decided)
            ? new ExtraWorkApproved()
            : null;
    }

    /// <summary>The roles that may decide on a request for extra work as a whole; null where anybody of the corporation may.</summary>
    public static IReadOnlyList<string>? RolesForExtraWork(Order order, IReadOnlyList<OrderLine> lines, IReadOnlyList<LinePrice> prices) =>
        order.Assignment.Terms is { Mandates: { Count: > 0 } mandates } ? MandateRules.RolesFor(mandates, With(order, lines, prices)) : null;

    /// <summary>The refusal of a decision in a role that is not one of those that may decide; null where it is.</summary>
    /// <param name="role">The role in which it is decided, or null.</param>
    /// <param name="may">The roles that may decide; null where anybody may.</param>
    /// <param name="amount">EUR without VAT that is decided on.</param>
    /// <param name="by">Who decides.</param>
    public static Refusal? Judge(string? role, IReadOnlyList<string>? may, decimal amount, Actor by)
    {
        if (may is null) return null;
        var euros = MandateRules.Euros(amount);
        if (may.Count == 0)
            return by.PartnerId is null ? null
                : Refusal.NotAllowed("above-mandates", $"{euros} is above every mandate of the contract: only the administrator can decide on it.");
        var roles = string.Join(", ", may);
        if (string.IsNullOrWhiteSpace(role))
            return Refusal.NotAllowed("role-missing", $"A decision on {euros} must say in which role it is taken: {roles}.");
        return may.Any(m => KeyText.SameCode(m, role))
            ? null
            : Refusal.NotAllowed("role-mandate", $"The mandate of {role} does not reach to {euros}: {roles} may decide on it.");
    }

    // What the order would cost with these lines of extra work, outside the lump sum: that is what a role answers for.
    private static decimal With(Order order, IReadOnlyList<OrderLine> lines, IReadOnlyList<LinePrice> prices) =>
        order.Money.OutsideLumpSum + OrderMoney.Outside(lines, prices);

    private static Refusal? ByContract(Order order, string? role, decimal amount, Actor by) =>
        order.Assignment.Terms is not { Mandates: { Count: > 0 } mandates } ? null
        // Anybody of the corporation may decide on what needs no approval at all; not on what has no known price.
        : role is null && MandateRules.IsWithinLowest(mandates, amount) && order.ExtraWork.Pending is not { IsUnpriced: true } ? null
        : Judge(role, MandateRules.RolesFor(mandates, amount), amount, by);
}
