using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Application.Retention;

namespace Hub.Functions.Triggers;

/// <summary>Timers that catch up on what was missed, and that erase personal data.</summary>
public sealed class SweepTriggers(SweepLanes lanes, RouteWaiting routing, EraseContacts contacts)
{
    /// <summary>Each half minute: lanes whose signal was lost, and orders that wait for a contractor.</summary>
    [Function("SweepLanes")]
    public async Task SweepLanes([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel)
    {
        await lanes.SweepAsync(cancel);
        await routing.SweepAsync(cancel);
    }

    /// <summary>Each hour: personal data whose retention period is over.</summary>
    [Function("SweepContacts")]
    public Task SweepContacts([TimerTrigger("0 17 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) => contacts.SweepAsync(cancel);
}
