using System.Diagnostics;
using System.Globalization;
using Hub.Pictures;
using Hub.Pictures.Cleaning;
using Hub.Testing.Pictures;

namespace Hub.Bench;

/// <summary>
/// Cleans damaged pictures by the hundred thousand. None may throw, take a second, keep metadata that MetadataExtractor finds, or give other
/// bytes when it is cleaned again.
/// </summary>
internal static class Fuzz
{
    private const int FilesOfOneSeed = 500;
    private const int MaxReported = 20;
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(1);

    public static bool Run(int count)
    {
        var others = PictureSeeds.Formats.SelectMany(PictureSeeds.Of).ToList();
        var sum = new Tally();
        var watch = Stopwatch.StartNew();
        // Each batch has its own seed, so that a failure can be reproduced by its name, whatever the number of processors.
        var batches = Enumerable.Range(0, (count + FilesOfOneSeed - 1) / FilesOfOneSeed);
        Parallel.ForEach(batches, () => new Tally(), (batch, _, tally) =>
        {
            var format = PictureSeeds.Formats[batch % PictureSeeds.Formats.Count];
            var mutator = new PictureMutator(batch, PictureSeeds.Of(format), others);
            for (var i = 0; i < Math.Min(FilesOfOneSeed, count - (batch * FilesOfOneSeed)); i++) tally.Count(format, $"{format} {batch}/{i}", mutator.Next());
            return tally;
        }, tally =>
        {
            lock (sum) sum.Add(tally);
        });
        foreach (var format in PictureSeeds.Formats)
            Line($"{format}: kept, refused", $"{sum.Kept.GetValueOrDefault(format)}, {sum.Refused.GetValueOrDefault(format)}");
        Line("slowest, ms", $"{sum.Slowest.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ({sum.SlowestName})");
        Line("kept, a planted text within the coded picture", $"{sum.Marked}");
        foreach (var wrong in sum.Wrong.Take(MaxReported)) Console.WriteLine($"WRONG {wrong}");
        Line("files, wrong", $"{count}, {sum.Wrong.Count} in {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
        return sum.Wrong.Count == 0;
    }

    private static void Line(string what, string value) => Console.WriteLine($"{what,-48}{value}");

    private sealed class Tally
    {
        public Dictionary<string, int> Kept { get; } = [];

        public Dictionary<string, int> Refused { get; } = [];

        public List<string> Wrong { get; } = [];

        public TimeSpan Slowest { get; private set; }

        public string SlowestName { get; private set; } = "";

        /// <summary>Files with a range of another file in their coded data, which the hub keeps bit for bit; metadata readers do not find it.</summary>
        public int Marked { get; private set; }

        public void Count(string format, string name, byte[] file)
        {
            try
            {
                var kept = Cleaned(name, file);
                var tally = kept is null ? Refused : Kept;
                tally[format] = tally.GetValueOrDefault(format) + 1;
                if (kept is not null) Judge(name, kept);
            }
            catch (Exception e)
            {
                Wrong.Add($"{name}: {e.GetType().Name}: {e.Message}");
            }
        }

        public void Add(Tally other)
        {
            foreach (var (format, number) in other.Kept) Kept[format] = Kept.GetValueOrDefault(format) + number;
            foreach (var (format, number) in other.Refused) Refused[format] = Refused.GetValueOrDefault(format) + number;
            Wrong.AddRange(other.Wrong);
            Marked += other.Marked;
            if (other.Slowest > Slowest) (Slowest, SlowestName) = (other.Slowest, other.SlowestName);
        }

        // The best of three where it was slow, so that a busy machine does not count as a slow file.
        private byte[]? Cleaned(string name, byte[] file)
        {
            var best = TimeSpan.MaxValue;
            CleaningResult result = null!;
            for (var tries = 0; tries < 3 && best > TooSlow / 20; tries++)
            {
                var started = Stopwatch.GetTimestamp();
                result = PictureCleaner.Clean(file);
                best = Stopwatch.GetElapsedTime(started) is var took && took < best ? took : best;
            }
            if (best > Slowest) (Slowest, SlowestName) = (best, name);
            if (best > TooSlow) Wrong.Add($"{name}: took {best.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
            return (result as CleaningResult.Cleaned)?.Picture.Bytes.ToArray();
        }

        private void Judge(string name, byte[] kept)
        {
            if (MetadataScanner.Traces(kept) is { Count: > 0 } traces) Wrong.Add($"{name}: kept {string.Join(", ", traces)}");
            if (PictureCleaner.Clean(kept) is not CleaningResult.Cleaned { Picture: var again }) Wrong.Add($"{name}: what was kept is refused");
            else if (!again.Bytes.ToArray().AsSpan().SequenceEqual(kept)) Wrong.Add($"{name}: cleaned to something else the second time");
            if (!MetadataScanner.IsMarked(kept)) return;
            Marked++;
            if (MetadataScanner.Texts(kept).FirstOrDefault(t => t.Contains(ExifBuilder.Mark, StringComparison.Ordinal)) is { } text)
                Wrong.Add($"{name}: kept {text}");
        }
    }
}
