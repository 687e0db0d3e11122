using System.Text;
using Hub.Pictures.Thumbnails;
using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;
using ImageMagick;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Pictures.Tests.Thumbnails;

public sealed class Invalid_pictures
{
    public static TheoryData<string> Formats => [.. PictureSeeds.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Another_format_than_the_stated_one_gives_no_thumbnail(string format)
    {
        foreach (var other in PictureSeeds.Formats.Where(f => f != format))
            Assert.Null(await ThumbnailMaker.TryMakeAsync(PictureSeeds.Of(other)[0], ThumbnailMaker.MediaType(format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_drawing_script_is_never_run(string format)
    {
        string[] scripts =
        [
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "push graphic-context\nviewbox 0 0 9 9\n", "%!PS\nshowpage\n", "xc:red",
        ];
        foreach (var script in scripts)
            Assert.Null(await ThumbnailMaker.TryMakeAsync(Encoding.ASCII.GetBytes(script), ThumbnailMaker.MediaType(format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Noise_gives_no_thumbnail(string format)
    {
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        Assert.Null(await ThumbnailMaker.TryMakeAsync(noise, ThumbnailMaker.MediaType(format)));
        Assert.Null(await ThumbnailMaker.TryMakeAsync([], ThumbnailMaker.MediaType(format)));
    }

    [Theory]
    [InlineData("image/gif", MagickFormat.Gif)]
    [InlineData("image/svg+xml", MagickFormat.Png)]
    [InlineData("image/tiff", MagickFormat.Tiff)]
    [InlineData("application/pdf", MagickFormat.Png)]
    [InlineData("", MagickFormat.Png)]
    public async Task Another_media_type_gives_no_thumbnail(string mediaType, MagickFormat format) =>
        Assert.Null(await ThumbnailMaker.TryMakeAsync(ThumbnailMaker.Plain(9, 9, format), mediaType));

    [Fact]
    public async Task More_pixels_than_a_photo_may_have_are_not_decoded()
    {
        // 81 megapixels, which nothing follows: decoding would say so, reading the header does not.
        var bomb = new PngBuilder { Width = 9000, Height = 9000 }.Pixels(PngBuilder.Compressed(new byte[64])).Build();
        Assert.Null(await ThumbnailMaker.TryMakeAsync(bomb, "image/png"));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_truncated_picture_throws_nothing(string format)
    {
        foreach (var picture in PictureSeeds.Of(format))
        {
            for (var tenths = 1; tenths < 10; tenths++)
                if (await ThumbnailMaker.TryMakeAsync(picture[..(picture.Length * tenths / 10)], ThumbnailMaker.MediaType(format)) is { } thumbnail)
                    ThumbnailMaker.Verify(thumbnail).Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_damaged_picture_throws_nothing(string format)
    {
        var damaged = new PictureMutator(20261, PictureSeeds.Of(format), [.. PictureSeeds.Formats.SelectMany(PictureSeeds.Of)]);
        for (var i = 0; i < 200; i++)
            if (await ThumbnailMaker.TryMakeAsync(damaged.Next(), ThumbnailMaker.MediaType(format)) is { } thumbnail)
                ThumbnailMaker.Verify(thumbnail).Dispose();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var services = new ServiceCollection().AddThumbnails().BuildServiceProvider();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await services.GetRequiredService<IThumbnailer>()
            .MakeAsync(Sample.Read("baseline.jpg"), "image/jpeg", new CancellationToken(canceled: true)));
    }
}
