using System.Diagnostics;
using System.Globalization;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Figures;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Formats.Feeds;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Bench.Figures;

/// <summary>
/// Facts and figures of very many orders on one machine's store: how fast they are made, read and written out, what memory that takes, and what following
/// adds to the whole way of an order.
/// </summary>
internal static class FigureRun
{
    private const int Rounds = 40;
    private const int FollowedOrders = 2_000;
    // What the whole way appends at a time: the order and its award, its photo, and what the contractor answers.
    private static readonly int[] FollowedVersions = [2, 3, 4];

    // As many streams as a follower finds changed at once when orders come as fast as they go.
    private const int FollowedAtOnce = 16;

    public static async Task RunAsync(int orders, TimeSpan wholeWay)
    {
        var directory = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            await using (var database = HubDatabase.Open(directory)) await MeasureAsync(database, orders);
            Line("hub.db, bytes an order", new FileInfo(Path.Combine(directory, "hub.db")).Length / (double)orders, "0", "");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
        await FollowAsync(wholeWay);
    }

    private static async Task MeasureAsync(HubDatabase database, int orders)
    {
        var clock = new Hub.Testing.FakeClock(SyntheticOrders.End);
        var log = new SyntheticOrders(orders);
        var before = Memory();
        // What making the orders themselves costs: no part of the rebuild's own time.
        var made = Processor();
        for (var n = 0; n < Math.Min(orders, 50_000); n++) log.StreamOf(n);
        var making = (Processor() - made) * (orders / (double)Math.Min(orders, 50_000));

        var figures = new SqliteFigures(database);
        var rebuild = new RebuildProjection<OrderFacts>(
            new FiguresFollower(figures), log, new NothingPending(), clock, NullLogger<RebuildProjection<OrderFacts>>.Instance);
        var begun = Processor();
        await rebuild.BeginAsync(CancellationToken.None);
        while ((await rebuild.GetAsync(CancellationToken.None)).Rebuild is not null) await rebuild.ContinueAsync(CancellationToken.None);
        var took = Processor() - begun - making;
        Line($"{orders:N0} orders, {log.Events:N0} events: made anew, events a second of processor", log.Events / took.TotalSeconds, "0", "goal 30,000");
        Line("memory that took, MiB", Memory() - before, "0", "goal 300");

        var registry = new RegistryCache(new SqliteRegistry(database), new Corporation("Corporation", null), clock);
        var reading = new ReadFigures(figures, new SqliteDeliveryFigures(database), registry, clock);
        await QueriesAsync(reading, clock);
        await BehindAsync(figures, new SqliteViews(database), clock);
        await FeedAsync(figures, new JsonFeed());
        await FeedAsync(figures, new CsvFeed());
        await FeedAsync(figures, new ParquetFeed());
    }

    // What the pages of figures ask.
    private static async Task QueriesAsync(ReadFigures reading, TimeProvider clock)
    {
        var last = YearMonth.Of(clock.GetUtcNow()).Plus(-1);
        var (all, one) = (Kpis.Definitions, new[] { Kpis.Find("repairOnTime")! });
        (string Name, Viewer Viewer, FigureQuery Query)[] queries =
        [
            ("all figures, a year, by contractor", Viewer.Corporation, new FigureQuery(all, last.Plus(-11), last, Slices.Contractor)),
            ("all figures of a contractor, a year, by month", Viewer.Corporation,
                new FigureQuery(all, last.Plus(-11), last, Slices.Month) { Contractor = "aannemer-1" }),
            ("all figures, a year, as a contractor sees them", new Viewer(Given.PartnerAlfa with { Id = "aannemer-1" }),
                new FigureQuery(all, last.Plus(-11), last, Slices.None)),
            ("one figure, ten years, by month", Viewer.Corporation, new FigureQuery(one, last.Plus(-119), last, Slices.Month)),
            ("one figure, a year, by area", Viewer.Corporation, new FigureQuery(one, last.Plus(-11), last, Slices.Area)),
            ("one figure, a year, by complex", Viewer.Corporation, new FigureQuery(one, last.Plus(-11), last, Slices.Complex)),
            ("all figures of a complex, a year", Viewer.Corporation, new FigureQuery(all, last.Plus(-11), last, Slices.None) { Complex = "C-007" }),
        ];
        foreach (var (name, viewer, query) in queries)
        {
            if ((await reading.ReadAsync(viewer, query, CancellationToken.None)).Count == 0) throw new InvalidOperationException($"No figures: {name}.");
            Line($"{name}: p99 ms", await P99Async(() => reading.ReadAsync(viewer, query, CancellationToken.None)), "0.0", "goal 100");
        }
    }

    private static async Task BehindAsync(SqliteFigures figures, SqliteViews views, TimeProvider clock)
    {
        var last = YearMonth.Of(clock.GetUtcNow()).Plus(-2);
        var definition = Kpis.Find("repairOnTime")!;
        var behind = new FindCounted(figures, views, clock);
        var query = new FigureQuery([definition], last.Plus(-11), last, Slices.None) { Contractor = "aannemer-1" };
        Line("the orders behind a figure that missed it, a page: p99 ms", await P99Async(
            () => behind.ListAsync(Viewer.Corporation, query, definition.Main, KpiOutcome.Missed, 50, null, CancellationToken.None)), "0.0", "goal 100");
    }

    private static async Task FeedAsync(SqliteFigures figures, IFeedFormat format)
    {
        var (rows, most, begun) = (0L, 0.0, Processor());
        var reading = TimeSpan.Zero;
        var before = Memory();
        using var buffer = new MemoryStream();
        await using (var writer = format.Writer(Feeds.Facts))
        {
            await writer.BeginAsync(buffer);
            for (string? cursor = ""; cursor is not null;)
            {
                var asked = Processor();
                var page = await figures.ListAsync(new FactQuery(500, cursor.Length == 0 ? null : cursor) { WithParts = false }, CancellationToken.None);
                reading += Processor() - asked;
                await writer.WriteAsync(page.Items.Select(o => o.Order));
                rows += page.Items.Count;
                buffer.SetLength(0);
                cursor = page.Cursor;
                if (rows % 50_000 == 0) most = Math.Max(most, Memory() - before);
            }
            await writer.EndAsync(null);
        }
        var all = Processor() - begun;
        Line($"feed of orders as {format.FileExtension}: rows a second of processor", rows / all.TotalSeconds, "0", format is CsvFeed ? "goal 100,000" : "");
        Line($"of which reading them, %", 100 * (reading / all), "0", "");
        Line($"feed of orders as {format.FileExtension}: memory on top, MiB", most, "0", "goal 300");
    }

    // Each append to an order is followed by itself, in batches as they come, and the processor time of that is set against that of the whole way.
    private static async Task FollowAsync(TimeSpan wholeWay)
    {
        var directory = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        TimeSpan followed;
        try
        {
            await using var database = HubDatabase.Open(directory);
            var log = new SyntheticOrders(FollowedOrders);
            var follower = new FiguresFollower(new SqliteFigures(database));
            var begun = Processor();
            for (var first = 0; first < FollowedOrders; first += FollowedAtOnce)
            {
                var streams = Enumerable.Range(first, Math.Min(FollowedAtOnce, FollowedOrders - first)).Select(log.StreamOf).ToList();
                foreach (var version in FollowedVersions)
                {
                    await follower.ApplyAsync(
                        [.. streams.Select(s => new ChangedStream(new EventStream([.. s.Events.Take(version)]), version))], CancellationToken.None);
                }
            }
            followed = Processor() - begun;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
        var whole = await Load.WholeAsync(wholeWay, Orders.Realistic);
        var (ofFollower, ofHub) = (followed.TotalMicroseconds / FollowedOrders, whole.HubCpuPerOrder ?? 0);
        Line("processor of the follower of figures an order, µs", ofFollower, "0", "");
        Line("processor of the hub for the whole way of a realistic order, µs", ofHub, "0", "");
        Line("share of the follower, %", 100 * ofFollower / ofHub, "0.0", "goal 10");
    }

    private static async Task<double> P99Async<T>(Func<Task<T>> ask)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        times.Sort();
        return times[(int)(times.Count * 0.99)];
    }

    // Of the whole process: what else the machine does is not counted.
    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static double Memory() => Process.GetCurrentProcess().WorkingSet64 / 1048576.0;

    private static void Line(FormattableString name, double value, string format, string goal) =>
        Line(name.ToString(CultureInfo.InvariantCulture), value, format, goal);

    private static void Line(string name, double value, string format, string goal) =>
        Console.WriteLine($"{name,-75} {value.ToString(format, CultureInfo.InvariantCulture),10}   {goal}");
}
