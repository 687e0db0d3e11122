using NCrontab;

namespace Hub.WorkerHost;

/// <summary>Runs the functions with a timer by their schedules, in UTC, each one at a time.</summary>
public sealed class TimerPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="host">Runs the functions.</param>
    public TimerPump(FunctionsHost host) =>
        _running = Task.WhenAll(host.Functions.Values.Where(f => f.TriggerType == "timerTrigger").Select(f => RunAsync(host, f)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(FunctionsHost host, LoadedFunction function)
    {
        var schedule = CrontabSchedule.Parse(function.Text("schedule"), new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        if (function.Flag("runOnStartup")) await host.InvokeAsync(function.Name, """{"IsPastDue":false}""", cancel: _stop.Token);
        while (true)
        {
            var now = DateTime.UtcNow;
            await Task.Delay(schedule.GetNextOccurrence(now) - now, _stop.Token);
            await host.InvokeAsync(function.Name, """{"IsPastDue":false}""", cancel: _stop.Token);
        }
    }
}
