namespace Hub.Pictures.Jpeg;

/// <summary>The tables defined so far, and the restart interval (ITU-T T.81 section B.2.4).</summary>
internal sealed class JpegTables
{
    private readonly bool[] quantization = new bool[4];
    private readonly bool[] dc = new bool[4];
    private readonly bool[] ac = new bool[4];

    /// <summary>Coded units between two restart markers; 0 where there are none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Whether a quantization table was defined.</summary>
    public bool HasQuantization(int table) => quantization[table];

    /// <summary>Whether a DC Huffman table was defined.</summary>
    public bool HasDcTable(int table) => table < 4 && dc[table];

    /// <summary>Whether an AC Huffman table was defined.</summary>
    public bool HasAcTable(int table) => table < 4 && ac[table];

    /// <summary>Reads a segment of quantization tables.</summary>
    public void ReadQuantization(ref ByteReader segment)
    {
        do
        {
            var kind = segment.U8("a quantization table");
            if (kind >> 4 > 1 || (kind & 15) > 3) throw segment.Broken("a quantization table from 0 to 3 of 8 or 16 bits before it");
            segment.ReadBytes(64 * ((kind >> 4) + 1), "the values of a quantization table");
            quantization[kind & 15] = true;
        }
        while (segment.Remaining > 0);
    }

    /// <summary>Reads a segment of Huffman tables.</summary>
    public void ReadHuffman(ref ByteReader segment)
    {
        do
        {
            var kind = segment.U8("a Huffman table");
            if (kind >> 4 > 1 || (kind & 15) > 3) throw segment.Broken("a Huffman table from 0 to 3 of class 0 or 1 before it");
            // Codes of one length continue from those one bit shorter; there must be enough codes of that length.
            var codes = 0;
            var numbered = 0;
            foreach (var ofThisLength in segment.ReadBytes(16, "the code lengths of a Huffman table"))
            {
                codes += ofThisLength;
                numbered = (numbered * 2) + ofThisLength;
                if (codes > 256) throw segment.Broken("at most 256 codes in a Huffman table before it");
            }
            if (numbered > 1 << 16) throw segment.Broken("as many codes as their lengths allow before it");
            segment.ReadBytes(codes, "the values of a Huffman table");
            (kind >> 4 == 0 ? dc : ac)[kind & 15] = true;
        }
        while (segment.Remaining > 0);
    }

    /// <summary>Reads the segment of the restart interval.</summary>
    public void ReadRestartInterval(ref ByteReader segment)
    {
        RestartInterval = segment.U16("a restart interval");
        segment.RequireEnd("the restart interval");
    }

    /// <summary>Number of intervals into which restart markers divide a scan.</summary>
    public long Intervals(long units) => RestartInterval == 0 ? 1 : (units + RestartInterval - 1) / RestartInterval;
}
