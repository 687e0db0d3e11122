using Hub.Domain.Contracts;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>What still keeps an order from being settled.</summary>
public enum SettlementHold
{
    /// <summary>It was picked for a check, and the inspector has given no verdict yet.</summary>
    Sample,

    /// <summary>A turnover's final inspection.</summary>
    FinalInspection,

    /// <summary>An approval or an answer on extra work.</summary>
    Approval,

    /// <summary>Photos that the contract asks.</summary>
    Evidence,

    /// <summary>The contractor's claim differs from what was agreed.</summary>
    CostDifferences,

    /// <summary>Nobody has reported what it cost.</summary>
    Costs,
}

/// <summary>Judges whether an order can be settled, and checks a claim against what was agreed.</summary>
public static class Settlement
{
    /// <summary>What an order that is done waits for before it closes; empty for an order that is not done yet, or has ended.</summary>
    public static IReadOnlyList<SettlementHold> Holds(Order order)
    {
        if (!order.IsDone || order.EndedAt is not null) return [];
        var holds = WorkHolds(order).ToList();
        if (order.Costs.Differences.Count > 0 && order.Costs.SettledAt is null) holds.Add(SettlementHold.CostDifferences);
        else if (order.Costs.SettledAt is null && !order.IsWithinLumpSum) holds.Add(SettlementHold.Costs);
        return holds;
    }

    /// <summary>What the work waits for before it is agreed.</summary>
    public static IEnumerable<SettlementHold> WorkHolds(Order order)
    {
        if (order.Progress is OrderStatus.InSample) yield return SettlementHold.Sample;
        if (order is { Progress: OrderStatus.TechnicallyComplete, Content.Kind: OrderKind.Turnover }) yield return SettlementHold.FinalInspection;
        if (order.Approval.Pending is not null || order.ExtraWork.Pending is not null) yield return SettlementHold.Approval;
        if (PhotoRules.MissingOf(order).Count > 0) yield return SettlementHold.Evidence;
    }

    /// <summary>
    /// The settlement at what was agreed, where an order is closed and nobody claimed anything else; null where there is nothing to settle, or
    /// no price.
    /// </summary>
    internal static CostsSettled? AsAgreed(Order order) =>
        order is { Assignment.Terms: not null, Progress: OrderStatus.Settling, Costs: { SettledAt: null, Claim: null }, IsWithinLumpSum: false }
        && order.Money is { Unpriced.Count: 0, Lines.Count: > 0 } money
            ? new CostsSettled(money.OutsideLumpSum, AgreedLines(order))
            : null;

    /// <summary>What is to be paid for an order as agreed, line by line.</summary>
    public static IReadOnlyList<OrderLine> AgreedLines(Order order) =>
        [.. order.Money.Lines.Where(l => !l.IsCovered).Select(l => l.Line with { Price = l.Price })];

    /// <summary>
    /// Every difference between a claim and what was agreed. Fewer units than ordered is none; of work by the hour only the
    /// price was agreed, not how long it takes.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="claim">What is claimed.</param>
    public static IReadOnlyList<CostDifference> Compare(Order order, CostClaim claim)
    {
        var money = order.Money;
        var differences = new List<CostDifference>();
        foreach (var line in claim.Lines ?? [])
        {
            var claimed = Pricing.Amount(line.Quantity, line.Price);
            if (money.Lines.FirstOrDefault(l => l.Line.Number == line.Number) is not { } agreed)
                differences.Add(new(CostDifferenceKind.NotOrdered, line.Number, null, claimed));
            // Work under the lump sum or warranty costs nothing, by whichever code it is reported.
            else if (agreed.IsCovered)
                differences.AddRange(claimed > 0 ? [new(CostDifferenceKind.Covered, line.Number, 0, claimed)] : []);
            // A code claims what it costs in a list: nothing was agreed of that either.
            else if (agreed.Price is null)
                differences.AddRange(line.Price is not null || line.PriceCode is not null
                    ? [new(CostDifferenceKind.NoAgreedPrice, line.Number, null, line.Price)]
                    : []);
            // By the cents that it makes: a price that came as a total in cents has lost its further decimals.
            else if (line.Price is not null && claimed != Pricing.Amount(line.Quantity, agreed.Price))
                differences.Add(new(CostDifferenceKind.Price, line.Number, agreed.Price, line.Price));
        }
        foreach (var line in claim.Lines ?? [])
        {
            if (money.Lines.FirstOrDefault(l => l.Line.Number == line.Number) is not { IsCovered: false } agreed) continue;
            if (agreed.Price is not null && line.PriceCode is { } code)
            {
                if (AgreedCode(order, agreed) is not { } own)
                {
                    // Without a price the code claims another one than was agreed; with the agreed price it only says how the contractor calls the work.
                    if (line.Price is null) differences.Add(new(CostDifferenceKind.PriceCode, line.Number, agreed.Price, null));
                }
                else if (!KeyText.SameCode(own, code))
                    differences.Add(new(CostDifferenceKind.PriceCode, line.Number, agreed.Price, line.Price ?? agreed.Price));
            }
            if (agreed.Line.Unit is { } unit && line.Unit is { } claimed && !PriceUnits.AreSame(unit, claimed))
                differences.Add(new(CostDifferenceKind.Unit, line.Number, agreed.Line.Quantity, line.Quantity));
        }
        // What is claimed of a line in parts counts together.
        foreach (var (number, quantity) in (claim.Lines ?? []).GroupBy(l => l.Number).Select(g => (g.Key, g.Sum(l => l.Quantity))))
        {
            if (money.Lines.FirstOrDefault(l => l.Line.Number == number) is { IsCovered: false, Coverage: not AgreementMethod.TimeAndMaterials } agreed
                && quantity > agreed.Line.Quantity)
                differences.Add(new(CostDifferenceKind.Quantity, number, agreed.Line.Quantity, quantity));
        }
        // Where lines name no price of their own, the agreed one is meant.
        var sum = claim.Lines is null ? money.OutsideLumpSum : TotalOf(order, claim.Lines);
        if (claim.Total is { } total && Pricing.Cents(total) != sum)
            differences.Add(claim.Lines is not null ? new(CostDifferenceKind.Sum, null, sum, total)
                : money.Unpriced.Count > 0 ? new(CostDifferenceKind.NoAgreedPrice, null, null, total)
                : new(CostDifferenceKind.Total, null, sum, total));
        if (order.Assignment.Terms is { Mandates: { Count: > 0 } mandates } && Math.Max(sum, claim.Total ?? 0) is var claimedInAll
            && !MandateRules.IsCovered(mandates, claimedInAll, order.Approval.Decided) && claimedInAll > money.OutsideLumpSum)
            differences.Add(new(CostDifferenceKind.AboveMandate, null, Math.Max(money.OutsideLumpSum, order.Approval.Decided?.Amount ?? 0), claimedInAll));
        return differences;
    }

    private static string? AgreedCode(Order order, LineMoney agreed) =>
        agreed.Line.PriceCode
        ?? (order.Quotation is { IsSettled: true, Given.Lines: { } quoted } ? quoted.FirstOrDefault(q => q.Number == agreed.Line.Number)?.PriceCode : null);

    /// <summary>EUR without VAT of claimed lines; a line without a price counts at the agreed one.</summary>
    public static decimal TotalOf(Order order, IReadOnlyList<OrderLine> claimed)
    {
        var money = order.Money;
        return claimed.Sum(line =>
        {
            var agreed = money.Lines.FirstOrDefault(l => l.Line.Number == line.Number);
            return agreed is { IsCovered: true } && line.Price is null ? 0 : Pricing.Amount(line.Quantity, line.Price ?? agreed?.Price) ?? 0;
        });
    }
}
