using Hub.Application.Deliveries;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Retention;
using Hub.LocalRuntime;

namespace Hub.Functions.Triggers;

/// <summary>Sees to what fell behind, and to what must be forgotten.</summary>
public sealed class SweepTriggers(Relay relay, SweepLanes lanes, RouteWaiting routing, EraseContacts contacts)
{
    /// <summary>Each half minute: owed folds, lanes whose bell was lost, orders that wait for a contractor.</summary>
    [Function("SweepLanes")]
    public async Task SweepLanes([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel)
    {
        await relay.SweepAsync(cancel);
        await lanes.SweepAsync(cancel);
        await routing.SweepAsync(cancel);
    }

    /// <summary>Each hour: personal data whose time has come.</summary>
    [Function("SweepContacts")]
    public Task SweepContacts([TimerTrigger("0 17 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) => contacts.SweepAsync(cancel);
}
