using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>What the hub itself concludes, by the contract, from where an order has come to stand. An order without a contract is left to its two sides.</summary>
internal static class AutomaticEvents
{
    // Each conclusion brings the order further; more of them than this can only be a rule that runs in a circle.
    private const int Most = 8;

    /// <summary>Takes all conclusions, one after the other.</summary>
    public static void Take(DecisionBuilder taker)
    {
        for (var taken = 0; Next(taker.Order) is { } conclusion; taken++)
        {
            if (taken == Most) throw new InvalidOperationException($"The conclusions on order {taker.Order!.Id} do not end.");
            taker.AddAutomatic(conclusion);
        }
    }

    private static OrderEvent? Next(Order? order) => order switch
    {
        { Terms: null } or null => null,
        // Photos that are still being fetched may be the ones; if not even they are enough, there is nothing to wait for.
        { IsDone: true, EndedAt: null, MissingPhotosReported: false } done when PhotoRules.MissingOf(done, withAwaited: true).Count > 0 => new PhotosMissing(PhotoRules.MissingOf(done)),
        { Progress: OrderStatus.TechnicallyComplete } done => AfterDone(done),
        { Progress: OrderStatus.Settling } settling => AfterAgreed(settling),
        _ => null,
    };

    private static OrderEvent? AfterDone(Order order)
    {
        if (order.Content.Kind is not OrderKind.Turnover && SamplePick.Picks(order.Id.Value, order.Terms!.SampleShare)) return new SamplePicked(order.Terms.SampleShare);
        if (Settlement.WorkHolds(order).Any()) return null;
        return order.IsWithinLumpSum && Differences(order).Count == 0 ? new OrderClosed() : new WorkAgreed();
    }

    private static IReadOnlyList<CostDifference> Differences(Order order) => order.Claim is { } claim ? Settlement.Compare(order, claim) : [];

    private static OrderEvent? AfterAgreed(Order order)
    {
        if (Settlement.WorkHolds(order).Any() || order.SettledAt is not null) return null;
        var differences = Differences(order);
        if (order.IsWithinLumpSum && differences.Count == 0) return new OrderClosed();
        if (order.Claim is not { } claim || order.CostDifferences.Count > 0) return null;
        return differences.Count > 0
            ? new CostsDiffer(differences)
            : new CostsSettled(claim.Lines is { } lines ? Settlement.TotalOf(order, lines) : claim.Total, claim.Lines ?? Settlement.AgreedLines(order));
    }
}
