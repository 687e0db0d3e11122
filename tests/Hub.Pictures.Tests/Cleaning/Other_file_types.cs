using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

public sealed class Other_file_types
{
    /// <summary>How files of other kinds begin.</summary>
    public static TheoryData<byte[]> Beginnings =>
    [
        [],
        [0xFF],
        [0xFF, 0xD8],
        [.. "GIF89a\u0001\u0000\u0001\u0000"u8],
        [.. "%PDF-1.7"u8],
        [.. "PK\u0003\u0004"u8],
        [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8],
        [.. "BM\0\0\0\0"u8],
        [.. "II*\0\u0008\0\0\0"u8],
        [.. "RIFF\u0004\0\0\0WAVE"u8],
        [0, 0, 0, 16, .. "ftypmp42\0\0\0\0"u8],
    ];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Other_formats_are_rejected(byte[] file) => Assert.Equal(
        new CleaningResult.Rejected("picture-format", "The file does not begin as a JPEG, PNG, WebP or HEIC picture does: expected one of these four."),
        Cleaner.Reject(file));

    [Fact]
    public void A_file_of_more_than_20_MiB_is_rejected() => Assert.Equal(
        new CleaningResult.Rejected("picture-too-large", "The picture has 20971521 bytes: expected at most 20971520."),
        Cleaner.Reject(new byte[PictureLimits.Bytes + 1]));

    /// <summary>Pictures with more parts than any camera makes, all of them empty.</summary>
    public static TheoryData<byte[]> InParts =>
    [
        [.. Sample.Read("baseline.jpg")[..2], .. Repeated([0xFF, 0xFE, 0, 2]), .. Sample.Read("baseline.jpg")[2..]],
        [.. PngBuilder.Full()[..33], .. Repeated(PngBuilder.ChunkOf("teXt", [])), .. PngBuilder.Full()[33..]],
        Parted(new WebPBuilder().Pixels(), b => b.Chunk("NONE", [])).Build(),
        [.. Sample.Read("tile.heic"), .. Repeated(HeicBuilder.Box("free"))],
    ];

    [Theory]
    [MemberData(nameof(InParts))]
    public void A_picture_of_more_than_100_000_parts_is_rejected(byte[] file)
    {
        var refusal = Cleaner.Reject(file);
        Assert.Equal(PictureCodes.TooLarge, refusal.Code);
        Assert.Contains("has more than 100000 parts before byte", refusal.Reason, StringComparison.Ordinal);
    }

    private static byte[] Repeated(byte[] part) => [.. Enumerable.Repeat(part, PictureLimits.MaxParts).SelectMany(p => p)];

    private static WebPBuilder Parted(WebPBuilder builder, Action<WebPBuilder> add)
    {
        for (var i = 0; i < PictureLimits.MaxParts; i++) add(builder);
        return builder;
    }
}
