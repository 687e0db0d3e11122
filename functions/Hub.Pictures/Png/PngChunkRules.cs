namespace Hub.Pictures.Png;

/// <summary>
/// Which chunks are kept beside those that hold the picture: those that say how its colours and its size are to be shown (PNG third
/// edition, section 11.3). None of them has room for text but the colour profile, which is checked to be one.
/// </summary>
internal static class PngChunkRules
{
    private static readonly Dictionary<string, Func<ByteReader, PngHeader, bool>> Kept = new()
    {
        ["tRNS"] = (data, header) => header.Colour switch
        {
            0 => data.Left == 2,
            2 => data.Left == 6,
            PngHeader.Palette => data.Left is > 0 and <= 256,
            _ => false,
        },
        ["gAMA"] = (data, _) => data.Left == 4,
        ["cHRM"] = (data, _) => data.Left == 32,
        ["sRGB"] = (data, _) => data.Left == 1,
        ["cICP"] = (data, _) => data.Left == 4,
        ["sBIT"] = (data, header) => data.Left == (header.Colour == PngHeader.Palette ? 3 : header.Samples),
        ["bKGD"] = (data, header) => data.Left == header.Colour switch
        {
            0 or 4 => 2,
            PngHeader.Palette => 1,
            _ => 6,
        },
        ["pHYs"] = (data, _) => data.Left == 9,
        ["iCCP"] = (data, _) => IsProfile(data.Rest),
    };

    // Section 5.6 table 7. What stands behind the pixels says nothing of them any more.
    private static readonly HashSet<string> BeforePalette = ["gAMA", "cHRM", "sRGB", "cICP", "sBIT", "iCCP"];

    /// <summary>Whether a chunk before the pixels is kept. One that is not as the standard says goes; viewers disregard it too.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data.</param>
    /// <param name="header">The picture's header.</param>
    /// <param name="hasPalette">Whether the palette came before it.</param>
    public static bool Keeps(string type, ByteReader data, PngHeader header, bool hasPalette) =>
        Kept.TryGetValue(type, out var isRight) && !(hasPalette && BeforePalette.Contains(type)) && isRight(data, header);

    // Section 11.3.3.3: a name of 1 to 79 bytes, 0, compression method 0, and the profile compressed.
    private static bool IsProfile(ReadOnlySpan<byte> data)
    {
        var name = data.IndexOf((byte)0);
        if (name is < 1 or > 79 || data.Length < name + 2 || data[name + 1] != 0) return false;
        return Inflation.All(data[(name + 2)..].ToArray(), PictureLimits.ProfileBytes) is { } profile && IccProfile.IsWhole(profile);
    }
}
