using System.Runtime.InteropServices;
using Hub.Pictures.Cleaning;
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
    public void A_picture_that_comes_in_has_metadata_for_the_reader_to_find(string kind)
    {
        var file = Make(kind);
        Assert.True(Cleaning.IsMarked(file));
        Assert.Contains(Cleaning.Traces(file), t => t.StartsWith("GPS", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_loses_place_maker_and_all_other_metadata(string kind) => Assert.Empty(Cleaning.Traces(Cleaning.Of(Make(kind)).Bytes.ToArray()));

    [Theory]
    [MemberData(nameof(All))]
    public void No_text_that_was_planted_anywhere_in_it_is_left(string kind) => Assert.False(Cleaning.IsMarked(Cleaning.Of(Make(kind)).Bytes.ToArray()));

    [Theory]
    [MemberData(nameof(All))]
    public void Its_colour_profile_stays(string kind)
    {
        var clean = Cleaning.Of(Make(kind)).Bytes.ToArray();
        Assert.True(Cleaning.HasProfile(clean));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cleaning_what_was_cleaned_gives_the_same_bytes(string kind)
    {
        var clean = Cleaning.Of(Make(kind));
        Assert.Equal(clean.Bytes.ToArray(), Cleaning.Of(clean.Bytes.ToArray()).Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void Its_orientation_stays(string kind)
    {
        for (var turned = 2; turned <= 8; turned++)
        {
            var clean = Cleaning.Of(Make(kind, new ExifBuilder { Orientation = turned }));
            Assert.Equal((turned, turned), (clean.Orientation, Cleaning.Orientation(clean.Bytes.ToArray())));
        }
    }

    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void A_picture_that_is_not_turned_keeps_no_Exif_at_all(string kind)
    {
        var clean = Cleaning.Of(Make(kind, new ExifBuilder { Orientation = 1 }));
        Assert.Equal((1, null), (clean.Orientation, Cleaning.Orientation(clean.Bytes.ToArray())));
    }

    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void An_orientation_that_does_not_exist_is_none(string kind) => Assert.Equal(1, Cleaning.Of(Make(kind, new ExifBuilder { Orientation = 9 })).Orientation);

    [Theory]
    [MemberData(nameof(All))]
    public void The_time_taken_is_read_before_it_goes(string kind) =>
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 7, 30, 0, TimeSpan.Zero), Cleaning.Of(Make(kind)).TakenAt);

    [Theory]
    [MemberData(nameof(All))]
    public void A_clean_picture_knows_no_time_taken_any_more(string kind) => Assert.Null(Cleaning.Of(Cleaning.Of(Make(kind)).Bytes.ToArray()).TakenAt);

    [Theory]
    [MemberData(nameof(All))]
    public void It_has_the_media_type_of_its_bytes(string kind)
    {
        var clean = Cleaning.Of(Make(kind));
        Assert.Equal($"image/{kind.Split(',')[0]}", clean.MediaType);
    }

    // New are headers of a few bytes and the orientation. HEIC describes itself anew, see there.
    [Theory]
    [MemberData(nameof(TurnedByExif))]
    public void What_stays_of_it_is_not_copied(string kind)
    {
        var file = Make(kind);
        var copied = Cleaning.Of(file).Bytes.Parts.Where(p => !MemoryMarshal.TryGetArray(p, out var lies) || lies.Array != file);
        Assert.InRange(copied.Sum(p => p.Length), 0, 120);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_stays_in_few_parts(string kind) => Assert.InRange(Cleaning.Of(Make(kind)).Bytes.Parts.Count, 1, 12);

    [Theory]
    [MemberData(nameof(All))]
    public void Cut_off_at_any_byte_it_is_refused(string kind)
    {
        var file = Make(kind);
        for (var length = 0; length < file.Length; length++) Assert.IsType<CleaningResult.Refused>(PictureCleaner.Clean(file.AsMemory(0, length)));
    }

    private static byte[] Make(string kind, ExifBuilder? exif = null) => Full[kind](exif ?? new ExifBuilder());
}
