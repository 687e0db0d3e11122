using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Jpegs
{
    private static readonly byte[] Jfif = [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72];

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("restart.jpg")]
    [InlineData("progressive-restart.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("cmyk.jpg")]
    public void One_without_metadata_stays_as_it_is(string sample) => Assert.Equal(Sample.Read(sample), Cleaning.Of(Sample.Read(sample)).Bytes.ToArray());

    [Fact]
    public void However_many_segments_stay_those_in_one_row_are_one_part()
    {
        var builder = new JpegBuilder();
        byte[] table = [0, .. Enumerable.Repeat((byte)1, 64)];
        for (var i = 0; i < 1_000; i++) builder.Segment(0xDB, table);
        Assert.InRange(Cleaning.Of(builder.Build()).Bytes.Parts.Count, 1, 4);
    }

    [Fact]
    public void Its_size_is_that_of_its_frame() => Assert.Equal((48, 32), (Cleaning.Of(Sample.Read("baseline.jpg")).Width, Cleaning.Of(Sample.Read("baseline.jpg")).Height));

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    public void Tables_and_coded_data_stay_bit_for_bit(string sample)
    {
        var coded = Sample.Read(sample);
        var fromTables = coded.AsSpan(coded.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]));
        Assert.True(Cleaning.Of(JpegBuilder.Full(sample)).Bytes.ToArray().AsSpan().EndsWith(fromTables));
    }

    [Fact]
    public void The_thumbnail_in_its_JFIF_segment_goes_and_its_density_stays()
    {
        byte[] thumbnail = [1, 1, .. "abc"u8];
        var clean = Cleaning.Of(new JpegBuilder().Segment(0xE0, [.. Jfif, .. thumbnail]).Build()).Bytes.ToArray();
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. Jfif, 0, 0], clean[..20]);
    }

    [Fact]
    public void Adobes_segment_stays_without_what_is_behind_it()
    {
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1];
        var clean = Cleaning.Of(new JpegBuilder().Segment(0xEE, [.. adobe, .. Metadata.Text("more")]).Build()).Bytes.ToArray();
        Assert.True(Cleaning.Holds(clean, [0xFF, 0xEE, 0, 14, .. adobe, 0xFF]));
    }

    [Fact]
    public void Two_Adobe_segments_that_differ_are_refused() => Assert.Equal(
        PictureCodes.Broken,
        Cleaning.Refusal(new JpegBuilder().Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]).Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2]).Build()).Code);

    [Fact]
    public void A_colour_profile_that_is_none_goes()
    {
        byte[] text = [.. new byte[200], .. Metadata.Text("profile")];
        Assert.False(Cleaning.IsMarked(Cleaning.Of(new JpegBuilder().Profile(text).Build()).Bytes.ToArray()));
    }

    [Fact]
    public void A_colour_profile_with_a_part_missing_goes()
    {
        byte[] first = [.. "ICC_PROFILE\0"u8, 1, 2, .. Metadata.Profile[..300]];
        Assert.False(Cleaning.HasProfile(Cleaning.Of(new JpegBuilder().Segment(0xE2, first).Build()).Bytes.ToArray()));
    }

    [Fact]
    public void Fill_bytes_between_its_segments_go()
    {
        var sample = Sample.Read("baseline.jpg");
        Assert.Equal(sample, Cleaning.Of([.. sample[..2], 0xFF, 0xFF, .. sample[2..]]).Bytes.ToArray());
    }

    [Fact]
    public void Padding_behind_its_end_goes() =>
        Assert.Equal(Sample.Read("baseline.jpg"), Cleaning.Of(new JpegBuilder().Behind([0, 0, 0xFF, 0xFF, 0]).Build()).Bytes.ToArray());

    [Fact]
    public void A_further_picture_that_it_announces_goes()
    {
        var clean = Cleaning.Of(new JpegBuilder().Further(JpegBuilder.Full("grey.jpg")).Build()).Bytes.ToArray();
        Assert.Equal(Sample.Read("baseline.jpg"), clean);
    }

    [Fact]
    public void A_further_picture_that_it_does_not_announce_is_refused()
    {
        var end = Sample.Read("baseline.jpg").Length;
        Assert.Equal(
            new CleaningResult.Refused("picture-trailing", $"The JPEG picture ends before byte {end + 1}, and something else follows it there: expected the end of the file."),
            Cleaning.Refusal(new JpegBuilder().Behind(JpegBuilder.Full("grey.jpg")).Build()));
    }

    [Fact]
    public void Another_file_behind_it_is_refused() => Assert.Equal(PictureCodes.Trailing, Cleaning.Refusal(new JpegBuilder().Behind([.. "PK\u0003\u0004"u8]).Build()).Code);

    [Fact]
    public void What_is_announced_as_a_further_picture_and_is_none_is_refused() =>
        Assert.Equal(PictureCodes.Trailing, Cleaning.Refusal(new JpegBuilder().Further([.. "PK\u0003\u0004, not a picture"u8]).Build()).Code);

    [Fact]
    public void Another_file_behind_the_further_picture_is_refused() =>
        Assert.Equal(PictureCodes.Trailing, Cleaning.Refusal(new JpegBuilder().Further(Sample.Read("grey.jpg")).Behind([.. "PK\u0003\u0004"u8]).Build()).Code);

    [Fact]
    public void What_Samsungs_telephones_append_goes() => Assert.Equal(Sample.Read("baseline.jpg"), Cleaning.Of(new JpegBuilder().SamsungTrailer().Build()).Bytes.ToArray());

    [Fact]
    public void It_goes_behind_a_further_picture_too() =>
        Assert.Equal(Sample.Read("baseline.jpg"), Cleaning.Of(new JpegBuilder().Further(Sample.Read("grey.jpg")).SamsungTrailer().Build()).Bytes.ToArray());

    [Fact]
    public void Another_file_before_what_Samsungs_telephones_append_is_refused() =>
        Assert.Equal(PictureCodes.Trailing, Cleaning.Refusal(new JpegBuilder().Behind([.. "PK\u0003\u0004"u8]).SamsungTrailer().Build()).Code);

    [Fact]
    public void Another_file_behind_what_Samsungs_telephones_append_is_refused() =>
        Assert.Equal(PictureCodes.Trailing, Cleaning.Refusal(new JpegBuilder().SamsungTrailer().Behind([.. "PK\u0003\u0004"u8]).Build()).Code);

    [Fact]
    public void One_that_ends_within_its_coded_data_is_refused()
    {
        var file = Sample.Read("baseline.jpg")[..^2];
        Assert.Equal(
            new CleaningResult.Refused("picture-broken", $"The JPEG picture is broken at byte {file.Length}: expected coded data up to an end of image marker (FFD9)."),
            Cleaning.Refusal(file));
    }

    [Fact]
    public void One_that_ends_within_a_segment_is_refused() => Assert.Equal(
        new CleaningResult.Refused("picture-broken", "The JPEG picture is broken at byte 6: expected a segment (98 bytes), and only 10 bytes are left there."),
        Cleaning.Refusal([0xFF, 0xD8, 0xFF, 0xFE, 0, 100, .. new byte[10]]));

    [Fact]
    public void A_restart_marker_out_of_its_row_is_refused()
    {
        var file = Sample.Read("restart.jpg");
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD2]) + 1] = 0xD4;
        Assert.Contains("expected the restart marker that is next in the row.", Cleaning.Refusal(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_with_a_restart_missing_is_refused()
    {
        var file = Sample.Read("restart.jpg");
        var last = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD4]);
        Assert.Contains("restart markers before it in the scan", Cleaning.Refusal([.. file[..last], .. file[^2..]]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_over_80_megapixels_is_refused() => Assert.Equal(
        new CleaningResult.Refused("picture-too-large", "The JPEG picture says at byte 163 that it measures 10000 by 8001 pixels: expected at most 80 megapixels."),
        Cleaning.Refusal(Measuring(10_000, 8_001)));

    [Fact]
    public void One_of_80_megapixels_is_taken() => Assert.Equal((10_000, 8_000), (Cleaning.Of(Measuring(10_000, 8_000)).Width, Cleaning.Of(Measuring(10_000, 8_000)).Height));

    [Theory]
    [InlineData(0, 32)]
    [InlineData(48, 0)]
    public void One_without_a_width_or_a_height_is_refused(int width, int height) =>
        Assert.Contains("expected a width and a height of at least one pixel", Cleaning.Refusal(Measuring(width, height)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(0xC3, "lossless coding")]
    [InlineData(0xC9, "arithmetic coding")]
    [InlineData(0xDE, "hierarchical coding")]
    [InlineData(0xDC, "its height stated behind the first scan")]
    public void A_variety_that_browsers_do_not_show_is_refused(int marker, string variety) => Assert.Equal(
        new CleaningResult.Refused("picture-unsupported", $"The JPEG picture cannot be taken: at byte 2 it has {variety}."),
        Cleaning.Refusal(new JpegBuilder().Segment((byte)marker, new byte[9]).Build()));

    [Fact]
    public void A_second_frame_header_is_refused()
    {
        var sample = Sample.Read("baseline.jpg");
        var frame = sample.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        Assert.Contains("expected one frame header", Cleaning.Refusal([.. sample[..frame], .. sample[frame..(frame + 19)], .. sample[frame..]]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_of_what_is_not_in_the_frame_is_refused()
    {
        var file = Sample.Read("baseline.jpg");
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 5] = 99;
        Assert.Contains("expected components of the frame", Cleaning.Refusal(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_whose_tables_are_missing_is_refused()
    {
        var file = Sample.Read("baseline.jpg");
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 6] = 0x33;
        Assert.Contains("expected the component's Huffman tables", Cleaning.Refusal(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_scans_than_an_encoder_makes_are_refused()
    {
        // The last scan of the picture over and over: small in the file, a pass over all its pixels each.
        var file = Sample.Read("progressive.jpg");
        var scan = file[file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA])..^2];
        byte[] bomb = [.. file[..^2], .. Enumerable.Repeat(scan, 200).SelectMany(s => s), .. file[^2..]];
        Assert.Contains("expected at most 100 scans", Cleaning.Refusal(bomb).Reason, StringComparison.Ordinal);
    }

    private static byte[] Measuring(int width, int height)
    {
        var picture = Sample.Read("baseline.jpg");
        var frame = picture.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (picture[frame + 5], picture[frame + 6], picture[frame + 7], picture[frame + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return picture;
    }
}
