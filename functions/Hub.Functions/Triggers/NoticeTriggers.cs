using Hub.Application.Notices;

namespace Hub.Functions.Triggers;

/// <summary>Tells people what they must see to.</summary>
public sealed class NoticeTriggers(FindProblems problems, FindDeadlines deadlines, SendNotices send)
{
    /// <summary>Each half minute: parked deliveries, partners that take nothing, dead letters.</summary>
    [Function("FindProblems")]
    public Task FindProblems([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => problems.FindAsync(cancel);

    /// <summary>Each five minutes: deadlines that are about to pass.</summary>
    [Function("FindDeadlines")]
    public Task FindDeadlines([TimerTrigger("45 */5 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => deadlines.FindAsync(cancel);

    /// <summary>Each quarter minute: notices that are to be sent.</summary>
    [Function("SendNotices")]
    public Task SendNotices([TimerTrigger("*/15 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => send.SendAsync(cancel);
}
