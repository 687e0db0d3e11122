using Hub.Demo.Setup;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>
/// A corporation's ERP and three contractors that live through twenty orders with a hub, told line by line. It speaks to the
/// hub over HTTP only, and goes on when something has arrived, not when time has passed.
/// </summary>
public sealed class DemoRun : IAsyncDisposable
{
    private readonly DemoOptions _options;
    private readonly DemoLog _log;
    private readonly DemoCast _cast;
    private readonly HubSetup _setup;
    private readonly HubClient _erpAtHub;
    private readonly int _run;

    private DemoRun(DemoOptions options, DemoLog log, DemoCast cast, HubSetup setup, HubClient erpAtHub, int run) =>
        (_options, _log, _cast, _setup, _erpAtHub, _run) = (options, log, cast, setup, erpAtHub, run);

    /// <summary>
    /// Plays the demo and keeps the stand-ins running until cancelled. True then; false at once where an order's life stopped
    /// short, or the hub and the ERP do not agree in the end.
    /// </summary>
    /// <param name="hub">The hub's address.</param>
    /// <param name="manageKey">The manage key.</param>
    /// <param name="manageKeyFile">Where that stands; null where it is in the settings.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before the table was printed.</exception>
    /// <exception cref="InvalidOperationException">The hub refused the set-up; the message has what it said.</exception>
    public static async Task<bool> RunAsync(Uri hub, string manageKey, string? manageKeyFile, TextWriter output, CancellationToken cancel)
    {
        await using var demo = await StartAsync(hub, manageKey, output, new DemoOptions { ManageKeyFile = manageKeyFile }, cancel);
        if (!await demo.PlayAsync(cancel)) return false;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(cancelled.SetResult);
        await cancelled.Task;
        return true;
    }

    /// <summary>Starts the stand-ins and sets the hub up. The hub must have the setting <c>Hub:Corporation:Gln</c>, or it cannot write DICO.</summary>
    /// <exception cref="InvalidOperationException">The hub refused something; the message has what it said.</exception>
    public static async Task<DemoRun> StartAsync(Uri hub, string manageKey, TextWriter output, DemoOptions options, CancellationToken cancel)
    {
        var log = new DemoLog(output, options.Clock);
        var cast = new DemoCast(new StandInOptions { Clock = options.Clock, Watcher = log.Happened });
        var setup = new HubSetup(hub, manageKey);
        try
        {
            var erpAtHub = await cast.EnterAsync(setup, cancel);
            return new DemoRun(options, log, cast, setup, erpAtHub, await FreeRunAsync(erpAtHub, cancel));
        }
        catch
        {
            setup.Dispose();
            await cast.DisposeAsync();
            throw;
        }
    }

    /// <summary>Plays all lives, then prints the table and where to look. False where one stopped short, or hub and ERP do not agree.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(_options.Clock.GetUtcNow().UtcDateTime);
        var together = DemoPlan.Together(_run, _cast, today);
        var last = DemoPlan.LastAct(_run, together.Count + 1, _cast, today);
        var began = _options.Clock.GetTimestamp();

        var played = await Task.WhenAll(together.Select((order, place) => LiveAsync(order, _options.Pause * place / 2, cancel)));
        var ended = await LiveAsync(last, TimeSpan.Zero, cancel);
        var agree = await new DemoSummary(_erpAtHub, _cast.Erp, _log, _options).PrintAsync([.. together, last], cancel);
        _log.Line($"Played in {_options.Clock.GetElapsedTime(began).TotalSeconds:0.0} s.");
        WhereToLook(together[0].Number, together.First(o => o.Draft.Kind is OrderKind.Turnover).Number);
        return agree && ended && played.All(p => p);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _cast.DisposeAsync();
        _setup.Dispose();
    }

    private async Task<bool> LiveAsync(DemoOrder order, TimeSpan after, CancellationToken cancel)
    {
        if (after > TimeSpan.Zero) await Task.Delay(after, _options.Clock, cancel);
        try
        {
            await order.Life(new Scene(order, _cast.Erp, _log, _options, cancel));
            return true;
        }
        // One life that fails is told, and does not end the others.
        catch (Exception e) when (e is DemoException or InvalidOperationException or HttpRequestException)
        {
            _log.Note(order.Number, $"STOPPED SHORT: {e.Message}");
            return false;
        }
    }

    private void WhereToLook(string number, string turnover)
    {
        var hub = _setup.Manager.Hub.ToString().TrimEnd('/');
        _log.Line("");
        _log.Line("Where to look, from another terminal (the hub keeps running; Ctrl+C stops it):");
        _log.Line($"  export KEY={_erpAtHub.ApiKey}   # the ERP's, made for this demo");
        _log.Line("  # all orders");
        _log.Line($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/v1/orders");
        _log.Line("  # all that happened to one of them");
        _log.Line($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/v1/orders/{number}/timeline");
        _log.Line("  # what the contractor photographed of a turnover, with links for the browser that are good for ten minutes");
        _log.Line($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/v1/orders/{turnover}/photos");
        _log.Line("  # all orders in VERA");
        _log.Line($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/vera/v4/onderhoudsorders");
        _log.Line("  # what waits for a person, with the manage key");
        _log.Line($"  curl -H \"X-API-KEY: {(_options.ManageKeyFile is { } file ? $"$(cat {file})" : "the manage key")}\" \"{hub}/api/v1/manage/deliveries?state=parked\"");
        _log.Line($"  # every route: {hub}/api/docs");
        _log.Line("");
    }

    // A data directory may have seen earlier runs; their order numbers are taken.
    private static async Task<int> FreeRunAsync(HubClient hub, CancellationToken cancel)
    {
        for (var run = 10; ; run++)
        {
            var answer = await hub.GetAsync($"api/v1/orders/{DemoPlan.FirstNumber(run)}", cancel);
            if (answer.Status == 404) return run;
            answer.Required();
        }
    }
}
