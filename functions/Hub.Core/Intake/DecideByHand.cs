using Hub.Core.Orders;

namespace Hub.Core.Intake;

/// <summary>
/// Takes a decision of the corporation that a person makes at the hub itself, and not through the ERP. It stands in the
/// order's stream like any other, said by the corporation without a partner.
/// </summary>
public sealed class DecideByHand(IOrderLog log, LookAround look, TimeProvider clock)
{
    // Each round somebody else wins, as in ReceiveMessage.
    private const int MostRounds = 100;

    private static readonly Sayer ByHand = new(PartyRole.Corporation, null);

    /// <summary>The order after the decision, or why it cannot be taken. Durable when it returns.</summary>
    public async Task<Decision> DecideAsync(OrderId id, OrderEvent fact, CancellationToken cancel)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var stream = await log.LoadAsync(id, cancel);
            if (stream.Fold() is not { } order) return new Decision.Refused(OrderDecisions.NoSuchOrder());
            var now = clock.GetUtcNow();
            OrderCommand[] commands = [new Report(fact)];
            var decision = OrderDecisions.Decide(id, order, commands, new Saying(ByHand, now, now), await look.ForAsync(order, commands, now, cancel));
            if (decision is not Decision.Accepted { Events: { Count: > 0 } events }) return decision;
            if (await log.AppendAsync(id, stream.Version, events, null, cancel) is AppendOutcome.Appended) return decision;
        }
        throw new InvalidOperationException($"The order log conflicted {MostRounds} times on one decision.");
    }
}
