namespace Hub.Application.Recoverability;

/// <summary>
/// When a delivery is tried again: after 5 s, 1 min, 5 min, 30 min, 2 h, 5 h, 10 h, then every 12 h until three days
/// have passed since it was first tried; then it is parked.
/// </summary>
public static class RetryPolicy
{
    private static readonly TimeSpan[] Schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(12),
    ];

    /// <summary>How long a delivery is tried.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    // Up to this share of a wait is added to it, so that many lanes do not come back at once.
    private const double MaxJitter = 0.2;

    // Where nothing was sent, the wait that was due has passed already: the next look is soon, and not a whole step of the schedule later.
    private static readonly TimeSpan LongestForCircuit = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait between two attempts, with its jitter.</summary>
    public static TimeSpan LongestWait => Schedule[^1] * (1 + MaxJitter);

    // A partner that asks for more than this gets this: beyond it the order would be late without anybody seeing why.
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(12);

    /// <summary>Decides after a failed attempt.</summary>
    /// <param name="failures">Failures so far, this one included; 0 where the partner was not reached for (its circuit was open).</param>
    /// <param name="firstTriedAt">When the delivery was first tried.</param>
    /// <param name="now">The clock.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="jitter">0 to 1, drawn anew each time: up to a fifth is added, so that many lanes do not come back at once.</param>
    public static RetryDecision Decide(int failures, DateTimeOffset firstTriedAt, DateTimeOffset now, SendResult.Failed failure, double jitter)
    {
        if (failure.Kind is FailureKind.Gone) return new RetryDecision.DisableEndpoint("The partner's endpoint answered 410 Gone.");
        var end = firstTriedAt + GiveUpAfter;
        if (now >= end) return new RetryDecision.Park($"Tried for three days. Last: {failure.Detail}");

        var wait = failures == 0 ? TimeSpan.Zero : Schedule[Math.Min(failures, Schedule.Length) - 1];
        if (failure.Kind is FailureKind.CircuitOpen && wait > LongestForCircuit) wait = LongestForCircuit;
        if (failure.RetryAfter is { } wish) wait = wish < wait ? wait : wish < LongestWish ? wish : LongestWish;
        // Nothing asked for a wait and none is due: still not at once, or a closed circuit would spin.
        if (wait <= TimeSpan.Zero) wait = Schedule[0];
        var at = now + wait + wait * (MaxJitter * Math.Clamp(jitter, 0, 1));
        return new RetryDecision.RetryAt(at < end ? at : end);
    }
}
