using Hub.Core.Evidence.Pictures;
using Hub.Testing.Pictures;

namespace Hub.Core.Tests.Pictures;

public sealed class Thumbnails_of_cameras
{
    private static ReadOnlyMemory<byte>? Of(byte[]? thumbnail, int orientation = 1) =>
        Cleaning.Of(new JpegBuilder().Exif(new ExifBuilder { Thumbnail = thumbnail, Orientation = orientation }.Build()).Build()).Thumbnail;

    [Fact]
    public void A_picture_without_one_gives_none() => Assert.Null(Of(null));

    [Fact]
    public void A_picture_without_Exif_gives_none() => Assert.Null(Cleaning.Of(Sample.Read("baseline.jpg")).Thumbnail);

    [Fact]
    public void What_is_no_JPEG_gives_none() => Assert.Null(Of(PngBuilder.Full()));

    [Fact]
    public void One_that_breaks_off_gives_none() => Assert.Null(Of(Sample.Read("thumb.jpg")[..^40]));

    [Fact]
    public void One_that_breaks_off_does_not_refuse_the_picture() =>
        Assert.Empty(Cleaning.Traces(Cleaning.Of(new JpegBuilder().Exif(new ExifBuilder { Thumbnail = Sample.Read("thumb.jpg")[..^40] }.Build()).Build()).Bytes.ToArray()));

    [Fact]
    public void One_of_480_pixels_is_given() => Assert.NotNull(Of(Measuring(480)));

    [Fact]
    public void One_of_more_than_480_pixels_on_a_side_is_not_given() => Assert.Null(Of(Measuring(481)));

    [Fact]
    public void It_loses_its_own_metadata_and_its_own_thumbnail()
    {
        var thumbnail = Of(JpegBuilder.Full("thumb.jpg"));
        Assert.NotNull(thumbnail);
        Assert.False(Cleaning.IsMarked(thumbnail.Value));
        Assert.Null(Cleaning.Of(thumbnail.Value.ToArray()).Thumbnail);
    }

    [Fact]
    public void It_is_turned_as_the_picture_is() => Assert.Equal(8, Cleaning.Orientation(Of(JpegBuilder.Full("thumb.jpg", new ExifBuilder { Orientation = 3 }), 8)!.Value));

    [Fact]
    public void Padding_behind_it_is_no_part_of_it() => Assert.Equal(Of(Sample.Read("thumb.jpg"))!.Value.ToArray(), Of([.. Sample.Read("thumb.jpg"), 0, 0, 0])!.Value.ToArray());

    [Fact]
    public void Of_a_HEIC_it_is_turned_as_the_file_says_and_not_as_its_Exif_does() =>
        Assert.Equal(6, Cleaning.Orientation(Cleaning.Of(HeicBuilder.Full(new ExifBuilder { Orientation = 3 })).Thumbnail!.Value));

    // The frame header is all that tells how wide a JPEG is; its coded data is not decoded.
    private static byte[] Measuring(int width)
    {
        var picture = Sample.Read("thumb.jpg");
        var frame = picture.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (picture[frame + 7], picture[frame + 8]) = ((byte)(width >> 8), (byte)width);
        return picture;
    }
}
