using System.Runtime.InteropServices;
using Hub.Pictures.Cleaning;
using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

/// <summary>What is promised of a picture, whatever it is coded as.</summary>
public sealed class Pictures_of_every_format
{
    private static readonly Dictionary<string, Func<ExifBuilder, byte[]>> Full = new()
    {
        ["jpeg"] = exif => JpegBuilder.Full(exif: exif),
        ["jpeg, progressive"] = exif => JpegBuilder.Full("progressive.jpg", exif),
        ["jpeg, with restarts"] = exif => JpegBuilder.Full("restart.jpg", exif),
        ["jpeg, for print"] = exif => JpegBuilder.Full("cmyk.jpg", exif),
        ["png"] = exif => PngBuilder.Full(exif),
        ["png, in seven passes"] = exif => PngBuilder.Full(exif, interlaced: true),
        ["webp"] = exif => WebPBuilder.Full(exif: exif),
        ["webp, transparent"] = exif => WebPBuilder.Full("alpha.webp", exif),
        ["webp, lossless"] = exif => WebPBuilder.Full("lossless-alpha.webp", exif),
        ["heic"] = HeicBuilder.Full,
        ["heic, in tiles"] = HeicBuilder.Grid,
    };

    /// <summary>Every kind of picture.</summary>
    public static TheoryData<string> All => [.. Full.Keys];

    /// <summary>Every kind whose orientation stands in its Exif; in HEIC it does not.</summary>
    public static TheoryData<string> TurnedByExif => [.. Full.Keys.Where(k => !k.StartsWith("heic", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public void The_test_pictures_contain_metadata(string kind)
    {
        var file = Make(kind);
        Assert.True(Cleaner.IsMarked(file));
        Assert.Contains(Cleaner.Traces(file), t => t.StartsWith("GPS", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Location_maker_and_all_other_metadata_are_removed(string kind) => Assert.Empty(Cleaner.Traces(Cleaner.Clean(Make(kind)).Bytes.ToArray()));

    [Theory]
    [MemberData(nameof(All))]
    public void No_planted_text_is_left(string kind) => Assert.False(Cleaner.IsMarked(Cleaner.Clean(Make(kind)).Bytes.ToArray()));

    [Theory]
    [MemberData(nameof(All))]
    public void The_colour_profile_is_kept(string kind)
    {
        var clean = Cleaner.Clean(Make(kind)).Bytes.ToArray();
        Assert.True(Cleaner.HasProfile(clean));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cleaning_is_idempotent(string kind)
    {
        var clean = Cleaner.Clean(Make(kind));
        Assert.Equal(clean.Bytes.ToArray(), Cleaner.Clean(clean.Bytes.ToArray()).Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void The_orientation_is_kept(string kind)
    {
        for (var turned = 2; turned <= 8; turned++)
        {
            var clean = Cleaner.Clean(Make(kind, new ExifBuilder { Orientation = turned }));
            Assert.Equal((turned, turned), (clean.Orientation, Cleaner.Orientation(clean.Bytes.ToArray())));
        }
    }

    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void A_picture_with_the_default_orientation_keeps_no_Exif(string kind)
    {
        var clean = Cleaner.Clean(Make(kind, new ExifBuilder { Orientation = 1 }));
        Assert.Equal((1, null), (clean.Orientation, Cleaner.Orientation(clean.Bytes.ToArray())));
    }

    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void An_invalid_orientation_is_ignored(string kind) => Assert.Equal(1, Cleaner.Clean(Make(kind, new ExifBuilder { Orientation = 9 })).Orientation);

    [Theory]
    [MemberData(nameof(All))]
    public void The_time_taken_is_read_before_it_is_removed(string kind) =>
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 7, 30, 0, TimeSpan.Zero), Cleaner.Clean(Make(kind)).TakenAt);

    [Theory]
    [MemberData(nameof(All))]
    public void A_clean_picture_has_no_time_taken(string kind) => Assert.Null(Cleaner.Clean(Cleaner.Clean(Make(kind)).Bytes.ToArray()).TakenAt);

    [Theory]
    [MemberData(nameof(All))]
    public void The_media_type_is_detected_from_the_bytes(string kind)
    {
        var clean = Cleaner.Clean(Make(kind));
        Assert.Equal($"image/{kind.Split(',')[0]}", clean.MediaType);
    }

    // New are headers of a few bytes, the orientation, and the colour profile. HEIC describes itself anew, see there.
    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void Unchanged_bytes_are_not_copied(string kind)
    {
        var file = Make(kind);
        var copied = Cleaner.Clean(file).Bytes.Parts.Where(p => !MemoryMarshal.TryGetArray(p, out var lies) || lies.Array != file);
        Assert.InRange(copied.Sum(p => p.Length), 0, 120 + Metadata.Profile.Length);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_clean_picture_has_few_parts(string kind) => Assert.InRange(Cleaner.Clean(Make(kind)).Bytes.Parts.Count, 1, 12);

    [Theory]
    [MemberData(nameof(All))]
    public void Truncated_at_any_byte_it_is_rejected(string kind)
    {
        var file = Make(kind);
        for (var length = 0; length < file.Length; length++) Assert.IsType<CleaningResult.Rejected>(PictureCleaner.Clean(file.AsMemory(0, length)));
    }

    private static byte[] Make(string kind, ExifBuilder? exif = null) => Full[kind](exif ?? new ExifBuilder());
}
