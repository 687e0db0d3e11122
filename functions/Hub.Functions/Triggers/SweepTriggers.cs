using Hub.Application.Audit;
using Hub.Application.Registry;
using Hub.Application.Retention;

namespace Hub.Functions.Triggers;

/// <summary>Timers that catch up on what was missed, and that erase personal data.</summary>
public sealed class SweepTriggers(Sweeps sweeps, EraseContacts contacts, ForgetPartnerVersions versions, ForgetAudit audit)
{
    /// <summary>Each half minute: all that <see cref="Sweeps"/> names.</summary>
    [Function("Sweep")]
    public Task Sweep([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => sweeps.RunAsync(cancel);

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
