using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;
using ImageMagick;

namespace Hub.Pictures.Tests.Thumbnails;

public sealed class Making_thumbnails
{
    public static TheoryData<string> Samples =>
    [
        "baseline.jpg", "progressive.jpg", "restart.jpg", "progressive-restart.jpg", "grey.jpg", "cmyk.jpg", "thumb.jpg",
        "lossy.webp", "alpha.webp", "lossless.webp", "lossless-alpha.webp", "animated.webp", "tile.heic", "tile-alpha.heic",
    ];

    public static TheoryData<string> Formats => [.. PictureSeeds.Formats];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_sample_becomes_a_small_jpeg_of_its_own_size(string name)
    {
        var sample = Sample.Read(name);
        using var picture = new MagickImage(sample);
        using var thumbnail = await ThumbnailMaker.MakeAsync(sample, ThumbnailMaker.MediaType(name));
        Assert.Equal((picture.Width, picture.Height), (thumbnail.Width, thumbnail.Height));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Nothing_is_left_of_a_pictures_metadata(string format)
    {
        foreach (var picture in PictureSeeds.Of(format))
        {
            var thumbnail = await ThumbnailMaker.TryMakeAsync(picture, ThumbnailMaker.MediaType(format));
            Assert.NotNull(thumbnail);
            ThumbnailMaker.Verify(thumbnail).Dispose();
            Assert.True(thumbnail.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(ExifBuilder.Mark)) < 0);
        }
    }

    [Theory]
    [InlineData("image/jpeg", MagickFormat.Jpeg)]
    [InlineData("image/png", MagickFormat.Png)]
    [InlineData("image/webp", MagickFormat.WebP)]
    public async Task A_large_picture_is_made_small_in_its_own_proportions(string mediaType, MagickFormat format)
    {
        using var wide = await ThumbnailMaker.MakeAsync(ThumbnailMaker.Plain(1600, 1200, format), mediaType);
        using var tall = await ThumbnailMaker.MakeAsync(ThumbnailMaker.Plain(500, 2000, format), mediaType);
        Assert.Equal((480u, 360u, 120u, 480u), (wide.Width, wide.Height, tall.Width, tall.Height));
    }

    [Theory]
    [InlineData(481)]
    [InlineData(700)]
    [InlineData(959)]
    [InlineData(961)]
    [InlineData(1600)]
    [InlineData(1921)]
    [InlineData(4001)]
    public async Task A_jpeg_that_is_decoded_at_a_fraction_of_its_size_is_never_too_small(uint side)
    {
        using var thumbnail = await ThumbnailMaker.MakeAsync(ThumbnailMaker.Plain(side, side, MagickFormat.Jpeg), "image/jpeg");
        Assert.Equal((480u, 480u), (thumbnail.Width, thumbnail.Height));
    }

    [Theory]
    [InlineData(481, 100)]
    [InlineData(4000, 3)]
    [InlineData(3, 4000)]
    public async Task A_strip_becomes_a_thumbnail(uint width, uint height)
    {
        using var thumbnail = await ThumbnailMaker.MakeAsync(ThumbnailMaker.Plain(width, height, MagickFormat.Jpeg), "image/jpeg");
        Assert.Equal(480u, Math.Max(thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public async Task A_picture_that_fits_is_not_enlarged()
    {
        using var thumbnail = await ThumbnailMaker.MakeAsync(ThumbnailMaker.Plain(480, 240, MagickFormat.Jpeg), "image/jpeg");
        Assert.Equal((480u, 240u), (thumbnail.Width, thumbnail.Height));
    }

    [Theory]
    [InlineData(1, 48, 32)]
    [InlineData(3, 48, 32)]
    [InlineData(6, 32, 48)]
    [InlineData(8, 32, 48)]
    public async Task A_photo_is_turned_upright(int orientation, uint width, uint height)
    {
        var exif = new ExifBuilder { Orientation = orientation };
        foreach (var (picture, mediaType) in ((byte[], string)[])[(JpegBuilder.Full(exif: exif), "image/jpeg"), (WebPBuilder.Full(exif: exif), "image/webp")])
        {
            using var thumbnail = await ThumbnailMaker.MakeAsync(picture, mediaType);
            Assert.Equal((width, height), (thumbnail.Width, thumbnail.Height));
        }
    }

    [Fact]
    public async Task A_png_is_turned_upright()
    {
        using var thumbnail = await ThumbnailMaker.MakeAsync(PngBuilder.Full(new ExifBuilder { Orientation = 6 }), "image/png");
        Assert.Equal((9u, 13u), (thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public async Task A_heic_is_turned_once_by_its_own_properties()
    {
        // 120 by 100, a quarter turn by its own property, and Exif that would turn it again.
        using var thumbnail = await ThumbnailMaker.MakeAsync(HeicBuilder.Grid(), "image/heic");
        Assert.Equal((100u, 120u), (thumbnail.Width, thumbnail.Height));
    }

    [Theory]
    [InlineData("image/png", MagickFormat.Png32)]
    [InlineData("image/webp", MagickFormat.WebP)]
    public async Task Transparency_becomes_white(string mediaType, MagickFormat format)
    {
        using var thumbnail = await ThumbnailMaker.MakeAsync(ThumbnailMaker.Plain(20, 20, format, new MagickColor(0, 0, 0, 0)), mediaType);
        AssertColour(thumbnail, 255, 255, 255);
    }

    [Fact]
    public async Task CMYK_becomes_sRGB()
    {
        using var image = new MagickImage(MagickColors.Red, 20, 20) { ColorSpace = ColorSpace.CMYK };
        using var thumbnail = await ThumbnailMaker.MakeAsync(image.ToByteArray(MagickFormat.Jpeg), "image/jpeg");
        Assert.Equal(ColorSpace.sRGB, thumbnail.ColorSpace);
        AssertColour(thumbnail, 255, 0, 0);
    }

    [Fact]
    public async Task A_wide_colour_profile_is_applied()
    {
        using var image = new MagickImage(new MagickColor(200, 80, 80), 20, 20);
        image.SetProfile(ColorProfiles.AdobeRGB1998);
        using var thumbnail = await ThumbnailMaker.MakeAsync(image.ToByteArray(MagickFormat.Png), "image/png");
        // The same numbers are a stronger red in Adobe's space than in the screen's.
        Assert.True(thumbnail.GetPixels().GetPixel(10, 10).GetChannel(0) > 215);
    }

    [Fact]
    public async Task A_profile_that_does_not_match_the_picture_is_ignored()
    {
        using var thumbnail = await ThumbnailMaker.MakeAsync(new JpegBuilder("grey.jpg").Profile(Metadata.Profile).Build(), "image/jpeg");
        Assert.Equal((48u, 32u), (thumbnail.Width, thumbnail.Height));
    }

    private static void AssertColour(MagickImage image, int red, int green, int blue)
    {
        using var pixels = image.GetPixels();
        var colour = pixels.GetPixel(10, 10).ToColor()!;
        Assert.InRange(Math.Abs(colour.R - red) + Math.Abs(colour.G - green) + Math.Abs(colour.B - blue), 0, 9);
    }
}
