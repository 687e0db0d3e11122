using Hub.Application.Audit;
using Hub.Application.Settings;
using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Retention;

public sealed class Forgetting_the_audit_log
{
    private readonly FakeClock _clock = new();
    private readonly RemovedBefore _log = new();
    private readonly ForgetAudit _forget;

    public Forgetting_the_audit_log() => _forget = new ForgetAudit(
        _log, new RetentionPeriods(TimeSpan.FromDays(90), TimeSpan.FromDays(365)), _clock, NullLogger<ForgetAudit>.Instance);

    private async Task<bool> RemovesAsync()
    {
        _log.Before = null;
        await _forget.SweepAsync(CancellationToken.None);
        return _log.Before is not null;
    }

    [Fact]
    public async Task A_clock_that_is_years_ahead_for_a_moment_removes_nothing()
    {
        Assert.True(await RemovesAsync());
        _clock.SetWall(TimeSpan.FromDays(4000));
        Assert.False(await RemovesAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await RemovesAsync());
        _clock.SetWall(TimeSpan.FromDays(-4000));

        Assert.True(await RemovesAsync());
        Assert.True(_log.Before < _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_clock_that_was_put_right_counts_after_a_day()
    {
        _clock.SetWall(TimeSpan.FromDays(4000));
        Assert.False(await RemovesAsync());
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.False(await RemovesAsync());
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.True(await RemovesAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await RemovesAsync());
    }

    [Fact]
    public async Task Time_that_passes_and_small_corrections_are_no_jump()
    {
        _clock.Advance(TimeSpan.FromDays(400));
        _clock.SetWall(TimeSpan.FromMinutes(-20));

        Assert.True(await RemovesAsync());
    }

    private sealed class RemovedBefore : IAuditLog
    {
        public DateTimeOffset? Before { get; set; }

        public Task BeginAsync(AuditEntry entry, CancellationToken cancel) => throw new NotSupportedException();

        public Task CompleteAsync(AuditEntry entry, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<AuditPage> ListAsync(AuditQuery query, CancellationToken cancel) => throw new NotSupportedException();

        public Task<int> RemoveAsync(DateTimeOffset before, int max, CancellationToken cancel)
        {
            Before = before;
            return Task.FromResult(0);
        }
    }
}
