using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hub.Application.Recoverability;

namespace Hub.Application.Deliveries;

/// <summary>What a success means after what was before it.</summary>
/// <param name="ShouldSignal">It ends an outage, or is the first since the start: whatever waits for the partner should go soon.</param>
/// <param name="FailedSince">Since when the partner failed; null where it did not.</param>
public readonly record struct Recovery(bool ShouldSignal, DateTimeOffset? FailedSince);

/// <summary>
/// Whether each partner's system can be reached, as far as this process knows: whether to hold deliveries back, and whether it has just become
/// reachable again. Kept in memory: what is forgotten at a restart, the retry schedule makes good.
/// </summary>
public sealed class PartnerBackoff(TimeProvider clock)
{
    // This many failures in a row, without a success in any lane, is an outage and not one bad message.
    private const int Outage = 3;

    // As many orders of which the partner refuses every message: it is its key or its address, and not what the messages say.
    private const int RefusedLanes = 3;

    // Then one lane tries again: a partner that asks for an absurdly long wait must not be held for ever.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, State> _partners = new();

    /// <summary>Until when nothing is to be sent to a partner, or null.</summary>
    public DateTimeOffset? HoldUntil(string partnerId) =>
        _partners.TryGetValue(partnerId, out var state) && state.HoldEnd is { } end && clock.GetElapsedTime(clock.GetTimestamp(), end) is var left
        && left > TimeSpan.Zero ? clock.GetUtcNow() + left : null;

    /// <summary>Notes a success.</summary>
    public Recovery Succeeded(string partnerId)
    {
        if (_partners.TryGetValue(partnerId, out var state) && state is { FailingSince: null, Reached: true }) return default;
        var recovery = default(Recovery);
        _partners.AddOrUpdate(partnerId, _ =>
        {
            recovery = new Recovery(true, null);
            return new State(Reached: true);
        }, (_, s) =>
        {
            recovery = new Recovery(s.FailuresInRow >= Outage || s.Refused.Count >= RefusedLanes || !s.Reached, s.FailingSince);
            // A wait that the partner asked for stays, also where a call that was under way succeeded.
            return new State(s.HoldEnd, Reached: true);
        });
        return recovery;
    }

    /// <summary>Forgets a partner: its connection is another now.</summary>
    public void Forget(string partnerId) => _partners.TryRemove(partnerId, out _);

    /// <summary>Ends the wait that a partner asked for: somebody wants it tried now.</summary>
    public void EndHold(string partnerId)
    {
        while (_partners.TryGetValue(partnerId, out var state) && state.HoldEnd is not null)
            if (_partners.TryUpdate(partnerId, state with { HoldEnd = null }, state)) return;
    }

    /// <summary>Notes a failure; a partner that asks to wait is given its wait in all lanes.</summary>
    /// <returns>True where the partner begins to fail with it.</returns>
    public bool Failed(string partnerId, LaneId lane, SendResult.Failed failure)
    {
        var ofTheSystem = failure.Kind is FailureKind.Unreachable or FailureKind.TimedOut or FailureKind.Broken or FailureKind.Busy or FailureKind.CircuitOpen;
        var hold = failure is { Kind: FailureKind.Busy or FailureKind.CircuitOpen, RetryAfter: { } wait }
            ? clock.GetTimestamp() + (long)((wait < LongestHold ? wait : LongestHold).TotalSeconds * clock.TimestampFrequency)
            : (long?)null;
        var began = false;
        _partners.AddOrUpdate(partnerId, _ => After(new State()), (_, s) => After(s));
        return began;

        State After(State s)
        {
            began = s.FailingSince is null;
            return s with
            {
                FailuresInRow = s.FailuresInRow + (ofTheSystem ? 1 : 0),
                Refused = failure.Kind is FailureKind.Refused or FailureKind.Redirected && s.Refused.Count < RefusedLanes ? s.Refused.Add(lane) : s.Refused,
                HoldEnd = hold is not null && !(s.HoldEnd > hold) ? hold : s.HoldEnd,
                FailingSince = s.FailingSince ?? clock.GetUtcNow(),
            };
        }
    }

    private sealed record State(long? HoldEnd = null, bool Reached = false)
    {
        public int FailuresInRow { get; init; }

        public ImmutableHashSet<LaneId> Refused { get; init; } = [];

        public DateTimeOffset? FailingSince { get; init; }
    }
}
