using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Bench;

/// <summary>The measurements. Times are milliseconds, memory MiB; values that a mode does not measure are null.</summary>
internal sealed record Measured
{
    /// <summary>What the orders look like.</summary>
    public string? Kind { get; init; }
    public double? FsyncsPerSecond { get; init; }
    public double? OrdersPerSecond { get; init; }
    public double? P50 { get; init; }
    public double? P99 { get; init; }
    public double? AcceptP50 { get; init; }
    public double? AcceptP99 { get; init; }
    public double? FirstAnswer { get; init; }
    public double? MemoryPeak { get; init; }
    public double? MemoryAtStart { get; init; }
    public double? HubCpuPerOrder { get; init; }
    public double? DiskBefore { get; init; }
    public double? DiskAfter { get; init; }
    public double? PhotosPerSecond { get; init; }
    public double? PhotoMegabytesPerSecond { get; init; }
    public double? HubCpuPerPhoto { get; init; }
    public double? BenchCpuPerPhoto { get; init; }
    public long? Photos { get; init; }
    public long? Orders { get; init; }
    public long Failed { get; init; }

    /// <summary>Orders per durable write of the disk alone.</summary>
    public double? PerFsync => OrdersPerSecond is { } rate ? rate / FsyncsPerSecond : null;

    /// <summary>Megabytes of photos a second, as a percentage of the durable writes of the disk alone.</summary>
    public double? PercentOfDisk => PhotoMegabytesPerSecond is { } rate ? 100 * rate / ((DiskBefore + DiskAfter) / 2) : null;

    /// <summary>MB (millions of bytes) of memory for photos on top of the idle hub.</summary>
    public double? PhotoMemory => Photos is null ? null : (MemoryPeak - MemoryAtStart) * 1.048576;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Measured))]
internal sealed partial class ReportJson : JsonSerializerContext;

internal static class Report
{
    // The targets for photos.
    private const double LeastPercentOfDisk = 60;
    private const double MaxPhotoMemory = 150;

    public static void Write(string mode, Measured m, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(m, ReportJson.Default.Measured));
            return;
        }
        Line("disk: 4 KiB overwrite + fdatasync, a second", m.FsyncsPerSecond, "0");
        Line($"{mode}, {m.Kind}: orders a second", m.OrdersPerSecond, "0");
        Line("  for each durable write of the bare disk", m.PerFsync, "0.00");
        Line("  p50, ms", m.P50, "0.0");
        Line("  p99, ms", m.P99, "0.0");
        Line("  accept p50, ms", m.AcceptP50, "0.0");
        Line("  accept p99, ms", m.AcceptP99, "0.0");
        Line("hub processor time an order, microseconds", m.HubCpuPerOrder, "0");
        Line("process start to first answer, ms", m.FirstAnswer, "0");
        Line("memory at start, MiB", m.MemoryAtStart, "0");
        Line("memory at most, MiB", m.MemoryPeak, "0");
        Line("disk: files of 4 MB, durable, MB/s, before", m.DiskBefore, "0");
        Line("disk: the same, after", m.DiskAfter, "0");
        Line("photos a second", m.PhotosPerSecond, "0.0");
        Line("  MB/s", m.PhotoMegabytesPerSecond, "0");
        Line("  percent of the bare disk", m.PercentOfDisk, "0", m.PercentOfDisk > LeastPercentOfDisk, $"more than {LeastPercentOfDisk}");
        Line("photos: memory at most above rest (VmHWM), MB", m.PhotoMemory, "0", m.PhotoMemory < MaxPhotoMemory, $"less than {MaxPhotoMemory}");
        Line("hub processor time a photo, ms", m.HubCpuPerPhoto, "0.0");
        Line("processor time of this bench a photo, ms", m.BenchCpuPerPhoto, "0.0");
        if (m.Photos is { } photos) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{photos} photos, {m.Failed} failed"));
        if (m.Orders is { } orders) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{orders} orders, {m.Failed} failed"));
    }

    private static void Line(string what, double? value, string format, bool? holds = null, string? asked = null)
    {
        if (value is not { } v) return;
        var verdict = holds switch { true => $"  holds: {asked} asked", false => $"  DOES NOT HOLD: {asked} asked", null => "" };
        Console.WriteLine($"{what,-48}{v.ToString(format, CultureInfo.InvariantCulture),10}{verdict}");
    }
}
