using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The events that the hub itself adds, by the contract, after a change of an order. An order without a contract is left to its two sides.</summary>
internal static class AutomaticEvents
{
    // Each brings the order further; more of them than this can only be rules that follow each other in a circle.
    private const int Most = 8;

    /// <summary>Adds all of them, one after the other.</summary>
    public static void Add(DecisionBuilder builder)
    {
        for (var added = 0; Next(builder.Order) is { } next; added++)
        {
            if (added == Most) throw new InvalidOperationException($"The automatic events of order {builder.Order!.Id} do not end.");
            builder.AddAutomatic(next);
        }
    }

    private static OrderEvent? Next(Order? order) => order switch
    {
        { Assignment.Terms: null } or null => null,
        // Photos that are still being fetched may be the ones; if not even they are enough, there is nothing to wait for.
        { IsDone: true, EndedAt: null, Photos.MissingReported: false } done when PhotoRules.MissingOf(done, withAwaited: true).Count > 0 =>
            new PhotosMissing(PhotoRules.MissingOf(done)),
        { Progress: OrderStatus.TechnicallyComplete } done => AfterDone(done),
        { Progress: OrderStatus.Settling } settling => AfterAgreed(settling),
        _ => null,
    };

    private static OrderEvent? AfterDone(Order order)
    {
        if (order.Content.Kind is not OrderKind.Turnover && SamplePick.Picks(order.Id.Value, order.Assignment.Terms!.SampleShare))
            return new SamplePicked(order.Assignment.Terms.SampleShare);
        if (Settlement.WorkHolds(order).Any()) return null;
        return order.IsWithinLumpSum && Differences(order).Count == 0 ? new OrderClosed() : new WorkAgreed();
    }

    private static IReadOnlyList<CostDifference> Differences(Order order) => order.Costs.Claim is { } claim ? Settlement.Compare(order, claim) : [];

    private static OrderEvent? AfterAgreed(Order order)
    {
        if (Settlement.WorkHolds(order).Any() || order.Costs.SettledAt is not null) return null;
        var differences = Differences(order);
        if (order.IsWithinLumpSum && differences.Count == 0) return new OrderClosed();
        if (order.Costs.Claim is not { } claim || order.Costs.Differences.Count > 0) return null;
        return differences.Count > 0
            ? new CostsDiffer(differences)
            : new CostsSettled(claim.Lines is { } lines ? Settlement.TotalOf(order, lines) : claim.Total, claim.Lines ?? Settlement.AgreedLines(order));
    }
}
