using System.Buffers.Binary;

namespace Hub.Pictures.Icc;

/// <summary>A tag that colour needs (ICC.1:2022 section 9), without bytes that its type has no use for.</summary>
/// <param name="Signature">Its four characters as a number.</param>
/// <param name="Data">Its content, from its type on.</param>
internal sealed record IccTag(uint Signature, byte[] Data)
{
    private const int TypeHeader = 8;

    private static readonly string[] Point = ["XYZ "];
    private static readonly string[] Curve = ["curv", "para"];
    private static readonly string[] Table = ["mft1", "mft2", "mAB ", "mBA "];
    private static readonly string[] Elements = ["mpet"];

    // The allow-list, with the types that each may have.
    private static readonly Dictionary<uint, HashSet<uint>> Kept = new (string Signature, string[] Types)[]
    {
        ("wtpt", Point), ("bkpt", Point), ("rXYZ", Point), ("gXYZ", Point), ("bXYZ", Point),
        ("rTRC", Curve), ("gTRC", Curve), ("bTRC", Curve), ("kTRC", Curve),
        ("chad", ["sf32"]), ("cicp", ["cicp"]),
        ("A2B0", Table), ("A2B1", Table), ("A2B2", Table), ("B2A0", Table), ("B2A1", Table), ("B2A2", Table),
        ("D2B0", Elements), ("D2B1", Elements), ("D2B2", Elements), ("D2B3", Elements),
        ("B2D0", Elements), ("B2D1", Elements), ("B2D2", Elements), ("B2D3", Elements),
    }.ToDictionary(t => Number(t.Signature), t => t.Types.Select(Number).ToHashSet());

    // Numbers in a parametric curve by its function (section 10.18, table 68).
    private static readonly int[] Parameters = [1, 3, 4, 5, 7];

    /// <summary>Four characters as a number.</summary>
    public static uint Number(string characters) => (uint)((characters[0] << 24) | (characters[1] << 16) | (characters[2] << 8) | characters[3]);

    /// <inheritdoc cref="Number(string)"/>
    public static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>Whether a tag is one of those that colour needs.</summary>
    public static bool IsKept(uint signature) => Kept.ContainsKey(signature);

    /// <summary>The tag, or null where its content is not of its type.</summary>
    public static IccTag? Read(uint signature, ReadOnlySpan<byte> content)
    {
        if (content.Length < TypeHeader || !Kept[signature].Contains(Number(content))) return null;
        if (Length(content) is not { } length || length > content.Length) return null;
        byte[] data = [.. content[..(int)length]];
        // Reserved (section 10.1).
        data.AsSpan(4, 4).Clear();
        return new(signature, data);
    }

    // Bytes that the type uses; null where it cannot be read. The tables of mAB, mBA and mpet lie anywhere within the tag: all of it is kept.
    private static long? Length(ReadOnlySpan<byte> content) => Number(content) switch
    {
        var type when type == Number("XYZ ") => TypeHeader + 12,
        var type when type == Number("sf32") => TypeHeader + 36,
        var type when type == Number("cicp") => TypeHeader + 4,
        var type when type == Number("curv") => content.Length < 12 ? null : 12 + (2L * Number(content[8..])),
        var type when type == Number("para") =>
            content.Length >= 12 && BinaryPrimitives.ReadUInt16BigEndian(content[8..]) is var function && function < Parameters.Length
                ? 12 + (4 * Parameters[function])
                : null,
        var type when type == Number("mft1") => content.Length < 48 ? null : 48 + (256L * content[8]) + Grid(content) + (256L * content[9]),
        var type when type == Number("mft2") => content.Length < 52 ? null
            : 52 + (2L * BinaryPrimitives.ReadUInt16BigEndian(content[48..]) * content[8]) + (2 * Grid(content))
                + (2L * BinaryPrimitives.ReadUInt16BigEndian(content[50..]) * content[9]),
        _ => content.Length,
    };

    // Places in the table of a lut: as many as its grid has points in every input channel, for each output channel.
    private static long Grid(ReadOnlySpan<byte> content)
    {
        long places = content[9];
        for (var i = 0; i < content[8] && places <= PictureLimits.ProfileBytes; i++) places *= content[10];
        return places;
    }
}
