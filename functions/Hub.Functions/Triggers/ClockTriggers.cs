using Hub.Application.DueTimes;

namespace Hub.Functions.Triggers;

/// <summary>Watches the clock of the machine.</summary>
public sealed class ClockTriggers(ReviewDueTimes review)
{
    /// <summary>Each ten seconds: whether the clock was set back, and everything that waits must come earlier.</summary>
    [Function("ReviewDueTimes")]
    public Task ReviewDueTimes([TimerTrigger("*/10 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => review.ReviewAsync(cancel);
}
