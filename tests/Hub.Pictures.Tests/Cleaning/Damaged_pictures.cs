using System.Diagnostics;
using Hub.Pictures.Cleaning;
using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

/// <summary>Some thousand damaged files of every format, the same ones each time.</summary>
public sealed class Damaged_pictures
{
    private const int Files = 3_000;

    /// <summary>The formats.</summary>
    public static TheoryData<string> Formats => [.. PictureSeeds.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_damage_throws_or_takes_a_second_or_leaves_metadata(string format)
    {
        var mutator = new PictureMutator(20_260_714, PictureSeeds.Of(format), [.. PictureSeeds.Formats.SelectMany(PictureSeeds.Of)]);
        var taken = 0;
        for (var number = 0; number < Files; number++)
        {
            var file = mutator.Next();
            var result = PictureCleaner.Clean(file);
            Assert.True(IsQuick(file), $"File {number} takes more than a second.");
            if (result is not CleaningResult.Cleaned { Picture: var picture }) continue;
            taken++;
            var kept = picture.Bytes.ToArray();
            Assert.True(Cleaner.Traces(kept) is [], $"File {number} kept {string.Join(", ", Cleaner.Traces(kept))}.");
            Assert.True(Cleaner.Clean(kept).Bytes.ToArray().AsSpan().SequenceEqual(kept), $"File {number} was cleaned to something else the second time.");
        }
        // Else nothing was tested: most damage is in the metadata, which goes.
        Assert.InRange(taken, Files / 50, Files - 1);
    }

    [Fact]
    public void The_same_seed_damages_in_the_same_way()
    {
        PictureMutator one = new(1, PictureSeeds.Of("jpeg")), same = new(1, PictureSeeds.Of("jpeg"));
        for (var i = 0; i < 100; i++) Assert.Equal(one.Next(), same.Next());
    }

    // Of three tries, so that a busy machine fails no file that is quick in itself.
    private static bool IsQuick(byte[] file)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var started = Stopwatch.GetTimestamp();
            _ = PictureCleaner.Clean(file);
            if (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1)) return true;
        }
        return false;
    }
}
