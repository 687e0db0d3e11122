using Hub.Application.Notices;

namespace Hub.Functions.Triggers;

/// <summary>Tells people what they must see to.</summary>
public sealed class NoticeTriggers(FindDeadlines deadlines, SendNotices send)
{
    /// <summary>Each five minutes: deadlines that are about to pass.</summary>
    [Function("FindDeadlines")]
    public Task FindDeadlines([TimerTrigger("45 */5 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => deadlines.FindAsync(cancel);

    /// <summary>Each minute: notices that are to be sent.</summary>
    [Function("SendNotices")]
    public Task SendNotices([TimerTrigger("15 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => send.SendAsync(cancel);
}
