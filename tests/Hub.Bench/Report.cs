using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Bench;

/// <summary>What was measured. Times are milliseconds, memory MiB; what a mode does not measure is null.</summary>
internal sealed record Measured
{
    public double FsyncsPerSecond { get; init; }
    public double? OrdersPerSecond { get; init; }
    public double? P50 { get; init; }
    public double? P99 { get; init; }
    public double? AcceptP50 { get; init; }
    public double? AcceptP99 { get; init; }
    public double? FirstAnswer { get; init; }
    public double? MemoryPeak { get; init; }
    public double? MemoryAtStart { get; init; }
    public double? HubCpuPerOrder { get; init; }
    public long Orders { get; init; }
    public long Failed { get; init; }

    /// <summary>Orders for each durable write that the bare disk could do.</summary>
    public double? PerFsync => OrdersPerSecond is { } rate ? rate / FsyncsPerSecond : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Measured))]
internal sealed partial class ReportJson : JsonSerializerContext;

internal static class Report
{
    public static void Write(string mode, Measured m, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(m, ReportJson.Default.Measured));
            return;
        }
        Line("disk: 4 KiB overwrite + fdatasync, a second", m.FsyncsPerSecond, "0");
        Line($"{mode}: orders a second", m.OrdersPerSecond, "0");
        Line("  for each durable write of the bare disk", m.PerFsync, "0.00");
        Line("  p50, ms", m.P50, "0.0");
        Line("  p99, ms", m.P99, "0.0");
        Line("  accept p50, ms", m.AcceptP50, "0.0");
        Line("  accept p99, ms", m.AcceptP99, "0.0");
        Line("hub processor time an order, microseconds", m.HubCpuPerOrder, "0");
        Line("process start to first answer, ms", m.FirstAnswer, "0");
        Line("memory at start, MiB", m.MemoryAtStart, "0");
        Line("memory at most, MiB", m.MemoryPeak, "0");
        if (m.Orders > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{m.Orders} orders, {m.Failed} failed"));
    }

    private static void Line(string what, double? value, string format)
    {
        if (value is { } v) Console.WriteLine($"{what,-48}{v.ToString(format, CultureInfo.InvariantCulture),10}");
    }
}
