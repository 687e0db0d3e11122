using Hub.Domain.Contracts;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The contractor named its price. <paramref name="Total"/> is EUR without VAT.</summary>
public sealed record QuotationGiven(decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Quotation = order.Quotation with { Given = this } };

    internal override Refusal? Check(Order order, Statement statement)
    {
        if (OrderChecks.Costs(Lines, Total) is { } wrong) return wrong;
        if (Total is not { } total || Lines is not { Count: > 0 } lines) return null;
        var sum = lines.Sum(l => Pricing.Amount(l.Quantity, l.Price) ?? 0);
        return sum == Pricing.Cents(total) ? null
            : Refusal.Invalid("total", $"The lines of the quotation add up to {MandateRules.Euros(sum)}, and its total is {MandateRules.Euros(total)}.");
    }
}

/// <summary>The corporation takes the quotation (DICO QUA). <paramref name="Role"/> is the role in which it was decided.</summary>
public sealed record QuotationAwarded(string? Remark = null, string? Role = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        // What was quoted is from now on what was agreed: line by line, or as one sum where no lines were given.
        var quoted = order.Quotation.Given switch
        {
            { Lines: { Count: > 0 } lines } => lines,
            { Total: { } total } =>
                [new OrderLine { Number = Pricing.QuotationLine, Description = "Quotation", Price = total, Agreement = AgreementMethod.FixedSum }],
            _ => (IReadOnlyList<OrderLine>)[],
        };
        var awarded = order with
        {
            Progress = OrderStatus.Awarded,
            Quotation = order.Quotation with { IsSettled = true },
            Assignment = order.Assignment with { ClockFrom = recorded.OccurredAt },
        };
        if (quoted.Count == 0) return awarded;

        var own = order.Content.Lines.Select(l => l.Number).ToHashSet();
        var extra = quoted.Where(q => !own.Contains(q.Number)).ToList();
        awarded = awarded with
        {
            Assignment = awarded.Assignment with
            {
                // A line of the order that was not quoted by itself is part of the others' price.
                Prices =
                [
                    .. order.Content.Lines.Select(l =>
                        new LinePrice(l.Number, AgreementMethod.FixedSum, quoted.FirstOrDefault(q => q.Number == l.Number)?.Price ?? 0)),
                ],
                ExtraWork = awarded.ExtraWork with
                {
                    AgreedLines = extra,
                    AgreedPrices = [.. extra.Select(q => new LinePrice(q.Number, AgreementMethod.FixedSum, q.Price))],
                },
            },
        };
        return Role is null ? awarded : awarded.DecidedOn(awarded.Money.OutsideLumpSum, Role);
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
