using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class WebP_pictures
{
    [Theory]
    [InlineData("lossy.webp")]
    [InlineData("lossless.webp")]
    [InlineData("lossless-alpha.webp")]
    [InlineData("alpha.webp")]
    public void A_picture_without_metadata_is_unchanged(string sample) => Assert.Equal(Sample.Read(sample), Cleaner.Clean(Sample.Read(sample)).Bytes.ToArray());

    [Theory]
    [InlineData("lossy.webp", "VP8 ")]
    [InlineData("alpha.webp", "VP8 ")]
    [InlineData("alpha.webp", "ALPH")]
    [InlineData("lossless-alpha.webp", "VP8L")]
    public void The_coded_picture_is_kept_bit_for_bit(string sample, string chunk)
    {
        var before = WebPBuilder.Chunks(Sample.Read(sample)).Single(c => c.Type == chunk).Data;
        var after = WebPBuilder.Chunks(Cleaner.Clean(WebPBuilder.Full(sample)).Bytes.ToArray()).Single(c => c.Type == chunk).Data;
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("lossy.webp", 6, 0x28)]
    [InlineData("alpha.webp", 6, 0x38)]
    [InlineData("lossless-alpha.webp", 1, 0x30)]
    public void The_flags_match_the_chunks_that_are_kept(string sample, int orientation, byte flags)
    {
        var clean = Cleaner.Clean(WebPBuilder.Full(sample, new ExifBuilder { Orientation = orientation })).Bytes.ToArray();
        Assert.Equal(flags, WebPBuilder.Chunks(clean).Single(c => c.Type == "VP8X").Data[0]);
    }

    [Fact]
    public void Its_size_is_that_of_its_frame() => Assert.Equal((48, 32), Cleaner.Clean(Sample.Read("lossless.webp")) is var p ? (p.Width, p.Height) : default);

    [Fact]
    public void Chunks_after_a_simple_picture_are_removed() =>
        Assert.Equal(Sample.Read("lossy.webp"), Cleaner.Clean(new WebPBuilder().Pixels().Chunk("EXIF", new ExifBuilder().Build()).Build()).Bytes.ToArray());

    [Fact]
    public void An_invalid_colour_profile_is_removed() => Assert.False(
        Cleaner.IsMarked(Cleaner.Clean(new WebPBuilder().Extended(0x20).Chunk("ICCP", [.. new byte[200], .. Metadata.Text("profile")]).Pixels()
            .Build()).Bytes.ToArray()));

    [Fact]
    public void An_animation_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-animated", "The WebP file holds an animation at byte 30: expected one still picture."),
        Cleaner.Reject(Sample.Read("animated.webp")));

    [Fact]
    public void A_picture_that_announces_an_animation_is_rejected() =>
        Assert.Equal(PictureCodes.Animated, Cleaner.Reject(new WebPBuilder().Extended(0x02).Pixels().Build()).Code);

    [Fact]
    public void Another_file_after_the_picture_is_rejected()
    {
        var file = Sample.Read("lossy.webp");
        Assert.Equal(
            new CleaningResult.Rejected("picture-trailing",
                $"The WebP picture ends before byte {file.Length}, and an archive follows it there: expected the picture alone in its file."),
            Cleaner.Reject([.. file, .. "PK\u0003\u0004"u8]));
    }

    [Fact]
    public void A_file_shorter_than_stated_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-broken",
            "The WebP picture is broken at byte 8: expected as many bytes as the RIFF header states (176 bytes), and only 175 bytes are left there."),
        Cleaner.Reject(Sample.Read("lossy.webp")[..^1]));

    [Fact]
    public void A_canvas_of_another_size_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-broken", "The WebP picture is broken at byte 24: expected a canvas as large as the picture on it."),
        Cleaner.Reject(new WebPBuilder().Extended(0, 49, 32).Pixels().Build()));

    [Fact]
    public void A_picture_over_80_megapixels_is_rejected()
    {
        var file = Sample.Read("lossless.webp");
        // Width and height less one, 14 bits each, behind the signature.
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(21), 9_999 | (8_000 << 14));
        Assert.Equal(
            new CleaningResult.Rejected("picture-too-large",
                "The WebP picture says at byte 21 that it measures 10000 by 8001 pixels: expected at most 80 megapixels."),
            Cleaner.Reject(file));
    }

    [Fact]
    public void A_frame_that_is_no_key_frame_is_rejected()
    {
        var file = Sample.Read("lossy.webp");
        file[20] |= 1;
        Assert.Contains("expected the tag of a key frame", Cleaner.Reject(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_pictures_are_rejected() =>
        Assert.Contains("expected every chunk of the picture once", Cleaner.Reject(new WebPBuilder().Pixels().Pixels().Build()).Reason,
            StringComparison.Ordinal);

    [Fact]
    public void A_lossy_and_a_lossless_picture_together_are_rejected() =>
        Assert.Contains("expected one picture, VP8 or VP8L", Cleaner.Reject(new WebPBuilder().Pixels().Pixels("lossless.webp").Build()).Reason,
            StringComparison.Ordinal);

    [Fact]
    public void Plain_transparency_of_another_size_is_rejected() => Assert.Contains(
        "expected plain transparency of one byte a pixel",
        Cleaner.Reject(new WebPBuilder().Extended(0x10).Chunk("ALPH", new byte[100]).Pixels().Build()).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void A_file_that_begins_with_another_chunk_is_rejected() => Assert.Contains(
        "expected a first chunk of type VP8, VP8L or VP8X", Cleaner.Reject(new WebPBuilder().Chunk("EXIF", [1]).Pixels().Build()).Reason,
        StringComparison.Ordinal);
}
