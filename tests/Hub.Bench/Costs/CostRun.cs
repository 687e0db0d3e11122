using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.AzureStandIn;
using Hub.Demo.Setup;
using Hub.WorkerHost.Azure;

namespace Hub.Bench.Costs;

/// <summary>
/// Measures what an order and a hub at rest ask of the services in Azure: the published hub on the genuine worker, over what stands in for the services. What
/// Azure bills follows from it; <c>infra/COSTS.md</c> is reckoned with it.
/// </summary>
internal static class CostRun
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(6);
    // As many requests as an instance of 512 MB gets at once, unless it is told otherwise, each with about the largest photo that is taken.
    private const int PhotosAtOnce = 4;
    private const int LargePhoto = 19_000_000;

    private static readonly string[] Containers = ["evidence", "messages"];

    /// <summary>Measures and prints.</summary>
    /// <param name="orders">How many orders of each kind.</param>
    /// <param name="rest">How long the hub at rest is watched.</param>
    public static async Task RunAsync(int orders, TimeSpan rest)
    {
        await using var hub = await HubInAzure.StartAsync(new Dictionary<string, string>
        {
            ["Hub:ManageKey"] = HubProcess.ManageKey, ["Hub:RequestsPerMinute"] = "1000000", ["Hub:AllowPrivateEndpoints"] = "true",
            ["Hub:Corporation:Name"] = "Corporation", ["Hub:Corporation:Gln"] = "8712345000004",
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = ApplicationInsights.ConnectionString,
        }, withTimers: false);
        var meter = new Meter(hub);
        var host = hub.Instances[0].Host;
        using var setup = new HubSetup(host.Address, HubProcess.ManageKey);
        await using var lives = new Lives();
        await lives.MeetAsync(setup, default);
        Print("start and set-up", await TakeAsync(meter), 1);

        await MeasureAsync(Orders.Light, lives.LightAsync);
        await MeasureAsync(Orders.Realistic, lives.RealisticAsync);

        // Those that are rare run once, the others as often as their schedules say.
        var timers = host.Functions.Values.Where(f => f.TriggerType == "timerTrigger");
        foreach (var timer in timers.Where(t => !t.Text("schedule")!.StartsWith("*/", StringComparison.Ordinal)))
        {
            await host.InvokeAsync(timer.Name, """{"IsPastDue":false}""");
            Print($"{timer.Name} ({timer.Text("schedule")}), a run", await TakeAsync(meter), 1);
        }
        hub.Instances[0].StartTimers();
        await Task.Delay(Quiet);
        await TakeAsync(meter);
        await Task.Delay(rest);
        Print("at rest, a minute", meter.Take(), rest.TotalMinutes);
        await setup.Manager.GetAsync("api/health/ready", default);
        Print("a look at /api/health/ready", meter.Take(), 1);
        PrintMemory("so far");
        await lives.BringAtOnceAsync("P", PhotosAtOnce, LargePhoto);
        PrintMemory($"with {PhotosAtOnce} photos of {LargePhoto / 1_000_000} MB at once");

        void PrintMemory(string when) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"peak memory of the worker, {when}: {host.PeakMemory / 1048576.0:0} MiB"));

        async Task MeasureAsync(Orders kind, Func<string, Task> live)
        {
            await kind.PutContractAsync((path, body) => PutAsync(setup, path, body));
            // The first pays for what is read once, and for compiling.
            await live($"{kind.Name[0]}-0");
            await TakeAsync(meter);
            var (received, before) = (lives.Received, await StoredAsync(meter));
            meter.Take();
            for (var i = 1; i <= orders; i++) await live($"{kind.Name[0]}-{i}");
            var usage = await TakeAsync(meter);
            usage.Set("partners", "messages to them", lives.Received - received, 0);
            var after = await StoredAsync(meter);
            meter.Take();
            for (var i = 0; i < Containers.Length; i++)
                usage.Set(Meter.Blobs, $"{Containers[i]} stored", after[i].Blobs - before[i].Blobs, after[i].Bytes - before[i].Bytes);
            Print($"a {kind.Name}", usage, orders);
        }
    }

    private static async Task PutAsync(HubSetup setup, string path, string body) => (await setup.Manager.SendAsync(
        HttpMethod.Put, $"api/v1/manage/{path}", Encoding.UTF8.GetBytes(body), "application/json", null, default)).EnsureSuccess();

    private static async Task<List<(int Blobs, long Bytes)>> StoredAsync(Meter meter)
    {
        var all = new List<(int, long)>();
        foreach (var container in Containers) all.Add(await meter.StoredAsync(container));
        return all;
    }

    // What was asked for goes on after the answer: the followers, the lanes, and the telemetry, which is sent in batches.
    private static async Task<Usage> TakeAsync(Meter meter)
    {
        do await Task.Delay(Quiet);
        while (Stopwatch.GetElapsedTime(meter.LastUse) < Quiet);
        return meter.Take();
    }

    private static void Print(string title, Usage usage, double per)
    {
        Console.WriteLine($"\n{title}");
        Console.WriteLine($"  {"",-58}{"times",10}{"bytes",13}{"RU or s",10}");
        foreach (var service in usage.Amounts.GroupBy(a => a.Service))
        {
            foreach (var (_, what, amount) in service) Line($"{service.Key}: {what}", amount, per);
            if (service.Count() == 1) continue;
            var all = service.Select(a => a.Amount).Aggregate((a, b) => new Amount(a.Times + b.Times, a.Bytes + b.Bytes, a.Units + b.Units));
            Line($"{service.Key}, all", all, per);
        }
    }

    private static void Line(string what, Amount amount, double per) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {what,-58}{amount.Times / per,10:0.##}{amount.Bytes / per,13:0}{amount.Units / per,10:0.##}"));
}
