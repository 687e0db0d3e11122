using Hub.Application.Audit;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Application.Registry;
using Hub.Application.Retention;

namespace Hub.Functions.Triggers;

/// <summary>Timers that catch up on what was missed, and that erase personal data.</summary>
public sealed class SweepTriggers(SweepLanes lanes, RouteWaiting routing, EraseContacts contacts, ForgetPartnerVersions versions, ForgetAudit audit)
{
    /// <summary>Each half minute: lanes whose signal was lost.</summary>
    [Function("SweepLanes")]
    public Task SweepLanes([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => lanes.SweepAsync(cancel);

    /// <summary>Each half minute: orders that wait for a contractor.</summary>
    [Function("RouteWaiting")]
    public Task RouteWaiting([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => routing.SweepAsync(cancel);

    /// <summary>Each hour: personal data whose retention period is over.</summary>
    [Function("SweepContacts")]
    public Task SweepContacts([TimerTrigger("0 17 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) => contacts.SweepAsync(cancel);

    /// <summary>Each hour: partners' earlier versions whose time is over, with their secrets.</summary>
    [Function("SweepPartnerVersions")]
    public Task SweepPartnerVersions([TimerTrigger("0 37 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) =>
        versions.SweepAsync(cancel);

    /// <summary>Each hour: entries of the audit log whose time is over.</summary>
    [Function("SweepAudit")]
    public Task SweepAudit([TimerTrigger("0 47 * * * *")] TimerInfo timer, CancellationToken cancel) => audit.SweepAsync(cancel);
}
