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
/// reachable again. After a wait that holds for all its lanes one of them probes, and the others follow, spread, where that succeeds. Kept in memory: what
/// is forgotten at a restart, the retry schedule makes good.
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

    // Longer than the longest call: a probe of which nothing is heard by then is no reason to wait.
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(25);

    private const string Asked = "The partner's system asked to wait.";
    private const string Circuit = "The partner's system failed repeatedly a moment ago.";
    private const string Probing = "The partner's system is being tried with one message; the others follow where it takes that.";

    private readonly ConcurrentDictionary<string, State> _partners = new();

    /// <summary>Until when nothing is to be sent to a partner, or null.</summary>
    public DateTimeOffset? HoldUntil(string partnerId) =>
        _partners.TryGetValue(partnerId, out var state) && Left(state.HoldEnd) is var left && left > TimeSpan.Zero ? clock.GetUtcNow() + left : null;

    /// <summary>Whether a wait holds for all lanes of a partner, or one of them probes after it.</summary>
    public bool IsHeld(string partnerId) => _partners.TryGetValue(partnerId, out var state) && state.HoldEnd is not null;

    /// <summary>
    /// Whether a lane may send now. Whoever was admitted says what became of it (<see cref="Succeeded"/> or <see cref="Failed"/>), and then
    /// <see cref="Leave"/>.
    /// </summary>
    public Admission TryEnter(string partnerId, LaneId lane)
    {
        while (_partners.TryGetValue(partnerId, out var s))
        {
            var admission = AdmissionOf(s, lane);
            if (!admission.IsProbe || _partners.TryUpdate(partnerId, s with { Prober = lane, ProbeEnd = In(LongestProbe) }, s)) return admission;
        }
        return new Admission(AdmissionKind.Normal);
    }

    /// <summary>An attempt is over; where nothing was sent, its probe is left to the next one.</summary>
    public void Leave(string partnerId, LaneId lane, Admission admission)
    {
        if (!admission.IsProbe) return;
        while (_partners.TryGetValue(partnerId, out var s) && s.Prober == lane)
            if (_partners.TryUpdate(partnerId, s with { Prober = null }, s)) return;
    }

    /// <summary>
    /// Lets one attempt of a lane through, whatever the partner's state: somebody wants it tried now. A partner that fails is not sent everything at once;
    /// where the trial succeeds, the rest follows.
    /// </summary>
    /// <returns>Whether the partner fails, so that the rest should wait for the trial.</returns>
    public bool BeginTrial(string partnerId, LaneId lane)
    {
        var state = _partners.AddOrUpdate(partnerId, _ => new State { Trial = lane }, (_, s) => s with { Trial = lane });
        return state.FailuresInRow > 0 || Left(state.HoldEnd) > TimeSpan.Zero;
    }

    /// <summary>Forgets what a partner was: its connection was put anew. The next attempt is a trial, and the others follow where it succeeds.</summary>
    public void BeginAnew(string partnerId) => _partners[partnerId] = new State(HoldEnd: clock.GetTimestamp()) { IsAnew = true };

    /// <summary>Notes a success.</summary>
    /// <param name="partnerId">Whose.</param>
    /// <param name="isProbe">True where the others wait for it: what waited for the same trouble goes soon, and a wait that the partner asked for ends.</param>
    public Recovery Succeeded(string partnerId, bool isProbe = false)
    {
        if (_partners.TryGetValue(partnerId, out var state) && state is { FailingSince: null, Reached: true, HoldEnd: null }) return default;
        var recovery = default(Recovery);
        _partners.AddOrUpdate(partnerId, _ =>
        {
            recovery = new Recovery(true, null);
            return new State(Reached: true);
        }, (_, s) =>
        {
            // A wait that the partner asked for stays, also where a call that was under way succeeded.
            var endsHold = s.HoldEnd is not null && (isProbe || Left(s.HoldEnd) <= TimeSpan.Zero);
            recovery = new Recovery(
                s.FailuresInRow >= Outage || s.Refused.Count >= RefusedLanes || !s.Reached || endsHold || (isProbe && s.FailuresInRow > 0), s.FailingSince);
            return new State(endsHold ? null : s.HoldEnd, Reached: true) { HoldReason = s.HoldReason, Trial = isProbe ? null : s.Trial };
        });
        return recovery;
    }

    /// <summary>Notes a failure; a partner that asks to wait is given its wait in all lanes.</summary>
    /// <param name="partnerId">Whose.</param>
    /// <param name="lane">The lane that failed.</param>
    /// <param name="failure">What failed.</param>
    /// <param name="isProbe">True where the others wait for it.</param>
    /// <returns>True where the partner begins to fail with it.</returns>
    public bool Failed(string partnerId, LaneId lane, SendResult.Failed failure, bool isProbe = false)
    {
        var ofTheSystem = failure.Kind is FailureKind.Unreachable or FailureKind.TimedOut or FailureKind.Broken or FailureKind.Busy or FailureKind.CircuitOpen;
        var hold = failure is { Kind: FailureKind.Busy or FailureKind.CircuitOpen, RetryAfter: { } wait }
            ? In(wait < LongestHold ? wait : LongestHold)
            : (long?)null;
        var began = false;
        _partners.AddOrUpdate(partnerId, _ => After(new State()), (_, s) => After(s));
        return began;

        State After(State s)
        {
            began = s.FailingSince is null;
            var isLonger = hold is not null && !(s.HoldEnd > hold);
            return s with
            {
                FailuresInRow = s.FailuresInRow + (ofTheSystem ? 1 : 0),
                Refused = failure.Kind is FailureKind.Refused or FailureKind.Redirected && s.Refused.Count < RefusedLanes ? s.Refused.Add(lane) : s.Refused,
                HoldEnd = isLonger ? hold : s.HoldEnd,
                HoldReason = isLonger ? (failure.Kind is FailureKind.Busy ? Asked : Circuit) : s.HoldReason,
                FailingSince = s.FailingSince ?? clock.GetUtcNow(),
                Trial = isProbe && s.Trial == lane ? null : s.Trial,
                IsAnew = s.IsAnew && !isProbe,
            };
        }
    }

    private Admission AdmissionOf(State s, LaneId lane)
    {
        if (s.Trial == lane) return new Admission(AdmissionKind.Trial);
        if (s.HoldEnd is null) return new Admission(AdmissionKind.Normal);
        if (Left(s.HoldEnd) is var held && held > TimeSpan.Zero) return new Admission(AdmissionKind.Wait, clock.GetUtcNow() + held, s.HoldReason);
        if (s.Prober is not null && Left(s.ProbeEnd) is var probed && probed > TimeSpan.Zero)
            return new Admission(AdmissionKind.Wait, clock.GetUtcNow() + probed, Probing);
        return new Admission(s.IsAnew ? AdmissionKind.Trial : AdmissionKind.Probe);
    }

    // Measured by a clock that is never set back.
    private TimeSpan Left(long? end) => end is { } at ? clock.GetElapsedTime(clock.GetTimestamp(), at) : TimeSpan.Zero;

    private long In(TimeSpan time) => clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);

    // HoldEnd stays when it has passed, until a success: as long as it is there, one lane at a time sends.
    private sealed record State(long? HoldEnd = null, bool Reached = false)
    {
        public string? HoldReason { get; init; }

        public int FailuresInRow { get; init; }

        public ImmutableHashSet<LaneId> Refused { get; init; } = [];

        public DateTimeOffset? FailingSince { get; init; }

        /// <summary>The lane that somebody wants tried.</summary>
        public LaneId? Trial { get; init; }

        /// <summary>Its next probe goes through an open circuit.</summary>
        public bool IsAnew { get; init; }

        /// <summary>The lane whose attempt the others wait for, until <see cref="ProbeEnd"/>.</summary>
        public LaneId? Prober { get; init; }

        public long? ProbeEnd { get; init; }
    }
}
