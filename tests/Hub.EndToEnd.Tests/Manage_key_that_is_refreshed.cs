using Hub.Application;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Http;
using Hub.Testing;
using Microsoft.Extensions.Logging;

namespace Hub.EndToEnd.Tests;

/// <summary>The manage key of a store in which an administrator changes it while the hub runs.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Manage_key_that_is_refreshed : IDisposable
{
    private const string One = "manage-key-number-one";

    private readonly FakeClock _clock = new();
    private readonly CapturedLogs _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly RefreshedManageKey _key;
    private string? _secret = One;
    private bool _isAway;
    private int _reads;

    public Manage_key_that_is_refreshed()
    {
        _loggers = new LoggerFactory([_logs]);
        _key = new RefreshedManageKey(
            _ =>
            {
                _reads++;
                return _isAway ? throw new StoreException("The vault is away.") : Task.FromResult<string?>(_secret);
            },
            _clock, _loggers.CreateLogger<RefreshedManageKey>());
    }

    public void Dispose()
    {
        _key.Dispose();
        _loggers.Dispose();
    }

    private async Task<string?> NowAsync() => (await _key.FindAsync(Patience.Token))?.Value;

    [Fact]
    public async Task It_is_read_once_a_minute_also_where_there_is_none()
    {
        Assert.Equal((One, One, 1), (await NowAsync(), await NowAsync(), _reads));
        _secret = null;
        _clock.Advance(RefreshedManageKey.Lifetime);
        Assert.Equal((null, null, 2), (await NowAsync(), await NowAsync(), _reads));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("manage-key-number-two")]
    public async Task One_that_was_taken_away_or_replaced_opens_nothing_after_a_minute(string? now)
    {
        await NowAsync();
        _secret = now;
        _clock.Advance(RefreshedManageKey.Lifetime);

        Assert.Equal(now, await NowAsync());
    }

    [Fact]
    public async Task While_the_store_is_away_it_holds_for_ten_minutes_and_no_longer()
    {
        await NowAsync();
        _isAway = true;

        _clock.Advance(RefreshedManageKey.LongestAway - TimeSpan.FromSeconds(1));
        Assert.Equal(One, await NowAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreException>(NowAsync);

        _isAway = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(One, await NowAsync());
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_asked_again_by_every_request()
    {
        _isAway = true;
        await Assert.ThrowsAsync<StoreException>(NowAsync);
        await Assert.ThrowsAsync<StoreException>(NowAsync);

        Assert.Equal(1, _reads);
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("short", "shorter")]
    [InlineData("with a space in the key", "characters")]
    [InlineData("khk_ab12cd34.aaaaaaaaaaaaaaaaaaaaaaaa", "begins")]
    public async Task One_that_is_of_no_use_is_said_to_be_once_and_never_shown(string? secret, string why)
    {
        _secret = secret;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await NowAsync());
            _clock.Advance(RefreshedManageKey.Lifetime);
        }

        Assert.Contains(why, Assert.Single(_logs.Lines), StringComparison.Ordinal);
        if (secret is { Length: > 10 }) Assert.DoesNotContain(_logs.Lines, l => l.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_break_at_its_end_is_no_part_of_it()
    {
        _secret = One + "\n";

        Assert.Equal(One, await NowAsync());
    }
}
