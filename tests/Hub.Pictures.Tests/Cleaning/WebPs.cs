using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class WebPs
{
    [Theory]
    [InlineData("lossy.webp")]
    [InlineData("lossless.webp")]
    [InlineData("lossless-alpha.webp")]
    [InlineData("alpha.webp")]
    public void One_without_metadata_stays_as_it_is(string sample) => Assert.Equal(Sample.Read(sample), Cleaning.Of(Sample.Read(sample)).Bytes.ToArray());

    [Theory]
    [InlineData("lossy.webp", "VP8 ")]
    [InlineData("alpha.webp", "VP8 ")]
    [InlineData("alpha.webp", "ALPH")]
    [InlineData("lossless-alpha.webp", "VP8L")]
    public void The_coded_picture_stays_bit_for_bit(string sample, string chunk)
    {
        var before = WebPBuilder.Chunks(Sample.Read(sample)).Single(c => c.Type == chunk).Data;
        var after = WebPBuilder.Chunks(Cleaning.Of(WebPBuilder.Full(sample)).Bytes.ToArray()).Single(c => c.Type == chunk).Data;
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("lossy.webp", 6, 0x28)]
    [InlineData("alpha.webp", 6, 0x38)]
    [InlineData("lossless-alpha.webp", 1, 0x30)]
    public void It_announces_what_it_still_has_and_nothing_else(string sample, int orientation, byte flags)
    {
        var clean = Cleaning.Of(WebPBuilder.Full(sample, new ExifBuilder { Orientation = orientation })).Bytes.ToArray();
        Assert.Equal(flags, WebPBuilder.Chunks(clean).Single(c => c.Type == "VP8X").Data[0]);
    }

    [Fact]
    public void Its_size_is_that_of_its_frame() => Assert.Equal((48, 32), Cleaning.Of(Sample.Read("lossless.webp")) is var p ? (p.Width, p.Height) : default);

    [Fact]
    public void Chunks_behind_a_simple_picture_go() =>
        Assert.Equal(Sample.Read("lossy.webp"), Cleaning.Of(new WebPBuilder().Pixels().Chunk("EXIF", new ExifBuilder().Build()).Build()).Bytes.ToArray());

    [Fact]
    public void A_colour_profile_that_is_none_goes() => Assert.False(
        Cleaning.IsMarked(Cleaning.Of(new WebPBuilder().Extended(0x20).Chunk("ICCP", [.. new byte[200], .. Metadata.Text("profile")]).Pixels().Build()).Bytes.ToArray()));

    [Fact]
    public void An_animation_is_refused() => Assert.Equal(
        new CleaningResult.Refused("picture-animated", "The WebP file holds an animation at byte 30: expected one still picture."),
        Cleaning.Refusal(Sample.Read("animated.webp")));

    [Fact]
    public void One_that_announces_an_animation_is_refused() => Assert.Equal(PictureCodes.Animated, Cleaning.Refusal(new WebPBuilder().Extended(0x02).Pixels().Build()).Code);

    [Fact]
    public void Another_file_behind_it_is_refused()
    {
        var file = Sample.Read("lossy.webp");
        Assert.Equal(
            new CleaningResult.Refused("picture-trailing", $"The WebP picture ends before byte {file.Length}, and something else follows it there: expected the end of the file."),
            Cleaning.Refusal([.. file, .. "PK"u8]));
    }

    [Fact]
    public void One_shorter_than_it_says_is_refused() => Assert.Equal(
        new CleaningResult.Refused("picture-broken", "The WebP picture is broken at byte 8: expected as many bytes as the RIFF header states (176 bytes), and only 175 bytes are left there."),
        Cleaning.Refusal(Sample.Read("lossy.webp")[..^1]));

    [Fact]
    public void A_canvas_of_another_size_is_refused() => Assert.Equal(
        new CleaningResult.Refused("picture-broken", "The WebP picture is broken at byte 24: expected a canvas as large as the picture on it."),
        Cleaning.Refusal(new WebPBuilder().Extended(0, 49, 32).Pixels().Build()));

    [Fact]
    public void One_over_80_megapixels_is_refused()
    {
        var file = Sample.Read("lossless.webp");
        // Width and height less one, 14 bits each, behind the signature.
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(21), 9_999 | (8_000 << 14));
        Assert.Equal(
            new CleaningResult.Refused("picture-too-large", "The WebP picture says at byte 21 that it measures 10000 by 8001 pixels: expected at most 80 megapixels."),
            Cleaning.Refusal(file));
    }

    [Fact]
    public void A_frame_that_is_no_key_frame_is_refused()
    {
        var file = Sample.Read("lossy.webp");
        file[20] |= 1;
        Assert.Contains("expected the tag of a key frame", Cleaning.Refusal(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_pictures_are_refused() =>
        Assert.Contains("expected every chunk of the picture once", Cleaning.Refusal(new WebPBuilder().Pixels().Pixels().Build()).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_lossy_and_a_lossless_picture_together_are_refused() =>
        Assert.Contains("expected one picture, VP8 or VP8L", Cleaning.Refusal(new WebPBuilder().Pixels().Pixels("lossless.webp").Build()).Reason, StringComparison.Ordinal);

    [Fact]
    public void Plain_transparency_of_another_size_is_refused() => Assert.Contains(
        "expected plain transparency of one byte a pixel",
        Cleaning.Refusal(new WebPBuilder().Extended(0x10).Chunk("ALPH", new byte[100]).Pixels().Build()).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void A_file_that_begins_with_something_else_is_refused() => Assert.Contains(
        "expected a first chunk of type VP8, VP8L or VP8X", Cleaning.Refusal(new WebPBuilder().Chunk("EXIF", [1]).Pixels().Build()).Reason, StringComparison.Ordinal);
}
