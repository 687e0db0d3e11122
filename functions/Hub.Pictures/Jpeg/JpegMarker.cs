namespace Hub.Pictures.Jpeg;

/// <summary>The markers of JPEG by their second byte (ITU-T T.81 table B.1).</summary>
internal static class JpegMarker
{
    public const byte Baseline = 0xC0;
    public const byte Extended = 0xC1;
    public const byte Progressive = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte Application0 = 0xE0;
    public const byte Application1 = 0xE1;
    public const byte Application2 = 0xE2;
    public const byte Application14 = 0xEE;
    public const byte Application15 = 0xEF;
    public const byte Comment = 0xFE;

    private const string Lossless = "lossless coding";
    private const string Arithmetic = "arithmetic coding";
    private const string Hierarchical = "hierarchical coding";

    /// <summary>Markers of varieties that phones do not write and browsers do not show.</summary>
    public static readonly IReadOnlyDictionary<byte, string> Unsupported = new Dictionary<byte, string>
    {
        [0xC3] = Lossless,
        [0xC5] = Hierarchical,
        [0xC6] = Hierarchical,
        [0xC7] = Hierarchical,
        [0xC9] = Arithmetic,
        [0xCA] = Arithmetic,
        [0xCB] = Arithmetic,
        [0xCC] = Arithmetic,
        [0xCD] = Hierarchical,
        [0xCE] = Hierarchical,
        [0xCF] = Hierarchical,
        [0xDC] = "its height stated behind the first scan",
        [0xDE] = Hierarchical,
        [0xDF] = Hierarchical,
        [0xF7] = Lossless,
    };
}
