using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Gives an order to a contractor, under a contract and within somebody's mandate.</summary>
internal static class Awarding
{
    /// <summary>
    /// Looks for a contractor. Where the order costs more than the contract's lowest mandate allows, it waits for an approval
    /// first; where nobody is found, the reason is noted. Says nothing where it stands so already.
    /// </summary>
    public static void Route(DecisionBuilder taker, DecisionContext around)
    {
        var order = taker.Order!;
        var today = DutchTime.DayOf(taker.Saying.RecordedAt);
        var answer = order.CancellationRequested is { AskedBy: PartyRole.Corporation }
            // Nobody else is given what is about to be withdrawn.
            ? new RoutingAnswer.Nowhere("The corporation asked to cancel the order, and no contractor has it.")
            // The register's row of now, where it was looked up: the dwelling may have come, or moved to another area, since.
            : around.Router.Route(order.Content, around.Find(order.Content.DwellingId) ?? order.Dwelling, order.RefusedBy, today);
        switch (answer)
        {
            case RoutingAnswer.To to:
                Award(taker, to, around);
                break;
            case RoutingAnswer.Nowhere nowhere when nowhere.Reason != order.Unrouted:
                taker.AddAutomatic(new OrderUnrouted(nowhere.Reason));
                break;
        }
    }

    /// <summary>The prices of content under the contract that the order was awarded under; null where it is not awarded under any.</summary>
    public static IReadOnlyList<LinePrice>? Prices(Order order, OrderContent content, DecisionContext around) =>
        order.ContractorId is null ? null
        : Pricing.Of(content, around.AwardedUnder, around.BookOf(around.AwardedUnder), Pricing.DayOf(order with { Content = content }));

    /// <summary>
    /// Asks for an approval where the order, as it now stands with its contractor, costs more than anybody decided on; and
    /// withdraws the question where it no longer does.
    /// </summary>
    public static void AskApproval(DecisionBuilder taker)
    {
        if (taker.Order is not { ContractorId: not null, Terms: { } terms } order) return;
        var required = Required(terms.Mandates, order, order.Money.OutsideLumpSum);
        if (required is not null && required.Amount != order.PendingApproval?.Amount) taker.AddAutomatic(required);
        if (required is null && order.PendingApproval is not null) taker.AddAutomatic(new ApprovalWithdrawn("As amended, the order is within what was decided on."));
    }

    private static void Award(DecisionBuilder taker, RoutingAnswer.To to, DecisionContext around)
    {
        var order = taker.Order!;
        var content = order.Content;
        if (to.Contract is not { } contract)
        {
            taker.AddAutomatic(new OrderAwarded(to.ContractorId, null, ForQuotation: !order.QuotationSettled,
                Prices: Pricing.Of(content, null, PriceBook.Empty, Pricing.DayOf(order))));
            return;
        }
        var prices = Pricing.Of(content, contract, around.BookOf(contract), Pricing.DayOf(order));
        var amount = new OrderMoney([.. OrderMoney.Of(content.Lines, prices, content.ReverseCharge, isExtra: false)], content.ReverseCharge).OutsideLumpSum;
        if (order.QuotationSettled && Required(contract.Mandates, order, amount) is { } required)
        {
            if (required.Amount != order.PendingApproval?.Amount || required.Role != order.PendingApproval?.Role) taker.AddAutomatic(required with { Prices = prices });
            return;
        }
        taker.AddAutomatic(new OrderAwarded(
            to.ContractorId, contract.Number, ForQuotation: !order.QuotationSettled, OrderTerms.Of(contract, content, prices), prices));
    }

    private static ApprovalRequired? Required(IReadOnlyList<Mandate> mandates, Order order, decimal amount)
    {
        if (MandateRules.IsCovered(mandates, amount, order.Decided)) return null;
        var roles = MandateRules.RolesFor(mandates, amount);
        return new ApprovalRequired(MandateRules.Reason(mandates, amount), roles is [var role, ..] ? role : null, amount, roles);
    }
}
