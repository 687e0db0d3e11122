using System.Diagnostics;
using Hub.Embedded.Files;

namespace Hub.Bench;

/// <summary>Measures the disk alone: the upper limit on this machine.</summary>
internal static class Disk
{
    /// <summary>Bytes of a photo.</summary>
    public const int Photo = 4_000_000;

    private const int Block = 4096;
    private const int Blocks = 8192;

    /// <summary>Small durable writes in sequence.</summary>
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

    /// <summary>
    /// MB a second for files of a photo's size, each created, written and flushed with its folder; by one or by eight concurrent writers,
    /// whichever is faster.
    /// </summary>
    public static double PhotoMegabytesPerSecond(TimeSpan time) => Math.Max(Written(1, time / 2), Written(8, time / 2));

    private static double Written(int writers, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-disk-").FullName;
        try
        {
            // Random, so that the disk cannot compress it.
            var photo = new byte[Photo];
            new Random(1).NextBytes(photo);
            var written = 0;
            var watch = Stopwatch.StartNew();
            var threads = Enumerable.Range(0, writers).Select(_ => new Thread(() =>
            {
                while (watch.Elapsed < time)
                {
                    using (var file = File.OpenHandle(Path.Combine(folder, Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.Write))
                    {
                        RandomAccess.Write(file, photo, 0);
                        RandomAccess.FlushToDisk(file);
                    }
                    DurableFolder.Flush(folder);
                    Interlocked.Increment(ref written);
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
            return written * (Photo / 1e6) / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
