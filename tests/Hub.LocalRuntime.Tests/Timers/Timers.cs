using Hub.Testing;

namespace Hub.LocalRuntime.Tests;

public sealed class Timers : IDisposable
{
    // A Monday, 09:00 UTC.
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = new(Start);
    private readonly Probe<(string Time, bool PastDue)> _runs = new();
    private Func<Task> _work = () => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0 30 9 * * *", "2026-03-02 09:30:00")]
    [InlineData("*/15 * * * * *", "2026-03-02 09:00:15")]
    [InlineData("0 0 6 * * 1-5", "2026-03-03 06:00:00")]
    [InlineData("0 0 3 1 * *", "2026-04-01 03:00:00")]
    [InlineData("30 2 * * *", "2026-03-03 02:30:00")]
    [InlineData("00:10:00", "2026-03-02 09:10:00")]
    public void A_schedule_tells_when_it_is_due_in_utc(string schedule, string next)
    {
        Assert.Equal(next, $"{Schedule.TryParse(schedule)?.Next(Start):yyyy-MM-dd HH:mm:ss}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 0 25 * * *")]
    [InlineData("every day")]
    [InlineData("00:00:00")]
    public void What_is_no_schedule_is_not_taken_for_one(string schedule)
    {
        Assert.Null(Schedule.TryParse(schedule));
    }

    [Fact]
    public async Task A_function_runs_each_time_it_is_due()
    {
        await using var app = await App<HalfPast>().StartAsync();
        await TurnToAsync("09:30");
        Assert.Equal(("09:30", false), await _runs.NextAsync());
        await TurnToAsync("10:30");
        Assert.Equal(("10:30", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_run_that_was_missed_while_the_program_was_down_is_caught_up_once()
    {
        await using (await App<HalfPast>().StartAsync())
        {
            await TurnToAsync("09:30");
            await _runs.NextAsync();
        }

        _clock.Advance(TimeSpan.FromHours(3));
        await using var app = await App<HalfPast>().StartAsync();
        Assert.Equal(("12:30", true), await _runs.NextAsync());
        await TurnToAsync("13:30");
        Assert.Equal(("13:30", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_run_that_a_crash_interrupted_is_caught_up()
    {
        var gate = new Gate();
        _work = () => gate.PassAsync();
        await using var app = await App<HalfPast>().StartAsync();
        await TurnToAsync("09:30");
        await _runs.NextAsync();
        using var crashed = _folder.AfterCrash();
        gate.Open();

        await using var restarted = await App<HalfPast>(crashed).StartAsync();
        Assert.Equal(("09:30", true), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_function_never_overlaps_itself()
    {
        var gate = new Gate();
        _work = () => gate.PassAsync();
        await using var app = await App<HalfPast>().StartAsync();
        await TurnToAsync("09:30");
        await _runs.NextAsync();
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.True(_runs.IsEmpty);

        gate.Open();
        await TurnToAsync("12:30");
        Assert.Equal(("12:30", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_run_that_fails_does_not_stop_the_next()
    {
        _work = () => throw new InvalidOperationException("once");
        await using var app = await App<HalfPast>().StartAsync();
        await TurnToAsync("09:30");
        await _runs.NextAsync();
        await TurnToAsync("10:30");
        Assert.Equal(("10:30", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_failed_run_is_repeated_as_its_attribute_says()
    {
        _work = () => throw new InvalidOperationException("always");
        await using var app = await App<WithRetry>().StartAsync();
        await TurnToAsync("09:30");
        await _runs.NextAsync();
        await TurnToAsync("09:31");
        Assert.Equal(("09:31", false), await _runs.NextAsync());
        await TurnToAsync("10:30");
        Assert.Equal(("10:30", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_function_may_run_at_every_start()
    {
        await using (await App<AtStart>().StartAsync()) Assert.Equal(("09:00", false), await _runs.NextAsync());
        await using (await App<AtStart>().StartAsync()) Assert.Equal(("09:00", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task Without_a_monitor_a_missed_run_is_left_out()
    {
        await using (await App<Unmonitored>().StartAsync()) await ArmedAsync();
        _clock.Advance(TimeSpan.FromHours(3));

        await using var app = await App<Unmonitored>().StartAsync();
        await TurnToAsync("12:30");
        Assert.Equal(("12:30", false), await _runs.NextAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_no_timer_stand_still()
    {
        await using var app = await App<HalfPast>().StartAsync();
        await ArmedAsync();
        _clock.SetWall(TimeSpan.FromHours(-3));

        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(("06:30", false), await _runs.NextAsync());
        await ArmedAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("07:30", false), await _runs.NextAsync());
    }

    private TestApp App<TFunctions>(TempFolder? folder = null) => new TestApp(folder ?? _folder)
        .Functions<TFunctions>()
        .Clock(_clock)
        .Service<Func<TimerInfo, Task>>(timer =>
        {
            _runs.Report(($"{_clock.GetUtcNow():HH:mm}", timer.IsPastDue));
            return _work();
        });

    private async Task TurnToAsync(string time)
    {
        var to = new DateTimeOffset(2026, 3, 2, int.Parse(time[..2], null), int.Parse(time[3..], null), 0, TimeSpan.Zero);
        await ArmedAsync();
        _clock.Advance(to - _clock.GetUtcNow());
    }

    /// <summary>The function waits for its time: a timer waits a minute at a stretch.</summary>
    private Task ArmedAsync() => _clock.WhenArmedAsync(_clock.GetUtcNow().AddMinutes(1)).Soon();

    private sealed class HalfPast(Func<TimerInfo, Task> run)
    {
        [Function("half-past")]
        public Task RunAsync([TimerTrigger("0 30 * * * *")] TimerInfo timer) => run(timer);
    }

    private sealed class WithRetry(Func<TimerInfo, Task> run)
    {
        [Function("with-retry")]
        [FixedDelayRetry(1, "00:01:00")]
        public Task RunAsync([TimerTrigger("0 30 * * * *")] TimerInfo timer) => run(timer);
    }

    private sealed class AtStart(Func<TimerInfo, Task> run)
    {
        [Function("at-start")]
        public Task RunAsync([TimerTrigger("0 30 * * * *", RunOnStartup = true)] TimerInfo timer) => run(timer);
    }

    private sealed class Unmonitored(Func<TimerInfo, Task> run)
    {
        [Function("unmonitored")]
        public Task RunAsync([TimerTrigger("0 30 * * * *", UseMonitor = false)] TimerInfo timer)
        {
            Assert.Null(timer.ScheduleStatus);
            return run(timer);
        }
    }
}
