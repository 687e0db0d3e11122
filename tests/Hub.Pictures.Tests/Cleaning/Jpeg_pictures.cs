using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Jpeg_pictures
{
    private static readonly byte[] Jfif = [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72];

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("restart.jpg")]
    [InlineData("progressive-restart.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("cmyk.jpg")]
    public void A_picture_without_metadata_is_unchanged(string sample) => Assert.Equal(Sample.Read(sample), Cleaner.Clean(Sample.Read(sample)).Bytes.ToArray());

    [Fact]
    public void Adjacent_segments_become_one_part_however_many_they_are()
    {
        var builder = new JpegBuilder();
        byte[] table = [0, .. Enumerable.Repeat((byte)1, 64)];
        for (var i = 0; i < 1_000; i++) builder.Segment(0xDB, table);
        Assert.InRange(Cleaner.Clean(builder.Build()).Bytes.Parts.Count, 1, 4);
    }

    [Fact]
    public void Its_size_is_that_of_its_frame() =>
        Assert.Equal((48, 32), (Cleaner.Clean(Sample.Read("baseline.jpg")).Width, Cleaner.Clean(Sample.Read("baseline.jpg")).Height));

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    public void Tables_and_coded_data_are_kept_bit_for_bit(string sample)
    {
        var coded = Sample.Read(sample);
        var fromTables = coded.AsSpan(coded.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]));
        Assert.True(Cleaner.Clean(JpegBuilder.Full(sample)).Bytes.ToArray().AsSpan().EndsWith(fromTables));
    }

    [Fact]
    public void The_JFIF_thumbnail_is_removed_and_the_density_kept()
    {
        byte[] thumbnail = [1, 1, .. "abc"u8];
        var clean = Cleaner.Clean(new JpegBuilder().Segment(0xE0, [.. Jfif, .. thumbnail]).Build()).Bytes.ToArray();
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. Jfif, 0, 0], clean[..20]);
    }

    [Fact]
    public void The_Adobe_segment_is_kept_without_trailing_bytes()
    {
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1];
        var clean = Cleaner.Clean(new JpegBuilder().Segment(0xEE, [.. adobe, .. Metadata.Text("more")]).Build()).Bytes.ToArray();
        Assert.True(Cleaner.Contains(clean, [0xFF, 0xEE, 0, 14, .. adobe, 0xFF]));
    }

    [Fact]
    public void Two_Adobe_segments_that_differ_are_rejected() => Assert.Equal(
        PictureCodes.Broken,
        Cleaner.Reject(new JpegBuilder().Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1])
            .Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2]).Build()).Code);

    [Fact]
    public void An_invalid_colour_profile_is_removed()
    {
        byte[] text = [.. new byte[200], .. Metadata.Text("profile")];
        Assert.False(Cleaner.IsMarked(Cleaner.Clean(new JpegBuilder().Profile(text).Build()).Bytes.ToArray()));
    }

    [Fact]
    public void An_incomplete_colour_profile_is_removed()
    {
        byte[] first = [.. "ICC_PROFILE\0"u8, 1, 2, .. Metadata.Profile[..300]];
        Assert.False(Cleaner.HasProfile(Cleaner.Clean(new JpegBuilder().Segment(0xE2, first).Build()).Bytes.ToArray()));
    }

    [Fact]
    public void Fill_bytes_between_segments_are_removed()
    {
        var sample = Sample.Read("baseline.jpg");
        Assert.Equal(sample, Cleaner.Clean([.. sample[..2], 0xFF, 0xFF, .. sample[2..]]).Bytes.ToArray());
    }

    [Fact]
    public void Padding_after_the_end_is_removed() =>
        Assert.Equal(Sample.Read("baseline.jpg"), Cleaner.Clean(new JpegBuilder().Behind([0, 0, 0xFF, 0xFF, 0]).Build()).Bytes.ToArray());

    [Fact]
    public void An_announced_additional_picture_is_removed()
    {
        var clean = Cleaner.Clean(new JpegBuilder().Further(JpegBuilder.Full("grey.jpg")).Build()).Bytes.ToArray();
        Assert.Equal(Sample.Read("baseline.jpg"), clean);
    }

    [Fact]
    public void An_additional_picture_that_is_not_announced_is_rejected()
    {
        var end = Sample.Read("baseline.jpg").Length;
        Assert.Equal(
            new CleaningResult.Rejected("picture-trailing",
                $"The JPEG picture ends before byte {end}, and another picture follows it there: expected the picture alone in its file."),
            Cleaner.Reject(new JpegBuilder().Behind(JpegBuilder.Full("grey.jpg")).Build()));
    }

    [Fact]
    public void Another_file_after_the_picture_is_rejected() =>
        Assert.Equal(PictureCodes.Trailing, Cleaner.Reject(new JpegBuilder().Behind([.. "PK\u0003\u0004"u8]).Build()).Code);

    [Fact]
    public void An_announced_additional_picture_that_is_not_a_JPEG_is_rejected() =>
        Assert.Equal(PictureCodes.Trailing, Cleaner.Reject(new JpegBuilder().Further([.. "PK\u0003\u0004, not a picture"u8]).Build()).Code);

    [Fact]
    public void Another_file_after_the_additional_picture_is_rejected() =>
        Assert.Equal(PictureCodes.Trailing, Cleaner.Reject(new JpegBuilder().Further(Sample.Read("grey.jpg")).Behind([.. "PK\u0003\u0004"u8]).Build()).Code);

    [Fact]
    public void The_Samsung_trailer_is_removed() =>
        Assert.Equal(Sample.Read("baseline.jpg"), Cleaner.Clean(new JpegBuilder().SamsungTrailer().Build()).Bytes.ToArray());

    [Fact]
    public void The_Samsung_trailer_after_an_additional_picture_is_removed() =>
        Assert.Equal(Sample.Read("baseline.jpg"), Cleaner.Clean(new JpegBuilder().Further(Sample.Read("grey.jpg")).SamsungTrailer().Build()).Bytes.ToArray());

    [Fact]
    public void Another_file_before_the_Samsung_trailer_is_rejected() =>
        Assert.Equal(PictureCodes.Trailing, Cleaner.Reject(new JpegBuilder().Behind([.. "PK\u0003\u0004"u8]).SamsungTrailer().Build()).Code);

    [Fact]
    public void Another_file_after_the_Samsung_trailer_is_rejected() =>
        Assert.Equal(PictureCodes.Trailing, Cleaner.Reject(new JpegBuilder().SamsungTrailer().Behind([.. "PK\u0003\u0004"u8]).Build()).Code);

    [Fact]
    public void A_picture_that_ends_within_its_coded_data_is_rejected()
    {
        var file = Sample.Read("baseline.jpg")[..^2];
        Assert.Equal(
            new CleaningResult.Rejected("picture-broken",
                $"The JPEG picture is broken at byte {file.Length}: expected coded data up to an end of image marker (FFD9)."),
            Cleaner.Reject(file));
    }

    [Fact]
    public void A_picture_that_ends_within_a_segment_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-broken", "The JPEG picture is broken at byte 6: expected a segment (98 bytes), and only 10 bytes are left there."),
        Cleaner.Reject([0xFF, 0xD8, 0xFF, 0xFE, 0, 100, .. new byte[10]]));

    [Fact]
    public void A_restart_marker_out_of_order_is_rejected()
    {
        var file = Sample.Read("restart.jpg");
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD2]) + 1] = 0xD4;
        Assert.Contains("expected the restart marker that is next in the row.", Cleaner.Reject(file).Reason, StringComparison.Ordinal);
    }

    // Behind the last interval of the scan; decoders pass over it.
    [Fact]
    public void A_restart_marker_too_many_is_taken()
    {
        byte[] file = [.. Sample.Read("restart.jpg")[..^2], 0xFF, 0xD5, 0xFF, 0xD9];
        Assert.Equal(file, Cleaner.Clean(file).Bytes.ToArray());
    }

    [Fact]
    public void A_scan_with_a_restart_missing_is_rejected()
    {
        var file = Sample.Read("restart.jpg");
        var last = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD4]);
        Assert.Contains("restart markers before it in the scan", Cleaner.Reject([.. file[..last], .. file[^2..]]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_over_80_megapixels_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-too-large",
            "The JPEG picture says at byte 163 that it measures 10000 by 8001 pixels: expected at most 80 megapixels."),
        Cleaner.Reject(Measuring(10_000, 8_001)));

    [Fact]
    public void A_picture_of_80_megapixels_is_accepted() =>
        Assert.Equal((10_000, 8_000), (Cleaner.Clean(Measuring(10_000, 8_000)).Width, Cleaner.Clean(Measuring(10_000, 8_000)).Height));

    [Theory]
    [InlineData(0, 32)]
    [InlineData(48, 0)]
    public void A_picture_without_a_width_or_a_height_is_rejected(int width, int height) =>
        Assert.Contains("expected a width and a height of at least one pixel", Cleaner.Reject(Measuring(width, height)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(0xC3, "lossless coding")]
    [InlineData(0xC9, "arithmetic coding")]
    [InlineData(0xDE, "hierarchical coding")]
    [InlineData(0xDC, "its height stated behind the first scan")]
    public void A_variety_that_browsers_do_not_show_is_rejected(int marker, string variety) => Assert.Equal(
        new CleaningResult.Rejected("picture-unsupported", $"The JPEG picture cannot be taken: at byte 2 it has {variety}."),
        Cleaner.Reject(new JpegBuilder().Segment((byte)marker, new byte[9]).Build()));

    [Fact]
    public void A_second_frame_header_is_rejected()
    {
        var sample = Sample.Read("baseline.jpg");
        var frame = sample.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        Assert.Contains("expected one frame header", Cleaner.Reject([.. sample[..frame], .. sample[frame..(frame + 19)], .. sample[frame..]]).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_of_an_unknown_component_is_rejected()
    {
        var file = Sample.Read("baseline.jpg");
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 5] = 99;
        Assert.Contains("expected components of the frame", Cleaner.Reject(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_whose_tables_are_missing_is_rejected()
    {
        var file = Sample.Read("baseline.jpg");
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 6] = 0x33;
        Assert.Contains("expected the component's Huffman tables", Cleaner.Reject(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_scans_than_an_encoder_makes_are_rejected()
    {
        // The last scan of the picture over and over: small in the file, a pass over all its pixels each.
        var file = Sample.Read("progressive.jpg");
        var scan = file[file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA])..^2];
        byte[] bomb = [.. file[..^2], .. Enumerable.Repeat(scan, 200).SelectMany(s => s), .. file[^2..]];
        Assert.Contains("expected at most 100 scans", Cleaner.Reject(bomb).Reason, StringComparison.Ordinal);
    }

    private static byte[] Measuring(int width, int height)
    {
        var picture = Sample.Read("baseline.jpg");
        var frame = picture.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (picture[frame + 5], picture[frame + 6], picture[frame + 7], picture[frame + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return picture;
    }
}
