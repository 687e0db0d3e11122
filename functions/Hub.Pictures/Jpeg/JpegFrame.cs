namespace Hub.Pictures.Jpeg;

/// <summary>One component of the picture, e.g. luminance: how densely it is sampled, and by which table it is quantized.</summary>
internal sealed record JpegComponent(byte Id, int Across, int Down, int QuantizationTable);

/// <summary>The frame header (ITU-T T.81 section B.2.2).</summary>
internal sealed record JpegFrame(bool IsProgressive, int Width, int Height, IReadOnlyList<JpegComponent> Components)
{
    private const int BlockSide = 8;

    private int MostAcross => Components.Max(c => c.Across);

    private int MostDown => Components.Max(c => c.Down);

    /// <summary>Reads the header's segment, from behind its length.</summary>
    public static JpegFrame Read(byte marker, ref ByteReader segment)
    {
        var at = segment.Offset;
        if (segment.U8("a sample precision") != 8) throw PictureRefusedException.Unsupported(JpegPicture.Name, at, "samples of other than 8 bits");
        int height = segment.U16("a height"), width = segment.U16("a width");
        PictureRefusedException.CheckPixels(JpegPicture.Name, at + 1, width, height);
        int count = segment.U8("a number of components");
        if (count is not (1 or 3 or 4)) throw segment.Broken("1, 3 or 4 components before it");
        var components = new List<JpegComponent>(count);
        for (var i = 0; i < count; i++)
        {
            var id = segment.U8("a component's id");
            var sampling = segment.U8("a component's sampling factors");
            var table = segment.U8("a component's quantization table");
            if (sampling >> 4 is < 1 or > 4 || (sampling & 15) is < 1 or > 4) throw segment.Broken("sampling factors of 1 to 4 before it");
            if (table > 3) throw segment.Broken("a quantization table from 0 to 3 before it");
            if (components.Any(c => c.Id == id)) throw segment.Broken("every component once before it");
            components.Add(new(id, sampling >> 4, sampling & 15, table));
        }
        segment.End("the frame header");
        return new(marker == JpegMarker.Progressive, width, height, components);
    }

    /// <summary>
    /// How many units a scan codes, which restart intervals are counted in (section A.2): blocks of the component itself where it is alone
    /// in its scan, else squares of the size that the densest component needs.
    /// </summary>
    public long Units(IReadOnlyList<JpegComponent> scanned) => scanned is [var alone]
        ? Blocks(Parts(Width * alone.Across, MostAcross)) * Blocks(Parts(Height * alone.Down, MostDown))
        : Parts(Width, BlockSide * MostAcross) * Parts(Height, BlockSide * MostDown);

    private static long Blocks(long samples) => Parts(samples, BlockSide);

    private static long Parts(long whole, long size) => (whole + size - 1) / size;
}
