using Hub.Bench;

const string Usage = """
    Measures the hub on this machine, beside the disk's own rate of durable writes.

      dotnet run -c Release --project tests/Hub.Bench -- accept|whole|start [--seconds N] [--json]

      accept  orders accepted a second: durable, 64 connections
      whole   orders all the way through a second: accepted, delivered to a contractor, its status back, the ERP told
      start   seconds from the start of the process to the first answer, and its memory then
    """;

if (args is not [var mode, ..] || mode is not ("accept" or "whole" or "start"))
{
    Console.Error.WriteLine(Usage);
    return 2;
}
var seconds = Array.IndexOf(args, "--seconds") is var at and >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], out var given) && given is >= 1 and <= 600 ? given : 15;

// Before and after: a disk's rate drifts, and the ratio is what counts.
var before = Disk.FsyncsPerSecond(TimeSpan.FromSeconds(2));
var measured = mode switch
{
    "accept" => await Load.AcceptAsync(TimeSpan.FromSeconds(seconds)),
    "whole" => await Load.WholeAsync(TimeSpan.FromSeconds(seconds)),
    _ => await Load.StartAsync(),
};
var after = Disk.FsyncsPerSecond(TimeSpan.FromSeconds(2));
Report.Write(mode, measured with { FsyncsPerSecond = (before + after) / 2 }, json: args.Contains("--json"));
return 0;
