using System.Diagnostics;
using System.Globalization;
using Hub.Pictures;
using Hub.Pictures.Cleaning;
using Hub.Testing.Pictures;

namespace Hub.Bench;

/// <summary>
/// Cleans damaged pictures by the hundred thousand. None may throw, or take a second, or keep metadata as MetadataExtractor reads it, or
/// be cleaned to something else the second time.
/// </summary>
internal static class Fuzz
{
    private const int FilesOfOneSeed = 500;
    private const int MostTold = 20;
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(1);

    public static bool Run(int count)
    {
        var others = PictureSeeds.Formats.SelectMany(PictureSeeds.Of).ToList();
        var sum = new Tally();
        var watch = Stopwatch.StartNew();
        // Each stretch has a seed of its own, so that what is wrong comes again by its name, whatever the number of processors.
        var stretches = Enumerable.Range(0, (count + FilesOfOneSeed - 1) / FilesOfOneSeed);
        Parallel.ForEach(stretches, () => new Tally(), (stretch, _, tally) =>
        {
            var format = PictureSeeds.Formats[stretch % PictureSeeds.Formats.Count];
            var mutator = new PictureMutator(stretch, PictureSeeds.Of(format), others);
            for (var i = 0; i < Math.Min(FilesOfOneSeed, count - (stretch * FilesOfOneSeed)); i++) tally.Count(format, $"{format} {stretch}/{i}", mutator.Next());
            return tally;
        }, tally =>
        {
            lock (sum) sum.Add(tally);
        });
        foreach (var format in PictureSeeds.Formats) Line($"{format}: kept, refused", $"{sum.Kept.GetValueOrDefault(format)}, {sum.Refused.GetValueOrDefault(format)}");
        Line("slowest, ms", $"{sum.Slowest.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ({sum.SlowestName})");
        Line("kept, a planted text within the coded picture", $"{sum.Marked}");
        foreach (var wrong in sum.Wrong.Take(MostTold)) Console.WriteLine($"WRONG {wrong}");
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

        /// <summary>Where a piece of one file came into the coded data of another, which the hub keeps bit for bit: no reader finds it there.</summary>
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

        // The best of three where it was slow, so that a busy machine makes no file slow that is quick in itself.
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
            if (Leftovers.Traces(kept) is { Count: > 0 } traces) Wrong.Add($"{name}: kept {string.Join(", ", traces)}");
            if (PictureCleaner.Clean(kept) is not CleaningResult.Cleaned { Picture: var again }) Wrong.Add($"{name}: what was kept is refused");
            else if (!again.Bytes.ToArray().AsSpan().SequenceEqual(kept)) Wrong.Add($"{name}: cleaned to something else the second time");
            if (!Leftovers.IsMarked(kept)) return;
            Marked++;
            if (Leftovers.Texts(kept).FirstOrDefault(t => t.Contains(ExifBuilder.Mark, StringComparison.Ordinal)) is { } text) Wrong.Add($"{name}: kept {text}");
        }
    }
}
