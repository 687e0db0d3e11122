using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Png_pictures
{
    private static readonly byte[] Animation = [0, 0, 0, 2, 0, 0, 0, 0];

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(0, 16, true)]
    [InlineData(2, 8, true)]
    [InlineData(2, 16, false)]
    [InlineData(4, 8, true)]
    [InlineData(6, 8, false)]
    [InlineData(6, 16, true)]
    public void A_picture_without_metadata_is_unchanged(byte colour, byte depth, bool interlaced)
    {
        var file = new PngBuilder { Colour = colour, Depth = depth, Interlaced = interlaced }.Build();
        Assert.Equal(file, Cleaner.Clean(file).Bytes.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    [InlineData(8, 8)]
    [InlineData(9, 17)]
    public void Seven_passes_are_counted_right_for_every_size(int width, int height) =>
        Assert.Equal((width, height),
            Cleaner.Clean(new PngBuilder { Width = width, Height = height, Interlaced = true }.Build()) is var p ? (p.Width, p.Height) : default);

    [Fact]
    public void Chunks_that_control_the_display_are_kept()
    {
        var file = new PngBuilder { Colour = 3 }
            .Chunk("gAMA", [0, 0, 0xB1, 0x8F]).Chunk("cHRM", new byte[32]).Chunk("sRGB", [0]).Chunk("cICP", [1, 13, 0, 1]).Chunk("sBIT", [8, 8, 8])
            .Chunk("PLTE", [1, 2, 3, 4, 5, 6]).Chunk("tRNS", [0, 255]).Chunk("bKGD", [0]).Chunk("pHYs", new byte[9]).Build();
        Assert.Equal(file, Cleaner.Clean(file).Bytes.ToArray());
    }

    [Theory]
    [InlineData("gAMA")]
    [InlineData("pHYs")]
    [InlineData("tRNS")]
    [InlineData("sRGB")]
    [InlineData("bKGD")]
    [InlineData("iCCP")]
    public void Text_in_such_a_chunk_is_removed(string type) =>
        Assert.Equal(new PngBuilder().Build(), Cleaner.Clean(new PngBuilder().Chunk(type, Metadata.Text("in disguise")).Build()).Bytes.ToArray());

    [Fact]
    public void Compressed_text_instead_of_a_colour_profile_is_removed() => Assert.Equal(
        new PngBuilder().Build(),
        Cleaner.Clean(new PngBuilder().Chunk("iCCP", [.. "profile\0\0"u8, .. PngBuilder.Compressed(Metadata.Text("in disguise"))]).Build()).Bytes.ToArray());

    [Fact]
    public void A_colour_profile_of_more_than_4_MiB_is_removed()
    {
        var profile = new byte[PictureLimits.ProfileBytes + 4];
        Metadata.Profile.CopyTo(profile, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        Assert.Equal(new PngBuilder().Build(),
            Cleaner.Clean(new PngBuilder().Chunk("iCCP", [.. "profile\0\0"u8, .. PngBuilder.Compressed(profile)]).Build()).Bytes.ToArray());
    }

    [Fact]
    public void An_animation_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-animated", "The PNG file holds an animation at byte 41: expected one still picture."),
        Cleaner.Reject(new PngBuilder().Chunk("acTL", Animation).Build()));

    [Fact]
    public void A_picture_over_80_megapixels_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-too-large",
            "The PNG picture says at byte 16 that it measures 10000 by 8001 pixels: expected at most 80 megapixels."),
        Cleaner.Reject(new PngBuilder { Width = 10_000, Height = 8_001 }.Pixels([1]).Build()));

    [Fact]
    public void A_size_that_would_overflow_is_rejected() => Assert.Equal(
        PictureCodes.TooLarge, Cleaner.Reject(new PngBuilder { Width = int.MaxValue, Height = int.MaxValue }.Pixels([1]).Build()).Code);

    [Fact]
    public void Another_file_after_the_picture_is_rejected()
    {
        var file = new PngBuilder().Build();
        Assert.Equal(
            new CleaningResult.Rejected("picture-trailing",
                $"The PNG picture ends before byte {file.Length}, and an archive follows it there: expected the picture alone in its file."),
            Cleaner.Reject([.. file, .. "PK\u0003\u0004"u8]));
    }

    [Fact]
    public void A_wrong_checksum_is_rejected()
    {
        var file = new PngBuilder().Build();
        file[29] ^= 1;
        Assert.Equal(
            new CleaningResult.Rejected("picture-broken", "The PNG picture is broken at byte 16: expected a chunk that fits its checksum."),
            Cleaner.Reject(file));
    }

    [Fact]
    public void Missing_pixels_are_rejected() => Refused("as many pixels as the header states", b => PngBuilder.Compressed(b.Rows()[..^1]));

    [Fact]
    public void Too_many_pixels_are_rejected() => Refused("no more pixels than the header states", b => PngBuilder.Compressed([.. b.Rows(), 0]));

    [Fact]
    public void A_decompression_bomb_is_rejected() =>
        Refused("no more pixels than the header states", b => PngBuilder.Compressed([.. b.Rows(), .. new byte[50_000_000]]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20_000)]
    public void Bytes_after_the_compressed_pixels_are_rejected(int count) =>
        Refused("compressed pixels that end, with their checksum, where the IDAT chunks do", b => [.. PngBuilder.Compressed(b.Rows()), .. new byte[count]]);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void Compressed_pixels_without_their_end_are_rejected(int missing) =>
        Refused("compressed pixels that end, with their checksum, where the IDAT chunks do", b => PngBuilder.Compressed(b.Rows())[..^missing]);

    [Fact]
    public void Compressed_pixels_with_a_wrong_checksum_are_rejected() => Refused("", b =>
    {
        var compressed = PngBuilder.Compressed(b.Rows());
        compressed[^1] ^= 1;
        return compressed;
    });

    [Fact]
    public void Compressed_pixels_that_ask_for_a_dictionary_are_rejected() =>
        Refused("compressed pixels that can be inflated", _ => [0x78, 0xBB, 0, 0, 0, 1, .. new byte[20]]);

    [Fact]
    public void An_unknown_filter_is_rejected() => Refused("rows that begin with a filter type from 0 to 4", b =>
    {
        var rows = b.Rows();
        rows[0] = 5;
        return PngBuilder.Compressed(rows);
    });

    [Fact]
    public void An_unknown_critical_chunk_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-unsupported",
            "The PNG picture cannot be taken: at byte 41 it has a critical chunk that the standard does not know."),
        Cleaner.Reject(new PngBuilder().Chunk("CgBI", new byte[4]).Build()));

    [Fact]
    public void A_missing_palette_is_rejected() =>
        Assert.Contains("expected a palette (PLTE) before the pixels", Cleaner.Reject(new PngBuilder { Colour = 3 }.Build()).Reason, StringComparison.Ordinal);

    [Fact]
    public void An_inconsistent_header_is_rejected() =>
        Assert.Contains("expected a colour type and a bit depth that go together", Cleaner.Reject(new PngBuilder { Colour = 2, Depth = 4 }.Build()).Reason,
            StringComparison.Ordinal);

    [Fact]
    public void Pixels_in_two_places_are_rejected()
    {
        var builder = new PngBuilder { Parts = 1 };
        var file = builder.Behind("tEXt", [.. "a\0b"u8]).Behind("IDAT", [1]).Build();
        Assert.Contains("expected all pixel chunks (IDAT) in one row", Cleaner.Reject(file).Reason, StringComparison.Ordinal);
    }

    private static void Refused(string expected, Func<PngBuilder, byte[]> pixels)
    {
        var builder = new PngBuilder { Parts = 1 };
        var refusal = Cleaner.Reject(builder.Pixels(pixels(builder)).Build());
        Assert.Equal(PictureCodes.Broken, refusal.Code);
        Assert.Contains(expected, refusal.Reason, StringComparison.Ordinal);
    }
}
