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
    /// <summary>After an outage twenty orders a second go to the partner that is back, and not all that have gathered at once.</summary>
    internal static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(50);

    // This many failures in a row, without a success in any lane, is an outage and not one bad message.
    private const int Outage = 3;

    // As many orders of which the partner refuses every message: it is its key or its address, and not what the messages say.
    private const int RefusedLanes = 3;

    // Then one lane tries again: a partner that asks for an absurdly long wait must not be held for ever.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, State> _partners = new();

    /// <summary>Until when nothing is to be sent to a partner, or null.</summary>
    public DateTimeOffset? HoldUntil(string partnerId) =>
        _partners.TryGetValue(partnerId, out var state) && Hold(state) is var left && left > TimeSpan.Zero ? clock.GetUtcNow() + left : null;

    /// <summary>
    /// Lets one attempt of a lane through, whatever the partner's state: somebody wants it tried now. A partner that fails is not sent everything at once;
    /// where the trial succeeds, the rest follows.
    /// </summary>
    /// <returns>Whether the partner fails, so that the rest should wait for the trial.</returns>
    public bool BeginTrial(string partnerId, LaneId lane)
    {
        var state = _partners.AddOrUpdate(partnerId, _ => new State { Trial = lane }, (_, s) => s with { Trial = lane });
        return IsOut(state);
    }

    /// <summary>Whether the next attempt of a lane is a trial.</summary>
    public bool HasTrial(string partnerId, LaneId lane) => _partners.TryGetValue(partnerId, out var state) && state.Trial == lane;

    /// <summary>Uses a lane's trial; false where it has none, or another attempt has it.</summary>
    public bool TakeTrial(string partnerId, LaneId lane)
    {
        while (_partners.TryGetValue(partnerId, out var state) && state.Trial == lane)
            if (_partners.TryUpdate(partnerId, state with { Trial = null }, state)) return true;
        return false;
    }

    /// <summary>Notes a success.</summary>
    /// <param name="partnerId">Whose.</param>
    /// <param name="isTrial">True where somebody wanted it tried: what waited for the same trouble goes soon, and a wait that the partner asked for ends.</param>
    public Recovery Succeeded(string partnerId, bool isTrial = false)
    {
        if (_partners.TryGetValue(partnerId, out var state) && state is { FailingSince: null, Reached: true }) return default;
        var recovery = default(Recovery);
        _partners.AddOrUpdate(partnerId, _ =>
        {
            recovery = new Recovery(true, null);
            return new State(Reached: true);
        }, (_, s) =>
        {
            recovery = new Recovery(s.FailuresInRow >= Outage || s.Refused.Count >= RefusedLanes || !s.Reached || (isTrial && IsOut(s)), s.FailingSince);
            // A wait that the partner asked for stays, also where a call that was under way succeeded.
            return new State(isTrial ? null : s.HoldEnd, Reached: true) { Trial = s.Trial };
        });
        return recovery;
    }

    /// <summary>Forgets a partner: its connection is another now.</summary>
    public void Forget(string partnerId) => _partners.TryRemove(partnerId, out _);

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

    private TimeSpan Hold(State state) => state.HoldEnd is { } end ? clock.GetElapsedTime(clock.GetTimestamp(), end) : TimeSpan.Zero;

    private bool IsOut(State state) => state.FailuresInRow > 0 || Hold(state) > TimeSpan.Zero;

    private sealed record State(long? HoldEnd = null, bool Reached = false)
    {
        public int FailuresInRow { get; init; }

        public ImmutableHashSet<LaneId> Refused { get; init; } = [];

        public DateTimeOffset? FailingSince { get; init; }

        public LaneId? Trial { get; init; }
    }
}
