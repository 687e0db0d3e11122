using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Completes what a partner says about money with what the contract says of it, and refuses what contradicts it.</summary>
internal static class EventEnrichment
{
    /// <summary>The fact with what the hub knows of it, or why it cannot be taken.</summary>
    public static (OrderEvent Fact, Refusal? Refusal) Complete(Order order, OrderEvent fact, Statement saying, DecisionContext around) => fact switch
    {
        ExtraWorkRequested asked => ExtraWork(order, asked, around),
        QuotationGiven quoted => (quoted, Quotation(quoted)),
        WorkCompleted done => (done, Numbers(done.Lines, done.Total)),
        CostsSettled settled when Numbers(settled.Lines, settled.Total) is { } wrong => (settled, wrong),
        CostsSettled settled when order.Terms is not null => Costs(order, settled, saying.By.Role),
        KeysReceived keys => (keys, Keys(order, keys, saying)),
        _ => (fact, null),
    };

    /// <summary>
    /// What a settlement settles at. Who says "settled" and no more means what was agreed; the corporation, where the contractor
    /// claims something, means that.
    /// </summary>
    public static CostsSettled InFull(Order order, CostsSettled settled, PartyRole by)
    {
        if (settled.Total is null && settled.Lines is not { Count: > 0 } && by is PartyRole.Corporation && order.Claim is { } claim)
            settled = settled with { Total = claim.Total, Lines = claim.Lines };
        var lines = settled.Lines is { Count: > 0 } given ? given : null;
        return settled with
        {
            Lines = lines ?? Settlement.AgreedLines(order),
            Total = settled.Total ?? (lines is not null ? Settlement.TotalOf(order, lines) : order.Money is { Unpriced.Count: 0 } money ? money.OutsideLumpSum : null),
        };
    }

    /// <summary>The settlement at what was agreed, where an order is closed and nobody claimed anything else; null where there is nothing to settle, or no price.</summary>
    public static CostsSettled? CostsAsAgreed(Order order) =>
        order is { Terms: not null, Progress: OrderStatus.Settling, SettledAt: null, Claim: null, IsWithinLumpSum: false }
        && order.Money is { Unpriced.Count: 0, Lines.Count: > 0 } money
            ? new CostsSettled(money.OutsideLumpSum, Settlement.AgreedLines(order))
            : null;

    private static Refusal? Numbers(IReadOnlyList<OrderLine>? lines, decimal? total) =>
        total is < 0 or >= Limits.AmountBelow ? new Refusal(RefusalKind.Invalid, "total", "The total must be from zero and below EUR 1,000,000,000.") : OrderChecks.Numbers(lines ?? []);

    private static Refusal? Quotation(QuotationGiven quoted)
    {
        if (Numbers(quoted.Lines, quoted.Total) is { } wrong) return wrong;
        if (quoted is not { Total: { } total, Lines: { Count: > 0 } lines }) return null;
        var sum = lines.Sum(l => Pricing.Amount(l.Quantity, l.Price) ?? 0);
        return sum == Pricing.Cents(total) ? null
            : new Refusal(RefusalKind.Invalid, "total", $"The lines of the quotation make {MandateRules.Euros(sum)}, and its total says {MandateRules.Euros(total)}.");
    }

    private static Refusal? Keys(Order order, KeysReceived keys, Statement saying)
    {
        if (keys.On > DutchTime.DayOf(saying.RecordedAt)) return new Refusal(RefusalKind.Invalid, "date-range", "Keys cannot have come in on a day that is still to come.");
        // The lead time runs from them: the corporation, which takes keys in, has the last word.
        return saying.By.Role is PartyRole.Contractor && order.KeysByCorporation
            ? new Refusal(RefusalKind.WrongState, "keys-known", "The corporation said already when the keys came in.")
            : null;
    }

    private static (OrderEvent, Refusal?) ExtraWork(Order order, ExtraWorkRequested asked, DecisionContext around)
    {
        var lines = asked.Lines ?? [];
        if (lines.GroupBy(l => l.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return (asked, new Refusal(RefusalKind.Invalid, "line-twice", $"Line {twice.Key} stands twice in the request."));
        if (OrderChecks.Numbers(lines) is { } wrong) return (asked, wrong);
        var taken = order.Content.Lines.Concat(order.AgreedExtraLines).Select(l => l.Number).ToHashSet();
        if (lines.FirstOrDefault(l => taken.Contains(l.Number)) is { } same)
            return (asked, new Refusal(RefusalKind.Invalid, "line-taken", $"Line {same.Number} is on the order already: extra work needs a number of its own."));

        var prices = Pricing.OfExtraWork(lines, around.AwardedUnder, around.BookOf(around.AwardedUnder), Pricing.DayOf(order));
        foreach (var (line, price) in lines.Zip(prices))
        {
            if (line.Agreement is { } method && price.Coverage != method)
                return (asked, new Refusal(RefusalKind.Invalid, "price-differs",
                    $"Line {line.Number}: {line.PriceCode} is paid as {price.Coverage} in contract {order.ContractNumber}; {method} was asked."));
            if (line.Price is { } asks && price.Price != asks)
                return (asked, new Refusal(RefusalKind.Invalid, "price-differs",
                    $"Line {line.Number}: {line.PriceCode} costs {MandateRules.Euros(price.Price ?? 0)} in contract {order.ContractNumber}; {MandateRules.Euros(asks)} was asked."));
        }
        return (asked with { Prices = prices, Roles = MandateCheck.RolesForExtraWork(order, lines, prices) }, null);
    }

    // The contractor cannot settle otherwise than agreed; the corporation can, and then it is told in what.
    private static (OrderEvent, Refusal?) Costs(Order order, CostsSettled settled, PartyRole by)
    {
        var full = InFull(order, settled, by);
        var said = settled.Lines is { Count: > 0 } || (by is PartyRole.Corporation && order.Claim?.Lines is not null && settled.Total is null) ? full.Lines : null;
        var differences = Settlement.Compare(order, new CostClaim(full.Total, said));
        if (differences.Count > 0 && by is PartyRole.Contractor)
            return (settled, new Refusal(RefusalKind.Invalid, "costs-differ",
                $"The costs differ from what was agreed. {string.Join(" ", differences.Select(d => d.Sentence))}"));
        return (full with { Differences = differences.Count > 0 ? differences : null }, null);
    }
}
