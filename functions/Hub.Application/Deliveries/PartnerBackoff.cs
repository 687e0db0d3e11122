using System.Collections.Concurrent;
using Hub.Application.Recoverability;

namespace Hub.Application.Deliveries;

/// <summary>
/// Whether each partner's system can be reached, as far as this process knows: whether to hold deliveries back, and whether it has just become
/// reachable again. Kept in memory: what is forgotten at a restart, the retry schedule makes good.
/// </summary>
public sealed class PartnerBackoff(TimeProvider clock)
{
    // This many failures in a row, without a success in any lane, is an outage and not one bad message.
    private const int Outage = 5;

    // Then one lane tries again: a partner that asks for an absurdly long wait must not be held for ever.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, State> _partners = new();

    /// <summary>Until when nothing is to be sent to a partner, or null.</summary>
    public DateTimeOffset? HoldUntil(string partnerId) =>
        _partners.TryGetValue(partnerId, out var state) && state.HoldUntil > clock.GetUtcNow() ? state.HoldUntil : null;

    /// <summary>Notes a success; true where it ends an outage, or is the first since the start, so that waiting lanes should be signalled.</summary>
    public bool Succeeded(string partnerId)
    {
        if (_partners.TryGetValue(partnerId, out var state) && state is { FailuresInRow: 0, Reached: true }) return false;
        var shouldSignal = false;
        _partners.AddOrUpdate(partnerId, _ =>
        {
            shouldSignal = true;
            return new State(0, null, Reached: true);
        }, (_, s) =>
        {
            shouldSignal = s.FailuresInRow >= Outage || !s.Reached;
            // A wait that the partner asked for stays, also where a call that was under way succeeded.
            return s with { FailuresInRow = 0, Reached = true };
        });
        return shouldSignal;
    }

    /// <summary>Forgets a partner: its connection is another now.</summary>
    public void Forget(string partnerId) => _partners.TryRemove(partnerId, out _);

    /// <summary>Notes a failure; a partner that asks to wait is given its wait in all lanes.</summary>
    public void Failed(string partnerId, SendResult.Failed failure)
    {
        if (failure.Kind is not (FailureKind.Unreachable or FailureKind.TimedOut or FailureKind.Broken or FailureKind.Busy or FailureKind.CircuitOpen)) return;
        var hold = failure is { Kind: FailureKind.Busy or FailureKind.CircuitOpen, RetryAfter: { } wait }
            ? clock.GetUtcNow() + (wait < LongestHold ? wait : LongestHold)
            : (DateTimeOffset?)null;
        _partners.AddOrUpdate(partnerId, _ => new State(1, hold, Reached: false), (_, s) => s with
        {
            FailuresInRow = s.FailuresInRow + 1,
            HoldUntil = hold > s.HoldUntil || s.HoldUntil is null ? hold : s.HoldUntil,
        });
    }

    private sealed record State(int FailuresInRow, DateTimeOffset? HoldUntil, bool Reached);
}
