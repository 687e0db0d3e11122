using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Orientations
{
    private static readonly byte[] Without = new ExifBuilder { Orientation = null, TakenAt = null }.Build();

    private static readonly Dictionary<string, Func<byte[][], byte[]>> Formats = new()
    {
        ["jpeg"] = blocks => blocks.Aggregate(new JpegBuilder(), (b, exif) => b.Exif(exif)).Build(),
        ["png"] = blocks => blocks.Aggregate(new PngBuilder(), (b, exif) => b.Chunk("eXIf", exif)).Build(),
        ["webp"] = blocks => blocks.Aggregate(new WebPBuilder().Extended(0x08).Pixels(), (b, exif) => b.Chunk("EXIF", exif)).Build(),
    };

    /// <summary>The formats whose orientation stands in Exif.</summary>
    public static TheoryData<string> All => [.. Formats.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_read_from_whichever_block_states_it(string format)
    {
        byte[] stated = new ExifBuilder { Orientation = 6 }.Build(), other = new ExifBuilder { Orientation = 3 }.Build();
        Assert.Equal((6, false), Read(format, Without, stated));
        Assert.Equal((6, false), Read(format, stated, other));
        Assert.Equal((6, false), Read(format, new ExifBuilder { Orientation = 0 }.Build(), stated));
    }

    // BYTE, ASCII, SHORT, LONG, RATIONAL and their signed kin.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void It_is_read_from_whatever_type_it_is_of(int type)
    {
        foreach (var isLittle in (bool[])[true, false])
        {
            foreach (var format in Formats.Keys)
                Assert.Equal((8, false), Read(format, new ExifBuilder { Orientation = 8, OrientationType = type, LittleEndian = isLittle }.Build()));
        }
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 9)]
    [InlineData(2, 60)]
    [InlineData(12, 6)]
    [InlineData(99, 6)]
    public void One_that_cannot_be_read_is_stated_as_unknown(int type, int value)
    {
        foreach (var format in Formats.Keys) Assert.Equal((1, true), Read(format, new ExifBuilder { Orientation = value, OrientationType = type }.Build()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_picture_that_states_none_is_upright_and_not_unknown(string format) => Assert.Equal((1, false), Read(format, Without));

    [Theory]
    [MemberData(nameof(All))]
    public void The_time_too_is_read_from_whichever_block_states_it(string format) =>
        Assert.NotNull(Cleaner.Clean(Formats[format]([Without, new ExifBuilder().Build()])).TakenAt);

    private static (int Orientation, bool IsUnknown) Read(string format, params byte[][] blocks)
    {
        var clean = Cleaner.Clean(Formats[format](blocks));
        Assert.Equal(clean.Orientation, Cleaner.Clean(clean.Bytes.ToArray()).Orientation);
        return (clean.Orientation, clean.IsOrientationUnknown);
    }
}
