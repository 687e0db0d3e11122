using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Application.Settings;
using Hub.Domain.Contracts;
using Microsoft.Extensions.Logging;

namespace Hub.Application.DueTimes;

/// <summary>
/// Notices that the wall clock was set back, and brings forward whatever waits by it: a machine that started with its clock some hours ahead would
/// otherwise let everything stand still for these hours once a time server sets it right. In the process what passes is measured by a clock that is never
/// set back; across a restart the moment tells that the hub noted last.
/// </summary>
public sealed partial class ReviewDueTimes(IDueTimes store, SweepLanes lanes, RetentionPeriods retention, TimeProvider clock, ILogger<ReviewDueTimes> logger)
    : IDisposable
{
    // A clock that is kept right is moved by less, and a note of the last moment is that old.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    // How often the moment is noted: as much of a change that a restart hides stays unknown.
    private static readonly TimeSpan NotedEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);
    private (DateTimeOffset Wall, long Timestamp)? _seen;
    private (DateTimeOffset Wall, long Timestamp)? _noted;
    private (TimeSpan By, long Timestamp)? _setBack;

    /// <summary>By how much the clock was last set back, in this process or before it, and how long ago that was noticed; null where it was not.</summary>
    public (TimeSpan By, TimeSpan Ago)? SetBack => _setBack is { } last ? (last.By, clock.GetElapsedTime(last.Timestamp)) : null;

    /// <summary>Compares the clocks, and moves what waits wrongly.</summary>
    public async Task ReviewAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await LookAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task LookAsync(CancellationToken cancel)
    {
        // Both clocks cannot be read at once: what passes between the readings counts for neither, or it would look as if the wall clock had gone back.
        var timestamp = clock.GetTimestamp();
        var seen = (Wall: clock.GetUtcNow(), Timestamp: clock.GetTimestamp());
        var expected = _seen is { } before ? before.Wall + clock.GetElapsedTime(before.Timestamp, timestamp) : await store.LastSeenAsync(cancel);
        var setBack = expected - seen.Wall is { } by && by > Tolerance ? by : TimeSpan.Zero;
        if (setBack == TimeSpan.Zero && _noted is { } noted && clock.GetElapsedTime(noted.Timestamp, seen.Timestamp) < NotedEvery)
        {
            _seen = seen;
            return;
        }
        // A review that fails leaves what was seen as it was: the next one finds the same change.
        var moved = await store.ReviewAsync(seen.Wall, setBack, Latest(seen.Wall), cancel);
        (_seen, _noted) = (seen, seen);
        if (setBack > TimeSpan.Zero)
        {
            _setBack = (setBack, seen.Timestamp);
            LogSetBack(setBack, moved);
        }
        else if (moved > 0)
        {
            LogMoved(moved);
        }
        if (moved > 0) await lanes.RefillAsync(cancel);
    }

    private LatestDueTimes Latest(DateTimeOffset now) =>
        new(now + RetryPolicy.LongestWait + TimeSpan.FromHours(1), now + retention.Contact + TimeSpan.FromDays(1), now.AddYears(Contract.MaxPhotoYears + 1));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock of this machine was set back by {By}: {Moved} waits were brought forward by it")]
    private partial void LogSetBack(TimeSpan by, int moved);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Moved} waits lay further ahead than anything waits, from a clock that was wrong: they are due now")]
    private partial void LogMoved(int moved);
}
