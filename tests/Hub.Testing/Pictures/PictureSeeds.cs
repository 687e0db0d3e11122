namespace Hub.Testing.Pictures;

/// <summary>Valid pictures of every format, with metadata, to mutate.</summary>
public static class PictureSeeds
{
    /// <summary>The formats by their names.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["jpeg", "png", "webp", "heic"];

    private static byte[] Described { get; } = new IccBuilder().Tag("desc", IccBuilder.Multilingual($"{ExifBuilder.Mark} screen")).Matrix().Build();

    private static byte[] Film { get; } =
    [
        .. HeicBuilder.Box("ftyp", [.. "mp42\0\0\0\0mp42"u8]), .. HeicBuilder.Box("mdat", new byte[100]), .. HeicBuilder.Box("free", Metadata.Text("film")),
    ];

    /// <summary>The pictures of one format.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public static IReadOnlyList<byte[]> Of(string format) => format switch
    {
        "jpeg" =>
        [
            JpegBuilder.Full(),
            JpegBuilder.Full("progressive.jpg", new ExifBuilder { LittleEndian = true }),
            JpegBuilder.Full("restart.jpg"),
            new JpegBuilder("progressive-restart.jpg").Profile(Metadata.Profile).Further(JpegBuilder.Full("grey.jpg")).Build(),
            JpegBuilder.Full("cmyk.jpg"),
            new JpegBuilder().Profile(Described).SamsungTrailer().Behind(Film).SamsungTrailer().Build(),
        ],
        "png" =>
        [
            PngBuilder.Full(),
            PngBuilder.Full(new ExifBuilder { LittleEndian = true }, interlaced: true),
            [.. new PngBuilder().Chunk("iCCP", [.. "screen\0\0"u8, .. PngBuilder.Compressed(Described)]).Build(), .. Film],
            new PngBuilder { Colour = 3, Depth = 4 }.Chunk("PLTE", [1, 2, 3, 4, 5, 6]).Chunk("tRNS", [0]).Chunk("eXIf", new ExifBuilder().Build()).Build(),
        ],
        "webp" =>
        [
            WebPBuilder.Full(),
            WebPBuilder.Full("alpha.webp", new ExifBuilder { LittleEndian = true }),
            WebPBuilder.Full("lossless-alpha.webp"),
            Sample.Read("lossy.webp"),
            [.. new WebPBuilder().Extended(0x20).Chunk("ICCP", Described).Pixels().Build(), .. Film],
            Sample.Read("animated.webp"),
        ],
        "heic" =>
        [
            HeicBuilder.Full(), HeicBuilder.Grid(new ExifBuilder { LittleEndian = true }), Sample.Read("tile-alpha.heic"),
            [.. HeicBuilder.Coloured([.. "prof"u8, .. Described, 0, 0]), .. Film],
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There are no pictures of this format."),
    };
}
