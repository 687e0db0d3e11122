namespace Hub.Pictures.Jpeg;

/// <summary>One component of the picture, e.g. luminance, with its sampling factors and its quantization table.</summary>
internal sealed record JpegComponent(byte Id, int HorizontalSampling, int VerticalSampling, int QuantizationTable);

/// <summary>The frame header (ITU-T T.81 section B.2.2).</summary>
internal sealed record JpegFrame(bool IsProgressive, int Width, int Height, IReadOnlyList<JpegComponent> Components)
{
    private const int BlockSide = 8;

    private int MaxHorizontalSampling => Components.Max(c => c.HorizontalSampling);

    private int MaxVerticalSampling => Components.Max(c => c.VerticalSampling);

    /// <summary>Reads the header's segment, after its length field.</summary>
    public static JpegFrame Read(byte marker, ref ByteReader segment)
    {
        var at = segment.Offset;
        if (segment.U8("a sample precision") != 8) throw PictureRejectedException.Unsupported(JpegPicture.Name, at, "samples of other than 8 bits");
        int height = segment.U16("a height"), width = segment.U16("a width");
        PictureRejectedException.CheckPixels(JpegPicture.Name, at + 1, width, height);
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
        segment.RequireEnd("the frame header");
        return new(marker == JpegMarker.Progressive, width, height, components);
    }

    /// <summary>
    /// Number of minimum coded units (MCU) in a scan; restart intervals are counted in them (section A.2). A unit is one block where the scan
    /// has one component, else a square that holds all blocks of the component with the highest sampling.
    /// </summary>
    public long Units(IReadOnlyList<JpegComponent> scanned) => scanned is [var alone]
        ? Blocks(Parts(Width * alone.HorizontalSampling, MaxHorizontalSampling)) * Blocks(Parts(Height * alone.VerticalSampling, MaxVerticalSampling))
        : Parts(Width, BlockSide * MaxHorizontalSampling) * Parts(Height, BlockSide * MaxVerticalSampling);

    private static long Blocks(long samples) => Parts(samples, BlockSide);

    private static long Parts(long whole, long size) => (whole + size - 1) / size;
}
