using System.Diagnostics;

namespace Hub.Bench;

/// <summary>The bare disk: what the same machine could do at most with one durable write after the other.</summary>
internal static class Disk
{
    private const int Block = 4096;
    private const int Blocks = 8192;

    public static double FsyncsPerSecond(TimeSpan time)
    {
        var path = Path.Combine(Path.GetTempPath(), $"hub-bench-{Environment.ProcessId}.bin");
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
            var block = new byte[Block];
            for (var i = 0; i < Blocks; i++) RandomAccess.Write(file, block, (long)i * Block);
            RandomAccess.FlushToDisk(file);
            var watch = Stopwatch.StartNew();
            var done = 0;
            while (watch.Elapsed < time)
            {
                RandomAccess.Write(file, block, (long)(done % Blocks) * Block);
                RandomAccess.FlushToDisk(file);
                done++;
            }
            return done / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
