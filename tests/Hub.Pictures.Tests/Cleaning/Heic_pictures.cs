using System.Runtime.InteropServices;
using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Heic_pictures
{
    private const int Side = HeicBuilder.TileSide;

    [Fact]
    public void The_coded_picture_is_kept_bit_for_bit() => Assert.True(Cleaner.Clean(HeicBuilder.Full()).Bytes.ToArray().AsSpan().EndsWith(HeicBuilder.Coded));

    [Fact]
    public void The_coded_picture_is_not_copied()
    {
        var file = HeicBuilder.Grid();
        var kept = Cleaner.Clean(file).Bytes.Parts.Where(p => MemoryMarshal.TryGetArray(p, out var lies) && lies.Array == file);
        Assert.Equal(4 * HeicBuilder.Coded.Length, kept.Sum(p => p.Length));
    }

    [Fact]
    public void All_tiles_are_kept_and_the_thumbnail_is_removed() =>
        Assert.Equal(4, Count(Cleaner.Clean(HeicBuilder.Grid()).Bytes.ToArray(), HeicBuilder.Coded));

    [Fact]
    public void The_size_of_a_tiled_picture_is_that_of_the_whole() =>
        Assert.Equal((120, 100), Cleaner.Clean(HeicBuilder.Grid()) is var p ? (p.Width, p.Height) : default);

    [Fact]
    public void Transparency_is_kept()
    {
        var clean = Cleaner.Clean(Sample.Read("tile-alpha.heic")).Bytes.ToArray();
        Assert.True(Cleaner.Contains(clean, "urn:mpeg:hevc:2015:auxid:1\0"u8));
        // Both pictures, one behind the other, are the last thing in either file.
        Assert.True(clean.AsSpan().EndsWith(Sample.Read("tile-alpha.heic").AsSpan(^357..)));
    }

    // The turns by the property and against the clock, and what they come to in Exif's terms.
    [Theory]
    [InlineData("", 1)]
    [InlineData("irot 1", 8)]
    [InlineData("irot 2", 3)]
    [InlineData("irot 3", 6)]
    [InlineData("imir 0", 4)]
    [InlineData("imir 1", 2)]
    [InlineData("irot 1, imir 1", 7)]
    [InlineData("irot 1, imir 0", 5)]
    [InlineData("irot 3, imir 1", 5)]
    [InlineData("imir 1, irot 1", 5)]
    public void Rotation_and_mirroring_are_kept_and_returned_as_an_Exif_orientation(string turns, int orientation)
    {
        var clean = Cleaner.Clean(Single(b => turns.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(t => b.Property(t[..4], [(byte)(t[5] - '0')]))));
        Assert.Equal(orientation, clean.Orientation);
        Assert.Equal(orientation, Cleaner.Clean(clean.Bytes.ToArray()).Orientation);
    }

    [Fact]
    public void The_Exif_orientation_is_ignored() => Assert.Equal(6, Cleaner.Clean(HeicBuilder.Full(new ExifBuilder { Orientation = 3 })).Orientation);

    [Fact]
    public void Supplemental_information_in_the_configuration_is_removed()
    {
        // One more array of units in the configuration, of type 39: a message with any text.
        var message = Metadata.Text("message");
        byte[] units = [0x4E, 0x01, .. message];
        byte[] configuration = [.. HeicBuilder.Configuration, 39, 0, 1, 0, (byte)units.Length, .. units];
        configuration[22]++;
        var builder = new HeicBuilder();
        builder.Item("hvc1", HeicBuilder.Coded, properties: [builder.Property("hvcC", configuration), builder.Sized(Side, Side)]);
        var clean = Cleaner.Clean(builder.Build()).Bytes.ToArray();
        Assert.False(Cleaner.IsMarked(clean));
        Assert.True(Cleaner.Contains(clean, HeicBuilder.Configuration));
    }

    [Fact]
    public void A_video_is_rejected() => Assert.Equal(
        PictureCodes.Animated, Cleaner.Reject(Add(b => b.TopLevel("moov", []))).Code);

    [Fact]
    public void A_sequence_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-animated", "The HEIC file holds a sequence of pictures at byte 8: expected one still picture."),
        Cleaner.Reject(Add(_ => { }, new HeicBuilder { Compatible = ["mif1", "heic", "msf1"] })));

    [Fact]
    public void An_AVIF_picture_is_rejected_by_its_name()
    {
        foreach (var brand in (string[])["mif1", "avif"])
        {
            Assert.Equal(
                new CleaningResult.Rejected("picture-format", "The file holds a picture coded with AV1 (AVIF): expected JPEG, PNG, WebP or HEIC."),
                Cleaner.Reject(Add(_ => { }, new HeicBuilder { Brand = brand, Compatible = ["mif1", "avif"] })));
        }
    }

    [Fact]
    public void A_picture_of_another_coding_is_rejected()
    {
        var builder = new HeicBuilder { Brand = "mif1", Compatible = ["mif1"] };
        builder.Item("av01", HeicBuilder.Coded, properties: [builder.Configured(), builder.Sized(Side, Side)]);
        var refusal = Cleaner.Reject(builder.Build());
        Assert.Equal(PictureCodes.Unsupported, refusal.Code);
        Assert.Contains("a picture that is neither coded with HEVC (hvc1) nor made of tiles (grid)", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_over_80_megapixels_is_rejected()
    {
        var refusal = Cleaner.Reject(Single(_ => [], 10_000, 8_001));
        Assert.Equal(PictureCodes.TooLarge, refusal.Code);
        Assert.Contains("that it measures 10000 by 8001 pixels: expected at most 80 megapixels.", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_additional_picture_over_80_megapixels_is_rejected() => Assert.Equal(
        PictureCodes.TooLarge, Cleaner.Reject(Add(b => b.Item("hvc1", HeicBuilder.Coded, properties: [1, b.Sized(100_000, 100_000)]))).Code);

    [Fact]
    public void A_parameter_set_over_80_megapixels_is_rejected_whatever_the_properties_state()
    {
        // In the parameters of the sequence width and height are 64, coded as 0000001000001 each; the same number of bits cannot say
        // 80 megapixels, so a set of parameters with a larger one stands in its place, from the width on: 32768 and 32768.
        var configuration = HeicBuilder.Configuration.ToArray();
        var at = configuration.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xA0, 0x20, 0x81, 0x05]);
        ((byte[])[0xA0, 0x00, 0x10, 0x00, 0x20, 0x00, 0x10, 0x00, 0x20]).CopyTo(configuration, at);
        var builder = new HeicBuilder();
        builder.Item("hvc1", HeicBuilder.Coded, properties: [builder.Property("hvcC", configuration), builder.Sized(Side, Side)]);
        var refusal = Cleaner.Reject(builder.Build());
        Assert.Equal(PictureCodes.TooLarge, refusal.Code);
    }

    [Fact]
    public void Another_file_after_the_picture_is_rejected() => Assert.Equal(
        PictureCodes.Trailing, Cleaner.Reject(Add(b => b.Behind([.. "PK\u0003\u0004, another file"u8]))).Code);

    [Fact]
    public void A_box_that_exceeds_the_file_is_rejected()
    {
        var file = Add(b => b.Behind([0, 0, 0, 100, .. "free"u8]));
        Assert.Equal(
            new CleaningResult.Rejected("picture-broken",
                $"The HEIC picture is broken at byte {file.Length - 8}: expected a box that ends within what holds it, and its size is 100 bytes."),
            Cleaner.Reject(file));
    }

    [Fact]
    public void Two_items_on_the_same_bytes_are_rejected() => Assert.Contains(
        "expected no two items on the same bytes",
        Cleaner.Reject(Add(b => b.Item("Exif", new byte[50]), new HeicBuilder { Place = (id, place) => id == 2 ? (place.Offset - 10, 50) : place })).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void An_item_outside_the_data_boxes_is_rejected() => Assert.Contains(
        "expected an item's bytes to lie within one data box",
        Cleaner.Reject(Add(_ => { }, new HeicBuilder { Place = (_, place) => (8, place.Length) })).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void A_grid_that_is_its_own_tile_is_rejected() => Assert.Contains(
        "each a coded picture (hvc1)", Cleaner.Reject(Grid(2, 1, 64, 128, (_, grid) => [grid, grid])).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_grid_with_a_tile_missing_is_rejected() => Assert.Contains(
        "expected as many tiles as the grid has places", Cleaner.Reject(Grid(2, 2, 120, 100, (tiles, _) => tiles[..3])).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(129, 100)]
    [InlineData(60, 100)]
    public void A_grid_that_its_tiles_do_not_exactly_cover_is_rejected(int width, int height) => Assert.Contains(
        "expected tiles of one size that just cover the grid", Cleaner.Reject(Grid(2, 2, width, height, (tiles, _) => tiles)).Reason, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_essential_property_is_rejected() => Assert.Contains(
        "an essential property that the hub does not know", Cleaner.Reject(Single(b => [b.Property("zzzz", [1]) | 0x80])).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_coded_picture_that_does_not_end_with_its_last_unit_is_rejected()
    {
        var builder = new HeicBuilder();
        builder.Item("hvc1", [.. HeicBuilder.Coded, 1, 2], properties: [builder.Configured(), builder.Sized(Side, Side)]);
        Assert.Contains("expected a unit's length (4 bytes), and only 2 bytes are left", Cleaner.Reject(builder.Build()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_without_a_size_is_rejected()
    {
        var builder = new HeicBuilder();
        builder.Item("hvc1", HeicBuilder.Coded, properties: [builder.Configured()]);
        Assert.Contains("expected a picture with one property ispe", Cleaner.Reject(builder.Build()).Reason, StringComparison.Ordinal);
    }

    private static byte[] Single(Func<HeicBuilder, IEnumerable<int>> further, int width = Side, int height = Side)
    {
        var builder = new HeicBuilder();
        builder.Item("hvc1", HeicBuilder.Coded, properties: [builder.Configured(), builder.Sized(width, height), .. further(builder)]);
        return builder.Build();
    }

    private static byte[] Add(Action<HeicBuilder> add, HeicBuilder? to = null)
    {
        var builder = to ?? new HeicBuilder();
        builder.Item("hvc1", HeicBuilder.Coded, properties: [builder.Configured(), builder.Sized(Side, Side)]);
        add(builder);
        return builder.Build();
    }

    private static byte[] Grid(int rows, int columns, int width, int height, Func<int[], int, int[]> tilesOf)
    {
        var builder = new HeicBuilder();
        int[] tile = [builder.Configured(), builder.Sized(Side, Side)];
        int[] tiles = [.. Enumerable.Range(0, rows * columns).Select(_ => builder.Item("hvc1", HeicBuilder.Coded, hidden: true, properties: tile))];
        builder.Primary = builder.Item("grid", HeicBuilder.GridOf(rows, columns, width, height), properties: [builder.Sized(width, height)]);
        return builder.Reference("dimg", builder.Primary, tilesOf(tiles, builder.Primary)).Build();
    }

    private static int Count(byte[] file, byte[] bytes)
    {
        var count = 0;
        for (var rest = file.AsSpan(); rest.IndexOf(bytes) is var at and >= 0; rest = rest[(at + bytes.Length)..]) count++;
        return count;
    }
}
