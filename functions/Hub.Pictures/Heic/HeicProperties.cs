namespace Hub.Pictures.Heic;

/// <summary>
/// Which properties are kept (ISO/IEC 23008-12 section 6.5, ISO/IEC 14496-12 section 12.1): those that say how a picture is to be
/// decoded and shown. Names, descriptions and times of making and changing are properties too, and go.
/// </summary>
internal static class HeicProperties
{
    public const string Size = "ispe";
    public const string Configuration = "hvcC";
    public const string Colour = "colr";
    public const string Rotation = "irot";
    public const string Mirror = "imir";
    public const string Auxiliary = "auxC";
    private const string Bits = "pixi";

    // Those of one length, by that length.
    private static readonly Dictionary<string, int> Fixed = new()
    {
        [Size] = 12,
        [Rotation] = 1,
        [Mirror] = 1,
        ["clap"] = 32,
        ["pasp"] = 8,
        ["clli"] = 4,
        ["mdcv"] = 24,
    };

    private static readonly byte[][] AlphaNames =
        [[.. "urn:mpeg:hevc:2015:auxid:1\0"u8], [.. "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"u8]];

    /// <summary>Whether a property is of a kind that is kept.</summary>
    public static bool IsKnown(string type) => Fixed.ContainsKey(type) || type is Configuration or Colour or Auxiliary or Bits;

    /// <summary>The inside of a property as it is kept, or null where it goes.</summary>
    /// <exception cref="PictureRefusedException">It is not as the standard says.</exception>
    public static ReadOnlyMemory<byte>? Keep(HeicMeta meta, Box property)
    {
        var inside = meta.Inside(property);
        var whole = inside.Rest;
        if (Fixed.TryGetValue(property.Type, out var length))
        {
            inside.Take(length, $"a property {property.Type}");
            inside.End($"the property {property.Type}");
            return whole.ToArray();
        }
        switch (property.Type)
        {
            case Configuration:
                return HevcConfiguration.Keep(inside);
            case Bits:
                inside.Take(4, "a version and flags");
                inside.Take(inside.U8("a number of channels"), "the bits of each channel");
                inside.End($"the property {Bits}");
                return whole.ToArray();
            case Colour when IsColour(inside):
            case Auxiliary when IsAlpha(meta, property):
                return whole.ToArray();
            default:
                return null;
        }
    }

    /// <summary>Whether a property says that a picture is the transparency of another.</summary>
    public static bool IsAlpha(HeicMeta meta, Box property) =>
        property.Type == Auxiliary && property.Length > 4 && AlphaNames.Any(name => meta.Inside(property).Rest[4..].SequenceEqual(name));

    /// <summary>Width and height that a property of that kind states.</summary>
    public static (int Width, int Height) ReadSize(HeicMeta meta, Box property)
    {
        var inside = meta.Inside(property);
        inside.Take(4, "a version and flags");
        var at = inside.Offset;
        long width = inside.U32("a width"), height = inside.U32("a height");
        PictureRefusedException.CheckPixels(HeicPicture.Name, at, width, height);
        return ((int)width, (int)height);
    }

    private static bool IsColour(ByteReader inside)
    {
        var whole = inside.Rest;
        return whole.StartsWith("nclx"u8) ? whole.Length == 11
            : (whole.StartsWith("prof"u8) || whole.StartsWith("rICC"u8)) && IccProfile.IsWhole(whole[4..]);
    }
}
