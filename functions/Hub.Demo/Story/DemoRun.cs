using Hub.Demo.Setup;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>
/// The demo: a corporation's ERP and four contractors carry out twenty-five orders through a hub, with a line on the console for each message.
/// It uses the hub's HTTP interface only and waits for messages, not for time.
/// </summary>
public sealed class DemoRun : IAsyncDisposable
{
    private readonly DemoOptions _options;
    private readonly DemoLog _log;
    private readonly DemoPartners _partners;
    private readonly HubSetup _setup;
    private readonly HubClient _erpClient;
    private readonly int _run;

    private DemoRun(DemoOptions options, DemoLog log, DemoPartners cast, HubSetup setup, HubClient erpAtHub, int run) =>
        (_options, _log, _partners, _setup, _erpClient, _run) = (options, log, cast, setup, erpAtHub, run);

    /// <summary>
    /// Runs the demo and keeps the stand-ins running until cancelled. Returns true then; returns false at once where a scenario failed or
    /// the hub and the ERP disagree in the end.
    /// </summary>
    /// <param name="hub">The hub's address.</param>
    /// <param name="manageKey">The manage key.</param>
    /// <param name="manageKeyFile">File of the manage key; null where it is in the settings.</param>
    /// <param name="output">Receives the lines.</param>
    /// <param name="cancel">Ends the demo.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before the table was printed.</exception>
    /// <exception cref="InvalidOperationException">The hub rejected the set-up; the message contains its answer.</exception>
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
    /// <exception cref="InvalidOperationException">The hub rejected a request; the message contains its answer.</exception>
    public static async Task<DemoRun> StartAsync(Uri hub, string manageKey, TextWriter output, DemoOptions options, CancellationToken cancel)
    {
        var log = new DemoLog(output, options.Clock);
        var cast = new DemoPartners(new StandInOptions { Clock = options.Clock, Observer = log.WriteMessage });
        var setup = new HubSetup(hub, manageKey);
        try
        {
            var erpAtHub = await cast.StartAsync(setup, cancel);
            return new DemoRun(options, log, cast, setup, erpAtHub, await FreeRunAsync(erpAtHub, cancel));
        }
        catch
        {
            setup.Dispose();
            await cast.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs all scenarios, then prints the table and the next steps. False where one failed or hub and ERP disagree.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(_options.Clock.GetUtcNow().UtcDateTime);
        var together = DemoPlan.Concurrent(_run, _partners, today);
        var last = DemoPlan.Outage(_run, together.Count + 1, _partners, today);
        var began = _options.Clock.GetTimestamp();

        var played = await Task.WhenAll(together.Select((order, place) => RunScenarioAsync(order, _options.Pause * place / 2, cancel)));
        var ended = await RunScenarioAsync(last, TimeSpan.Zero, cancel);
        var agree = await new DemoSummary(_erpClient, _partners.Erp, _log, _options).PrintAsync([.. together, last], cancel);
        _log.WriteLine($"Played in {_options.Clock.GetElapsedTime(began).TotalSeconds:0.0} s.");
        PrintNextSteps(together[0].Number, together.First(o => o.NewOrder.Kind is OrderKind.Turnover).Number);
        return agree && ended && played.All(p => p);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _partners.DisposeAsync();
        _setup.Dispose();
    }

    private async Task<bool> RunScenarioAsync(DemoOrder order, TimeSpan after, CancellationToken cancel)
    {
        if (after > TimeSpan.Zero) await Task.Delay(after, _options.Clock, cancel);
        try
        {
            await order.Scenario(new ScenarioSteps(order, _partners.Erp, _log, _options, cancel));
            return true;
        }
        // A failed scenario is reported and does not end the others.
        catch (Exception e) when (e is DemoException or InvalidOperationException or HttpRequestException)
        {
            _log.WriteNote(order.Number, $"FAILED: {e.Message}");
            return false;
        }
    }

    private void PrintNextSteps(string number, string turnover)
    {
        var hub = _setup.Manager.Hub.ToString().TrimEnd('/');
        _log.WriteLine("");
        _log.WriteLine("Where to look, from another terminal (the hub keeps running; Ctrl+C stops it):");
        _log.WriteLine($"  export KEY={_erpClient.ApiKey}   # the ERP's, made for this demo");
        _log.WriteLine("  # all orders");
        _log.WriteLine($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/v1/orders");
        _log.WriteLine("  # all that happened to one of them");
        _log.WriteLine($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/v1/orders/{number}/timeline");
        _log.WriteLine("  # what the contractor photographed of a turnover, with links for the browser that are good for ten minutes");
        _log.WriteLine($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/v1/orders/{turnover}/photos");
        _log.WriteLine("  # all orders in VERA");
        _log.WriteLine($"  curl -H \"X-API-KEY: $KEY\" {hub}/api/vera/v4/onderhoudsorders");
        _log.WriteLine("  # what waits for a person, with the manage key");
        var manageKey = _options.ManageKeyFile is { } file ? $"$(cat {file})" : "the manage key";
        _log.WriteLine($"  curl -H \"X-API-KEY: {manageKey}\" \"{hub}/api/v1/manage/deliveries?state=parked\"");
        _log.WriteLine("  # whether a partner can be reached: the hub sends it a test message");
        _log.WriteLine($"  curl -X POST -H \"X-API-KEY: {manageKey}\" {hub}/api/v1/manage/partners/{_partners.Kompas.PartnerId}/test");
        _log.WriteLine("  # a key that may only read, as for Power BI: the answer shows it this once");
        _log.WriteLine($"  curl -X POST -H \"X-API-KEY: {manageKey}\" -d '{{\"name\":\"Power BI\"}}' {hub}/api/v1/manage/reader-keys");
        _log.WriteLine("  export READER=khr_...");
        _log.WriteLine("  # with it the figures of each contractor, and the orders behind them as a table");
        _log.WriteLine($"  curl -H \"X-API-KEY: $READER\" \"{hub}/api/v1/kpis?by=contractor\"");
        _log.WriteLine($"  curl -H \"X-API-KEY: $READER\" \"{hub}/api/v1/feeds/facts?format=csv\"");
        _log.WriteLine($"  # every route: {hub}/api/docs");
        _log.WriteLine("");
    }

    // A data directory may contain earlier runs, whose order numbers are in use.
    private static async Task<int> FreeRunAsync(HubClient hub, CancellationToken cancel)
    {
        for (var run = 10; ; run++)
        {
            var answer = await hub.GetAsync($"api/v1/orders/{DemoPlan.FirstNumber(run)}", cancel);
            if (answer.Status == 404) return run;
            answer.EnsureSuccess();
        }
    }
}
