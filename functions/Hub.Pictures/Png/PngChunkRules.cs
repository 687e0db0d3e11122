namespace Hub.Pictures.Png;

/// <summary>
/// The allow-list of ancillary chunks: those that control how colours and size are shown (PNG third edition, section 11.3). None can hold
/// text; the colour profile, which can, is written anew (<see cref="PngProfile"/>).
/// </summary>
internal static class PngChunkRules
{
    private static readonly Dictionary<string, Func<ByteReader, PngHeader, bool>> Kept = new()
    {
        ["tRNS"] = (data, header) => header.Colour switch
        {
            0 => data.Remaining == 2,
            2 => data.Remaining == 6,
            PngHeader.Palette => data.Remaining is > 0 and <= 256,
            _ => false,
        },
        ["gAMA"] = (data, _) => data.Remaining == 4,
        ["cHRM"] = (data, _) => data.Remaining == 32,
        ["sRGB"] = (data, _) => data.Remaining == 1,
        ["cICP"] = (data, _) => data.Remaining == 4,
        ["sBIT"] = (data, header) => data.Remaining == (header.Colour == PngHeader.Palette ? 3 : header.Samples),
        ["bKGD"] = (data, header) => data.Remaining == header.Colour switch
        {
            0 or 4 => 2,
            PngHeader.Palette => 1,
            _ => 6,
        },
        ["pHYs"] = (data, _) => data.Remaining == 9,
    };

    // Section 5.6 table 7. Chunks after the pixels no longer apply to them.
    private static readonly HashSet<string> BeforePalette = ["gAMA", "cHRM", "sRGB", "cICP", "sBIT"];

    /// <summary>Whether a chunk before the pixels is kept. One that violates the standard is removed; viewers ignore it too.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data.</param>
    /// <param name="header">The picture's header.</param>
    /// <param name="hasPalette">Whether the palette came before it.</param>
    public static bool Keeps(string type, ByteReader data, PngHeader header, bool hasPalette) =>
        Kept.TryGetValue(type, out var isRight) && !(hasPalette && BeforePalette.Contains(type)) && isRight(data, header);
}
