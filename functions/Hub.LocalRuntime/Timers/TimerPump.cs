using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>Runs a function at the times of its schedule, one run at a time; a time that passes during a run is left out, as in Azure.</summary>
internal sealed class TimerPump : ITriggerPump
{
    /// <summary>The longest wait at a stretch. The wall clock may be set forward meanwhile, which a timer does not notice.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly RuntimeParts _runtime;
    private readonly TimerTriggerAttribute _trigger;
    private readonly string _name;
    private readonly Schedule _schedule;
    private readonly RetryPolicy _retry;
    private readonly FunctionRunner _runner;
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;

    public TimerPump(FunctionDescriptor function, TimerTriggerAttribute trigger, RuntimeParts runtime)
    {
        function.ExpectTrigger(typeof(TimerInfo));
        var text = SettingReference.Resolve(function, trigger.Schedule, runtime.Configuration);
        _schedule = Schedule.TryParse(text)
            ?? throw function.Wrong(
                $"its schedule is \"{text}\", and six NCRONTAB fields (second minute hour day month weekday) or an interval hh:mm:ss are expected.");
        _runtime = runtime;
        _trigger = trigger;
        _name = function.Name;
        _retry = RetryPolicy.Of(function, RetryPolicy.Never);
        _runner = new FunctionRunner(function, runtime);
        _log = runtime.LogOf(function);
    }

    public void Start()
    {
        // The first time is reckoned now and not on another thread, so that it counts from the start.
        var now = _runtime.Clock.GetUtcNow();
        var remembered = _trigger.UseMonitor ? _runtime.Database.Read(s => TimerTable.Read(s, _name)) : null;
        // Reckoned from what is remembered instead of taken from it: the schedule may have changed since.
        var missed = remembered is not null && _schedule.Next(remembered.Last ?? remembered.Updated) <= now;
        var status = new TimerStatus(remembered?.Last, _schedule.Next(now), now);
        _running = Task.Run(() => RunAsync(status, remembered, missed));
    }

    public Task DrainAsync() => _running;

    private async Task RunAsync(TimerStatus status, TimerStatus? remembered, bool missed)
    {
        if (missed || _trigger.RunOnStartup) status = await RunOnceAsync(remembered ?? status, missed);
        else await RememberAsync(status);
        while (await WaitUntilAsync(status.Next)) status = await RunOnceAsync(status, false);
    }

    private async Task<TimerStatus> RunOnceAsync(TimerStatus status, bool pastDue)
    {
        var began = _runtime.Clock.GetUtcNow();
        await RunWithRetriesAsync(new TimerInfo { IsPastDue = pastDue, ScheduleStatus = _trigger.UseMonitor ? status.ToScheduleStatus() : null });
        var now = _runtime.Clock.GetUtcNow();
        var next = new TimerStatus(began, _schedule.Next(now), now);
        await RememberAsync(next);
        return next;
    }

    private async Task RunWithRetriesAsync(TimerInfo info)
    {
        for (var retry = 1; ; retry++)
        {
            try
            {
                await _runner.RunAsync(info);
                return;
            }
            catch (Exception error)
            {
                var pause = _retry.PauseBefore(retry);
                var (trace, why) = _runtime.Options.Describe(error);
                _log.LogError(trace, "The timer function failed, attempt {Attempt}; {Next}. {Why}", retry,
                    pause is null ? "next at its next time" : "tried again after a pause", why);
                if (pause is null || !await WaitUntilAsync(_runtime.Clock.GetUtcNow() + pause.Value)) return;
            }
        }
    }

    private async Task RememberAsync(TimerStatus status)
    {
        if (!_trigger.UseMonitor) return;
        try
        {
            await _runtime.Database.WriteAsync(s => TimerTable.Write(s, _name, status));
        }
        catch (SqliteException error)
        {
            // The run took place; at worst it is caught up once more after a restart.
            _log.LogError("The status of the timer could not be written. {Why}", _runtime.Database.Explain(error));
        }
    }

    // Whichever comes first: the moment on the wall clock, or so much time as it lay ahead when the wait began. The wall clock may be set back meanwhile, and
    // would then let everything stand still until it has caught up.
    /// <returns>False when the stop came first.</returns>
    private async Task<bool> WaitUntilAsync(DateTimeOffset due)
    {
        var clock = _runtime.Clock;
        var (ahead, began) = (due - clock.GetUtcNow(), clock.GetTimestamp());
        try
        {
            while (!_runtime.Life.Stopping.IsCancellationRequested)
            {
                var wait = due - clock.GetUtcNow();
                var steady = ahead - clock.GetElapsedTime(began);
                if (steady < wait) wait = steady;
                if (wait <= TimeSpan.Zero) return true;
                // Rounded up to the timer's own grain of a millisecond, so that the last stretch is one and not several.
                wait = wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait > LongestWait ? LongestWait : wait;
                await Task.Delay(wait, clock, _runtime.Life.Stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The stop ends the wait.
        }

        return false;
    }
}
