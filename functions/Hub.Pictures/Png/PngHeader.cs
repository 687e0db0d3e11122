namespace Hub.Pictures.Png;

/// <summary>The image header (PNG third edition, section 11.2.1).</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, int Colour, bool IsInterlaced)
{
    /// <summary>Colour type of pixels that are palette indexes.</summary>
    public const int Palette = 3;

    // Section 11.2.1 table 12: samples in a pixel, and how many bits each may have, by colour type.
    private static readonly Dictionary<int, (int Samples, int[] Depths)> Colours = new()
    {
        [0] = (1, [1, 2, 4, 8, 16]),
        [2] = (3, [8, 16]),
        [Palette] = (1, [1, 2, 4, 8]),
        [4] = (2, [8, 16]),
        [6] = (4, [8, 16]),
    };

    // Section 8.1: the first pixel of each pass in a square of eight by eight, and the distance between its pixels.
    private static readonly (int X, int Y, int Across, int Down)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int Across, int Down)[] OnePass = [(0, 0, 1, 1)];

    /// <summary>Samples in a pixel.</summary>
    public int Samples => Colours[Colour].Samples;

    /// <summary>Reads the chunk's data.</summary>
    public static PngHeader Read(ByteReader data)
    {
        var at = data.Offset;
        long width = data.U32("a width"), height = data.U32("a height");
        PictureRejectedException.CheckPixels(PngPicture.Name, at, width, height);
        int depth = data.U8("a bit depth"), colour = data.U8("a colour type");
        if (!Colours.TryGetValue(colour, out var kind) || !kind.Depths.Contains(depth))
            throw data.Broken("a colour type and a bit depth that go together before it");
        if (data.U8("a compression method") != 0 || data.U8("a filter method") != 0) throw data.Broken("compression and filter method 0 before it");
        var interlace = data.U8("an interlace method");
        if (interlace > 1) throw data.Broken("interlace method 0 or 1 before it");
        data.RequireEnd("the header");
        return new((int)width, (int)height, depth, colour, interlace == 1);
    }

    /// <summary>The passes in which the pixels are stored: the number of rows, and the bytes of a row including its filter type.</summary>
    public IEnumerable<(long Rows, long RowBytes)> Passes()
    {
        foreach (var (x, y, across, down) in IsInterlaced ? Adam7 : OnePass)
        {
            long columns = (Width - x + across - 1) / across, rows = (Height - y + down - 1) / down;
            if (columns > 0 && rows > 0) yield return (rows, 1 + (((columns * Samples * Depth) + 7) / 8));
        }
    }
}
