using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Gives an order to a contractor, under a contract and within somebody's mandate.</summary>
internal static class Awarding
{
    /// <summary>
    /// Looks for a contractor. Where the order costs more than the contract's lowest mandate allows, it waits for an approval
    /// first; where nobody is found, the reason is noted. Nothing happens where that is the state already.
    /// </summary>
    public static void Route(DecisionBuilder builder, DecisionContext context)
    {
        var order = builder.Order!;
        var today = DutchTime.DayOf(builder.Statement.RecordedAt);
        var answer = order.CancellationRequested is { AskedBy: PartyRole.Corporation }
            // Nobody else is given what is about to be withdrawn.
            ? new RoutingAnswer.Nowhere("The corporation asked to cancel the order, and no contractor has it.", "cancellation-asked")
            // The register's row of now, where it was looked up: the dwelling may have come, or moved to another area, since.
            : context.Router.Route(order.Content, context.Find(order.Content.DwellingId) ?? order.Dwelling, order.Routing.RefusedBy, today);
        switch (answer)
        {
            case RoutingAnswer.To to:
                Award(builder, to, context);
                break;
            case RoutingAnswer.Nowhere nowhere when nowhere.Reason != order.Routing.UnroutedReason:
                builder.AddAutomatic(new OrderUnrouted(nowhere.Reason, nowhere.Code, nowhere.Subject));
                break;
        }
    }

    /// <summary>The prices of content under the contract that the order was awarded under; null where it is not awarded under any.</summary>
    public static IReadOnlyList<LinePrice>? Prices(Order order, OrderContent content, DecisionContext context) =>
        order.Assignment.ContractorId is null ? null
        : Pricing.Of(content, context.AwardedUnder, context.BookOf(context.AwardedUnder), Pricing.DayOf(order with { Content = content }));

    /// <summary>
    /// Asks for an approval where the order, as its contractor now has it, costs more than anybody decided on; asks anew where the
    /// question was about another amount; and withdraws it where nothing is to be decided any more. To be called after everything that
    /// changes what the order costs, so that nobody approves an amount that it no longer has.
    /// </summary>
    public static void AskApproval(DecisionBuilder builder)
    {
        if (builder.Order is not { Assignment.ContractorId: not null, Assignment.Terms: { } terms } order) return;
        // While a price is asked for it, nothing is to be done yet: its costs are decided on with the quotation.
        var required = order.Quotation.IsSettled ? Required(terms.Mandates, order, order.Money, order.Assignment.ContractNumber ?? "") : null;
        if (required is not null && !AsksTheSame(required, order.Approval.Pending)) builder.AddAutomatic(required);
        if (required is null && order.Approval.Pending is not null)
            builder.AddAutomatic(new ApprovalWithdrawn(order.Quotation.IsSettled
                ? "The order is within what was decided on."
                : "The costs of the order are decided on with its quotation."));
    }

    private static void Award(DecisionBuilder builder, RoutingAnswer.To to, DecisionContext context)
    {
        var order = builder.Order!;
        var content = order.Content;
        if (to.Contract is not { } contract)
        {
            builder.AddAutomatic(new OrderAwarded(to.ContractorId, null, ForQuotation: !order.Quotation.IsSettled,
                Prices: Pricing.Of(content, null, PriceBook.Empty, Pricing.DayOf(order))));
            return;
        }
        var prices = Pricing.Of(content, contract, context.BookOf(contract), Pricing.DayOf(order));
        var money = new OrderMoney([.. OrderMoney.Of(content.Lines, prices, content.ReverseCharge, isExtra: false)], content.ReverseCharge);
        if (order.Quotation.IsSettled && Required(contract.Mandates, order, money, contract.Number) is { } required)
        {
            if (!AsksTheSame(required, order.Approval.Pending) || required.Role != order.Approval.Pending?.Role)
                builder.AddAutomatic(required with { Prices = prices });
            return;
        }
        builder.AddAutomatic(new OrderAwarded(
            to.ContractorId, contract.Number, ForQuotation: !order.Quotation.IsSettled, OrderTerms.Of(contract, content, prices), prices));
    }

    // A line whose price nobody knows is no line for nothing: somebody with a mandate decides on it, the lowest who may.
    private static ApprovalRequired? Required(IReadOnlyList<Mandate> mandates, Order order, OrderMoney money, string contract)
    {
        var (amount, decided) = (money.OutsideLumpSum, order.Approval.Decided);
        var covered = MandateRules.IsCovered(mandates, amount, decided);
        // With one role for any amount nothing waits for it, known or not.
        IReadOnlyList<UnpricedLine> unpriced = mandates is [{ UpTo: not null }, ..] ? [.. money.UnknownPrices.Except(decided?.Unpriced ?? [])] : [];
        if (covered && unpriced.Count == 0) return null;
        var roles = MandateRules.RolesFor(mandates, amount);
        var reason = covered ? MandateRules.Reason(mandates, amount, unpriced, contract) : MandateRules.Reason(mandates, amount);
        return new ApprovalRequired(
            reason, roles is [var role, ..] ? role : null, amount, roles, Unpriced: money.UnknownPrices is { Count: > 0 } all && unpriced.Count > 0 ? all : null);
    }

    private static bool AsksTheSame(ApprovalRequired required, ApprovalRequired? pending) =>
        required.Amount == pending?.Amount && (required.Unpriced ?? []).SequenceEqual(pending?.Unpriced ?? []);
}
