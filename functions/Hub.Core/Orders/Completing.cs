using Hub.Core.Contracts;

namespace Hub.Core.Orders;

/// <summary>Completes what a partner says about money with what the contract says of it, and refuses what contradicts it.</summary>
internal static class Completing
{
    /// <summary>The fact with what the hub knows of it, or why it cannot be taken.</summary>
    public static (OrderEvent Fact, Refusal? Refusal) Complete(Order order, OrderEvent fact, Saying saying, Surroundings around) => fact switch
    {
        ExtraWorkRequested asked => ExtraWork(order, asked, saying, around),
        CostsSettled settled when order.Terms is not null => Costs(order, settled, saying.By.Role),
        _ => (fact, null),
    };

    /// <summary>The settlement at what was agreed, where an order is closed and nobody claimed anything else; null where there is nothing to settle, or no price.</summary>
    public static CostsSettled? CostsAsAgreed(Order order) =>
        order is { Terms: not null, Progress: OrderStatus.Settling, SettledAt: null, Claim: null, IsWithinLumpSum: false }
        && order.Money is { Unpriced.Count: 0, Lines.Count: > 0 } money
            ? new CostsSettled(money.OutsideLumpSum, Settlement.AgreedLines(order))
            : null;

    private static (OrderEvent, Refusal?) ExtraWork(Order order, ExtraWorkRequested asked, Saying saying, Surroundings around)
    {
        var lines = asked.Lines ?? [];
        if (lines.GroupBy(l => l.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return (asked, new Refusal(RefusalKind.Invalid, "line-twice", $"Line {twice.Key} stands twice in the request."));
        if (lines.FirstOrDefault(l => l.Quantity <= 0) is { } none)
            return (asked, new Refusal(RefusalKind.Invalid, "quantity", $"Line {none.Number}: the quantity must be more than zero."));
        if (lines.FirstOrDefault(l => l.Price < 0) is { } negative)
            return (asked, new Refusal(RefusalKind.Invalid, "price", $"Line {negative.Number}: the price must not be below zero."));
        var taken = order.Content.Lines.Concat(order.AgreedExtraLines).Select(l => l.Number).ToHashSet();
        if (lines.FirstOrDefault(l => taken.Contains(l.Number)) is { } same)
            return (asked, new Refusal(RefusalKind.Invalid, "line-taken", $"Line {same.Number} is on the order already: extra work needs a number of its own."));

        var prices = Pricing.OfExtraWork(lines, around.AwardedUnder, around.BookOf(around.AwardedUnder), order.Content.OrderedOn ?? DutchTime.DayOf(saying.RecordedAt));
        foreach (var (line, price) in lines.Zip(prices))
        {
            if (line.Price is { } asks && price.Price != asks)
                return (asked, new Refusal(RefusalKind.Invalid, "price-differs",
                    $"Line {line.Number}: {line.PriceCode} costs {MandateRules.Euros(price.Price ?? 0)} in contract {order.ContractNumber}; {MandateRules.Euros(asks)} was asked."));
        }
        return (asked with { Prices = prices, Roles = MandateCheck.RolesForExtraWork(order, lines, prices) }, null);
    }

    // The contractor cannot settle otherwise than agreed; the corporation can, and then it is told in what.
    private static (OrderEvent, Refusal?) Costs(Order order, CostsSettled settled, PartyRole by)
    {
        var differences = Settlement.Compare(order, new CostClaim(settled.Total, settled.Lines));
        if (differences.Count > 0 && by is PartyRole.Contractor)
            return (settled, new Refusal(RefusalKind.Invalid, "costs-differ",
                $"The costs differ from what was agreed. {string.Join(" ", differences.Select(d => d.Sentence))}"));
        var total = settled.Total ?? (settled.Lines is { } lines ? Settlement.TotalOf(order, lines) : order.Money is { Unpriced.Count: 0 } money ? money.OutsideLumpSum : null);
        return (settled with { Total = total, Lines = settled.Lines ?? Settlement.AgreedLines(order), Differences = differences.Count > 0 ? differences : null }, null);
    }
}
