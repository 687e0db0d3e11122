using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

/// <summary>What decoders read of a profile is kept, in all formats by one rule; what is text in it is not.</summary>
public sealed class Colour_profiles
{
    private static readonly byte[] Plain = new IccBuilder().Matrix().Build();

    private static readonly Dictionary<string, byte[]> Padding = new()
    {
        ["one byte"] = [0], ["two bytes"] = [0, 0], ["three bytes"] = [0, 0, 0], ["a page"] = new byte[4096], ["other bytes"] = [1, 2, 3, 4, 5, 6, 7],
    };

    private static readonly Dictionary<string, byte[]> WithText = new()
    {
        ["private tag"] = new IccBuilder().Matrix().Tag("zzzz", IccBuilder.Text($"{ExifBuilder.Mark} serial")).Build(),
        ["description"] = new IccBuilder().Tag("desc", IccBuilder.Multilingual($"{ExifBuilder.Mark} screen")).Matrix().Build(),
        ["old description"] = new IccBuilder { Version = 2 }.Tag("desc", IccBuilder.Text($"{ExifBuilder.Mark} screen")).Matrix().Build(),
        ["copyright"] = new IccBuilder().Tag("cprt", IccBuilder.Text($"{ExifBuilder.Mark} owner")).Matrix().Build(),
        ["maker and model"] = new IccBuilder()
            .Tag("dmnd", IccBuilder.Text($"{ExifBuilder.Mark} maker")).Tag("dmdd", IccBuilder.Text($"{ExifBuilder.Mark} model")).Matrix().Build(),
        ["header"] = new IccBuilder { HasTextInHeader = true }.Matrix().Build(),
        ["behind a curve"] = new IccBuilder().Matrix([.. IccBuilder.Power, .. Metadata.Text("curve")]).Build(),
        ["instead of a needless tag"] = new IccBuilder().Matrix().Tag("chad", IccBuilder.Text($"{ExifBuilder.Mark} text")).Build(),
        ["in two languages"] = new IccBuilder().Matrix().Tag("dscm", IccBuilder.Multilingual($"{ExifBuilder.Mark} screen")).Build(),
    };

    private static readonly Dictionary<string, byte[]> Unusable = new()
    {
        ["no profile"] = [.. new byte[200], .. Metadata.Text("profile")],
        ["very short"] = [.. "acsp"u8],
        ["broken off"] = Plain[..200],
        ["without colours"] = new IccBuilder().Tag("desc", IccBuilder.Text("screen")).Build(),
        ["with a curve that is none"] = new IccBuilder().Matrix(IccBuilder.Text("curve")).Build(),
        ["of named colours"] = new IccBuilder { Class = "nmcl" }.Matrix().Build(),
        ["for print, without a table"] = new IccBuilder { Space = "CMYK" }.Matrix().Build(),
    };

    /// <summary>Every format with each kind of padding.</summary>
    public static TheoryData<string, string> Padded => Every(Padding.Keys);

    /// <summary>Every format with text in each place.</summary>
    public static TheoryData<string, string> Written => Every(WithText.Keys);

    /// <summary>Every format with each profile that no decoder reads.</summary>
    public static TheoryData<string, string> Broken => Every(Unusable.Keys);

    /// <summary>The formats.</summary>
    public static TheoryData<string> Formats => [.. PictureSeeds.Formats];

    [Theory]
    [MemberData(nameof(Padded))]
    public void A_profile_with_padding_is_kept_without_it(string format, string padding)
    {
        var clean = Cleaner.Clean(Profiled.Picture(format, [.. Plain, .. Padding[padding]]));
        Assert.Null(clean.ProfileDropped);
        Assert.Equal(Profiled.Of(Cleaner.Clean(Profiled.Picture(format, Plain)).Bytes.ToArray()), Profiled.Of(clean.Bytes.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Text_in_a_profile_goes_and_the_profile_stays(string format, string place)
    {
        var file = Profiled.Picture(format, WithText[place]);
        var clean = Cleaner.Clean(file);
        var kept = Profiled.Of(clean.Bytes.ToArray())!;
        var text = System.Text.Encoding.Latin1.GetString(kept).Replace("\0", "", StringComparison.Ordinal);
        Assert.DoesNotContain(ExifBuilder.Mark, text, StringComparison.Ordinal);
        Assert.Null(clean.ProfileDropped);
        Assert.True(Cleaner.HasProfile(clean.Bytes.ToArray()));
        Assert.Equal(clean.Bytes.ToArray(), Cleaner.Clean(clean.Bytes.ToArray()).Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_profile_that_no_decoder_reads_is_removed_and_the_result_says_so(string format, string kind)
    {
        var clean = Cleaner.Clean(Profiled.Picture(format, Unusable[kind]));
        Assert.NotNull(clean.ProfileDropped);
        Assert.Null(Profiled.Of(clean.Bytes.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_picture_without_a_profile_says_nothing_of_one(string format) =>
        Assert.Null(Cleaner.Clean(Cleaner.Clean(Profiled.Picture(format, [1])).Bytes.ToArray()).ProfileDropped);

    [Fact]
    public void Every_tag_of_colour_is_kept_as_it_was()
    {
        var profile = Profiled.Of(Cleaner.Clean(Profiled.Picture("heic", Metadata.Profile)).Bytes.ToArray())!;
        Assert.True(Cleaner.Contains(profile, Metadata.Profile.AsSpan(396..552)));
    }

    [Fact]
    public async Task The_colours_are_those_of_the_original()
    {
        var file = new JpegBuilder().Profile(WithText["description"]).Build();
        var clean = Cleaner.Clean(file).Bytes.ToArray();
        Assert.Equal(await ThumbnailMaker.TryMakeAsync(file, "image/jpeg"), await ThumbnailMaker.TryMakeAsync(clean, "image/jpeg"));
    }

    [Fact]
    public void The_name_of_a_profile_in_a_PNG_goes()
    {
        var file = new PngBuilder().Chunk("iCCP", [.. Metadata.Text("screen"), 0, 0, .. PngBuilder.Compressed(Plain)]).Build();
        var clean = Cleaner.Clean(file).Bytes.ToArray();
        Assert.False(Cleaner.IsMarked(clean));
        Assert.NotNull(Profiled.Of(clean));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(79)]
    public void A_PNGs_profile_may_have_a_name_of_any_length(int length) => Assert.NotNull(Profiled.Of(Cleaner.Clean(
        new PngBuilder().Chunk("iCCP", [.. Enumerable.Repeat((byte)'n', length), 0, 0, .. PngBuilder.Compressed(Plain)]).Build()).Bytes.ToArray()));

    [Fact]
    public void A_PNGs_profile_whose_compressed_data_go_on_or_lack_their_checksum_is_kept()
    {
        var compressed = PngBuilder.Compressed(Plain);
        foreach (var data in (byte[][])[[.. compressed, 0, 0], compressed[..^4], [.. compressed[..^1], (byte)~compressed[^1]]])
        {
            var clean = Cleaner.Clean(new PngBuilder().Chunk("iCCP", [.. "icc\0\0"u8, .. data]).Build()).Bytes.ToArray();
            Assert.NotNull(Profiled.Of(clean));
        }
    }

    [Fact]
    public void A_WebPs_profile_behind_its_pixels_is_kept() =>
        Assert.NotNull(Profiled.Of(Cleaner.Clean(new WebPBuilder().Extended(0x20).Pixels().Chunk("ICCP", Plain).Build()).Bytes.ToArray()));

    // Numbers and counts of segments as writers are known to get them wrong.
    [Theory]
    [InlineData("1/1")]
    [InlineData("0/0")]
    [InlineData("0/1")]
    [InlineData("1/0")]
    [InlineData("0/2 1/2")]
    [InlineData("1/1 2/1")]
    [InlineData("2/2 1/2")]
    [InlineData("1/1 1/1")]
    [InlineData("1/3 2/3 3/3")]
    public void A_JPEGs_profile_whose_segments_are_oddly_numbered_is_kept(string numbers)
    {
        var parts = numbers.Split(' ').Select(n => (Number: (byte)(n[0] - '0'), Count: (byte)(n[2] - '0'))).ToList();
        var size = (Plain.Length + parts.Count - 1) / parts.Count;
        var builder = new JpegBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            // In the order of their numbers; where they have one number, the second is the first again.
            var place = parts.Count(p => p.Number < parts[i].Number);
            var isRepeated = numbers == "1/1 1/1";
            builder.Segment(0xE2, [.. "ICC_PROFILE\0"u8, parts[i].Number, parts[i].Count, .. isRepeated ? Plain : Plain.Chunk(size).ElementAt(place)]);
        }
        var clean = Cleaner.Clean(builder.Build());
        Assert.Equal(Profiled.Of(Cleaner.Clean(Profiled.Picture("jpeg", Plain)).Bytes.ToArray()), Profiled.Of(clean.Bytes.ToArray()));
    }

    [Fact]
    public void A_JPEGs_profile_of_which_a_part_is_missing_is_removed_and_the_result_says_so()
    {
        var clean = Cleaner.Clean(new JpegBuilder().Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 2, .. Plain[..^40]]).Build());
        Assert.Equal("a part of it is missing", clean.ProfileDropped);
        Assert.Null(Profiled.Of(clean.Bytes.ToArray()));
    }

    private static TheoryData<string, string> Every(IEnumerable<string> kinds)
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in kinds)
        {
            foreach (var format in PictureSeeds.Formats) data.Add(format, kind);
        }
        return data;
    }
}
