using System.Globalization;
using Hub.Bench;
using Hub.Bench.Costs;
using Hub.Bench.Figures;

const string Usage = """
    Measures the hub on this machine, beside the disk's own rate of durable writes.

      dotnet run -c Release --project tests/Hub.Bench -- accept|whole|start|photos [--seconds N] [--json]
      dotnet run -c Release --project tests/Hub.Bench -- fuzz [--count N] [--messages N]
      dotnet run -c Release --project tests/Hub.Bench -- figures [--orders N] [--seconds N]
      dotnet run --project tests/Hub.Bench -- costs [--orders N] [--seconds N]

      accept  orders accepted a second: durable, 64 connections
      whole   orders all the way through a second: accepted, delivered to a contractor, its status back, the ERP told
      start   seconds from the start of the process to the first answer, and its memory then
      photos  photos of 4 MB taken in a second: cleaned and durable, 32 at once, and the memory that takes
      fuzz    damaged pictures (100000) through the cleaner: none may throw, take a second or keep metadata; and damaged messages (20000) to a
              hub over HTTP: none may get a 500, an exception's text or no answer
      figures facts and figures of so many synthetic orders (1000000) of ten years: made anew, asked, written out; and what following them adds to the
              whole way of an order, which is measured for so many seconds (15)
      costs   what an order (10 of each kind) and a hub at rest (180 s) ask of the services in Azure: infra/COSTS.md is reckoned with it.
              Needs the published hub: bash tests/publish-worker.sh

    accept and whole measure two kinds of order, each with a hub of its own: a light one, and a realistic one (a resident, a contract with
    service levels and a price list, six lines, a photo). --json writes a line for each.
    """;

if (args is not [var mode, ..] || mode is not ("accept" or "whole" or "start" or "photos" or "fuzz" or "costs" or "figures"))
{
    Console.Error.WriteLine(Usage);
    return 2;
}
if (mode == "fuzz")
{
    var pictures = Fuzz.Run(Option("--count", 10_000_000, 100_000));
    return await MessageFuzz.RunAsync(Option("--messages", 10_000_000, 20_000)) && pictures ? 0 : 1;
}
if (mode == "costs")
{
    await CostRun.RunAsync(Option("--orders", 1000, 10), TimeSpan.FromSeconds(Option("--seconds", 3600, 180)));
    return 0;
}
if (mode == "figures")
{
    await FigureRun.RunAsync(Option("--orders", 10_000_000, 1_000_000), TimeSpan.FromSeconds(Option("--seconds", 600, 15)));
    return 0;
}
var time = TimeSpan.FromSeconds(Option("--seconds", 600, 15));
var json = args.Contains("--json");
var disk = TimeSpan.FromSeconds(2);

// Before and after: a disk's rate drifts, and the ratio is what counts.
if (mode == "photos")
{
    var before = Disk.PhotoMegabytesPerSecond(disk * 3);
    var photos = await Photos.UploadAsync(time);
    Report.Write(mode, photos with { DiskBefore = before, DiskAfter = Disk.PhotoMegabytesPerSecond(disk * 3) }, json);
    return 0;
}
Func<Task<Measured>>[] measurements = mode switch
{
    "accept" => [() => Load.AcceptAsync(time, Orders.Light), () => Load.AcceptAsync(time, Orders.Realistic)],
    "whole" => [() => Load.WholeAsync(time, Orders.Light), () => Load.WholeAsync(time, Orders.Realistic)],
    _ => [Load.StartAsync],
};
foreach (var measure in measurements)
{
    var first = Disk.FsyncsPerSecond(disk);
    var measured = await measure();
    Report.Write(mode, measured with { FsyncsPerSecond = (first + Disk.FsyncsPerSecond(disk)) / 2 }, json);
}
return 0;

int Option(string name, int most, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var given)
        && given >= 1 && given <= most
        ? given : otherwise;
