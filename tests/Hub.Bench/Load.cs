using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hub.Bench;

/// <summary>Puts load on the hub and times it from outside.</summary>
internal static class Load
{
    public const string MailboxContractor = """{"language":"Dico","transport":"Mailbox"}""";
    public const string MailboxErp = """{"language":"Vera","transport":"Mailbox"}""";

    private const int Connections = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<Measured> StartAsync()
    {
        var times = new List<double>();
        var memory = 0.0;
        for (var i = 0; i < 5; i++)
        {
            await using var hub = await HubProcess.StartAsync();
            times.Add(hub.FirstAnswer);
            memory = hub.MemoryMiB;
        }
        times.Sort();
        return new Measured { FirstAnswer = times[times.Count / 2], MemoryAtStart = memory };
    }

    public static async Task<Measured> AcceptAsync(TimeSpan time, Orders orders)
    {
        await using var hub = await HubProcess.StartAsync();
        // The contractor fetches: what is measured is taking in, with the followers following, and not the sending.
        var key = await SetUpAsync(hub, orders, MailboxContractor, MailboxErp);
        var idle = hub.MemoryMiB;
        var (latencies, failed, cpu, elapsed) = await PlaceAsync(hub, orders, key, time, null);
        return Of(latencies, elapsed) with
        {
            Kind = orders.Name,
            HubCpuPerOrder = cpu.TotalMicroseconds / Math.Max(1, latencies.Count),
            Orders = latencies.Count, Failed = failed, FirstAnswer = hub.FirstAnswer, MemoryAtStart = idle, MemoryPeak = hub.PeakMemoryMiB,
        };
    }

    public static async Task<Measured> WholeAsync(TimeSpan time, Orders orders)
    {
        await using var hub = await HubProcess.StartAsync();
        var begun = new ConcurrentDictionary<string, long>();
        var through = new ConcurrentBag<double>();
        // Bounded: orders under way at once, so that the time of an order is the hub's and not a queue of our own.
        using var underWay = new SemaphoreSlim(Connections * 2);
        var watch = new Stopwatch();
        await using var sinks = await Sinks.StartAsync(hub, number =>
        {
            if (!begun.TryRemove(number, out var at)) return;
            // As of what is accepted, the first seconds are the runtime's.
            if (watch.Elapsed > WarmUp) through.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            underWay.Release();
        });
        var key = await SetUpAsync(hub, orders,
            $$"""{"language":"Dico","transport":"Https","url":"{{sinks.Address}}contractor","dicoGeneration":"C"}""",
            $$"""{"language":"Vera","transport":"VeraClient","url":"{{sinks.Address}}erp"}""");
        sinks.ContractorKey = await hub.KeyAsync("contractor");
        var idle = hub.MemoryMiB;
        watch.Start();
        var (latencies, failed, cpu, _) = await PlaceAsync(hub, orders, key, time, async number =>
        {
            await underWay.WaitAsync();
            begun[number] = Stopwatch.GetTimestamp();
        });
        while (!begun.IsEmpty && watch.Elapsed < time + WarmUp + TimeSpan.FromSeconds(20)) await Task.Delay(50);
        if (!begun.IsEmpty) Console.Error.WriteLine($"Not through: {string.Join(' ', begun.Keys.Take(10))}. {await hub.BacklogAsync()}");
        var elapsed = watch.Elapsed - WarmUp;
        var accept = Of(latencies, elapsed);
        return Of([.. through], elapsed) with
        {
            Kind = orders.Name,
            AcceptP50 = accept.P50, AcceptP99 = accept.P99,
            HubCpuPerOrder = cpu.TotalMicroseconds / Math.Max(1, latencies.Count),
            Orders = through.Count, Failed = failed + begun.Count, FirstAnswer = hub.FirstAnswer, MemoryAtStart = idle, MemoryPeak = hub.PeakMemoryMiB,
        };
    }

    public static async Task<string> SetUpAsync(HubProcess hub, Orders orders, string contractor, string erp)
    {
        await hub.PutAsync("partners/erp", $$"""{"role":"Erp","name":"ERP","gln":"8712345000004","connection":{{erp}}}""");
        await hub.PutAsync("partners/contractor", $$"""{"role":"Contractor","name":"Contractor","gln":"8712345678906","connection":{{contractor}}}""");
        await hub.PutAsync("dwellings", Dwellings());
        await orders.PutContractAsync(hub.PutAsync);
        return await hub.KeyAsync("erp");
    }

    /// <summary>A register of a thousand dwellings, in which the orders are.</summary>
    public static string Dwellings()
    {
        var rows = new StringBuilder("id;street;houseNumber;houseLetter;suffix;postalCode;city;complex;area;type\n");
        for (var i = 0; i < 1000; i++) rows.Append(CultureInfo.InvariantCulture, $"E-{i};Dorpsstraat;{i + 1};;;1234AB;Ons Dorp;C{i / 100};Noord;flat\n");
        return rows.ToString();
    }

    private static async Task<(List<double> Latencies, long Failed, TimeSpan Cpu, TimeSpan Elapsed)> PlaceAsync(
        HubProcess hub, Orders orders, string key, TimeSpan time, Func<string, Task>? before)
    {
        var next = 0L;
        var failed = 0L;
        var all = new List<double>[Connections];
        var watch = Stopwatch.StartNew();
        var warm = TimeSpan.MaxValue;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(c => Task.Run(async () =>
        {
            var latencies = all[c] = new List<double>(4096);
            while (watch.Elapsed < WarmUp + time)
            {
                var number = $"R{Interlocked.Increment(ref next)}";
                if (before is not null) await before(number);
                using var request = orders.Place(number, key);
                var at = Stopwatch.GetTimestamp();
                using var answer = await hub.Http.SendAsync(request);
                if (!answer.IsSuccessStatusCode && Interlocked.Increment(ref failed) == 1)
                    Console.Error.WriteLine($"The hub answered {(int)answer.StatusCode} to an order: {await answer.Content.ReadAsStringAsync()}");
                if (watch.Elapsed <= WarmUp) continue;
                // The first seconds are the runtime's: nothing is compiled yet.
                if (c == 0 && warm == TimeSpan.MaxValue) warm = hub.Cpu;
                if (answer.IsSuccessStatusCode) latencies.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        })));
        return ([.. all.SelectMany(l => l)], failed, hub.Cpu - warm, watch.Elapsed - WarmUp);
    }

    public static Measured Of(List<double> latencies, TimeSpan elapsed)
    {
        latencies.Sort();
        double At(double share) => latencies.Count == 0 ? 0 : latencies[Math.Min(latencies.Count - 1, (int)(latencies.Count * share))];
        return new Measured { OrdersPerSecond = latencies.Count / elapsed.TotalSeconds, P50 = At(0.5), P99 = At(0.99) };
    }
}
