using Hub.Application.Settings;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Audit;

/// <summary>
/// Removes the entries of the audit log whose time is over. Where the wall clock went another way than time did, since this process began, nothing is removed
/// for a day: a clock that is years ahead for a moment would empty the log.
/// </summary>
public sealed partial class ForgetAudit(IAuditLog log, RetentionPeriods retention, TimeProvider clock, ILogger<ForgetAudit> logger)
{
    private const int AtOnce = 500;

    // A time server corrects seconds, and a machine that slept is late by what it slept.
    private static readonly TimeSpan MostCorrected = TimeSpan.FromHours(1);

    private static readonly TimeSpan Settled = TimeSpan.FromDays(1);

    private (DateTimeOffset Wall, long Timestamp) _origin = (clock.GetUtcNow(), clock.GetTimestamp());
    private (TimeSpan By, long Timestamp)? _jump;

    /// <summary>Removes what is due; idempotent.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (!IsClockSettled()) return;
        var before = clock.GetUtcNow() - retention.Audit;
        while (await log.RemoveAsync(before, AtOnce, cancel) == AtOnce) cancel.ThrowIfCancellationRequested();
    }

    // A clock that was wrong and was put right stays where it is: that is the time then.
    private bool IsClockSettled()
    {
        var by = clock.GetUtcNow() - _origin.Wall - clock.GetElapsedTime(_origin.Timestamp);
        if (by.Duration() <= MostCorrected)
        {
            _jump = null;
            return true;
        }
        if (_jump is not { } jump || (by - jump.By).Duration() > MostCorrected)
        {
            _jump = (by, clock.GetTimestamp());
            LogJump(by);
            return false;
        }
        if (clock.GetElapsedTime(jump.Timestamp) < Settled) return false;
        (_origin, _jump) = ((clock.GetUtcNow(), clock.GetTimestamp()), null);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The clock of the machine went by {By} another way than time did: of the audit log nothing is removed until it has stayed for a day")]
    private partial void LogJump(TimeSpan by);
}
