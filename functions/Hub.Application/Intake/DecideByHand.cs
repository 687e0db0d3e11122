using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>
/// Takes a decision of the corporation that a person makes at the hub itself, and not through the ERP. It stands in the
/// order's stream like any other, said by the corporation without a partner.
/// </summary>
public sealed class DecideByHand(IEventLog log, DecisionContextLoader look, TimeProvider clock)
{
    private static readonly Actor ByHand = new(PartyRole.Corporation, null);

    /// <summary>The order after the decision, or why it cannot be taken. Durable when it returns.</summary>
    public Task<Decision> DecideAsync(OrderId id, OrderEvent fact, CancellationToken cancel) => log.DecideAsync<Decision>(id, async stream =>
    {
        if (stream.Fold() is not { } order) return ([], new Decision.Refused(OrderDecisions.NoSuchOrder()));
        var now = clock.GetUtcNow();
        OrderCommand[] commands = [new Report(fact)];
        while (true)
        {
            var decision = OrderDecisions.Decide(id, order, commands, new Statement(ByHand, now, now, TraceParent: Tracing.Current), await look.LoadAsync(order, commands, now, cancel));
            var events = decision is Decision.Accepted accepted ? accepted.Events : [];
            // Each time round a contract was removed or changed by an administrator since it was looked at.
            if (await look.RecordAwardsAsync(events, cancel)) return (events, decision);
        }
    }, cancel);
}
