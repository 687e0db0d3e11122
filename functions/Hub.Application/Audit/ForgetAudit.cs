using Hub.Application.Settings;

namespace Hub.Application.Audit;

/// <summary>Removes the entries of the audit log whose time is over.</summary>
public sealed class ForgetAudit(IAuditLog log, RetentionPeriods retention, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>Removes what is due; idempotent.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - retention.Audit;
        while (await log.RemoveAsync(before, AtOnce, cancel) == AtOnce) cancel.ThrowIfCancellationRequested();
    }
}
