using Hub.Domain.Contracts;
using Hub.Domain.Keys;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The contractor named its price. <paramref name="Total"/> is EUR without VAT.</summary>
public sealed record QuotationGiven(decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Quotation = order.Quotation with { Given = this } };

    internal override Refusal? Check(Order order, Statement statement)
    {
        if ((OrderChecks.Costs(Lines, Total) ?? OrderChecks.KeysOf(Lines ?? [])) is { } wrong) return wrong;
        if (Lines?.GroupBy(l => l.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return Refusal.Invalid("line-twice", $"The quotation has line {twice.Key} twice.");
        if (Total is not { } total || Lines is not { Count: > 0 } lines) return null;
        var sum = lines.Sum(l => Pricing.Amount(l.Quantity, l.Price) ?? 0);
        return sum == Pricing.Cents(total) ? null
            : Refusal.Invalid("total", $"The lines of the quotation add up to {MandateRules.Euros(sum)}, and its total is {MandateRules.Euros(total)}.");
    }
}

/// <summary>The corporation takes the quotation (DICO QUA). <paramref name="Role"/> is the role in which it was decided.</summary>
public sealed record QuotationAwarded(string? Remark = null, string? Role = null) : OrderEvent
{
    /// <summary>The role in which it was decided.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);

    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var quoted = order.AtQuotedPrices();
        var awarded = quoted with
        {
            Progress = OrderStatus.Awarded,
            Quotation = quoted.Quotation with { IsSettled = true },
            Assignment = quoted.Assignment with { ClockFrom = recorded.OccurredAt },
        };
        return awarded.DecidedOnAll(Role, recorded);
    }

    internal override Refusal? Check(Order order, Statement statement) =>
        QuotationState.CheckGiven(order) ?? MandateCheck.OfQuotation(order, Role, statement.By);
}

/// <summary>The corporation does not take the quotation (DICO QUR).</summary>
public sealed record QuotationDeclined(string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.WithoutContractor(order.Assignment.ContractorId);

    internal override Refusal? Check(Order order, Statement statement) => QuotationState.CheckGiven(order);
}

/// <summary>The quotation, where the corporation wants one before the work.</summary>
public sealed record QuotationState
{
    /// <summary>True once a quotation was taken, or none was asked.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The quotation that was given last; null while there is none.</summary>
    public QuotationGiven? Given { get; init; }

    /// <summary>The state before any quotation.</summary>
    internal static QuotationState Of(OrderContent content) => new() { IsSettled = !content.QuotationAsked };

    /// <summary>The refusal of a decision while no quotation was given; null where one was.</summary>
    internal static Refusal? CheckGiven(Order order) =>
        order.Quotation.Given is null ? Refusal.WrongState("no-quotation", "No quotation was given yet.") : null;
}

/// <content>The price that was quoted.</content>
public sealed partial record Order
{
    /// <summary>
    /// The order with what was quoted as what is agreed: line by line, or as one sum where no lines were given. As it was where the
    /// quotation names no price.
    /// </summary>
    internal Order AtQuotedPrices()
    {
        var quoted = Quotation.Given switch
        {
            { Lines: { Count: > 0 } lines } => lines,
            { Total: { } total } =>
                [new OrderLine { Number = Pricing.QuotationLine, Description = "Quotation", Price = total, Agreement = AgreementMethod.FixedSum }],
            _ => (IReadOnlyList<OrderLine>)[],
        };
        if (quoted.Count == 0) return this;

        var own = Content.Lines.Select(l => l.Number).ToHashSet();
        var extra = quoted.Where(q => !own.Contains(q.Number)).ToList();
        return this with
        {
            Assignment = Assignment with
            {
                Prices = [.. Content.Lines.Select(l => Quoted(l, quoted.FirstOrDefault(q => q.Number == l.Number)))],
                ExtraWork = ExtraWork with
                {
                    AgreedLines = extra,
                    AgreedPrices = [.. extra.Select(q => new LinePrice(q.Number, AgreementMethod.FixedSum, q.Price))],
                },
            },
        };
    }

    /// <summary>
    /// The prices of amended content, given those by the contract: a line that an awarded quotation was for, and that is asked as it was,
    /// keeps the price that was quoted.
    /// </summary>
    internal IReadOnlyList<LinePrice> KeepingQuoted(OrderContent content, IReadOnlyList<LinePrice> byContract)
    {
        if (!Content.QuotationAsked || !Quotation.IsSettled) return byContract;
        var quoted = Content.Lines.Where(l => content.Lines.Any(c => IsPricedAlike(c, l))).Select(l => l.Number).ToHashSet();
        return [.. byContract.Select(p => quoted.Contains(p.Number) ? Assignment.Prices.FirstOrDefault(q => q.Number == p.Number) ?? p : p)];
    }

    // A line of the order that was not quoted by itself is part of the others' price.
    private static LinePrice Quoted(OrderLine line, OrderLine? quoted) => quoted is null
        ? new LinePrice(line.Number, AgreementMethod.FixedSum, 0)
        : new LinePrice(line.Number, AgreementMethod.FixedSum, quoted.Price ?? 0, quoted.Quantity == line.Quantity ? null : quoted.Quantity);

    private static bool IsPricedAlike(OrderLine a, OrderLine b) =>
        (a.Number, a.PriceCode, a.Quantity, a.Unit, a.Price, a.Agreement) == (b.Number, b.PriceCode, b.Quantity, b.Unit, b.Price, b.Agreement);
}
