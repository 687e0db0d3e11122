using Hub.Pictures.Icc;

namespace Hub.Pictures.Heic;

/// <summary>
/// The allow-list of properties (ISO/IEC 23008-12 section 6.5, ISO/IEC 14496-12 section 12.1): those that a decoder or viewer needs.
/// Names, descriptions and creation and modification times are properties too; they are removed.
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
    private const int NumbersLength = 11;

    // Properties of fixed length, with that length in bytes.
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

    /// <summary>Whether a property is on the allow-list.</summary>
    public static bool IsKnown(string type) => Fixed.ContainsKey(type) || type is Configuration or Colour or Auxiliary or Bits;

    /// <summary>The content of a property to keep, or null where it is removed.</summary>
    /// <exception cref="PictureRejectedException">It violates the standard.</exception>
    public static ReadOnlyMemory<byte>? Keep(HeicMeta meta, Box property)
    {
        var inside = meta.Inside(property);
        var whole = inside.Rest;
        if (Fixed.TryGetValue(property.Type, out var length))
        {
            inside.ReadBytes(length, $"a property {property.Type}");
            inside.RequireEnd($"the property {property.Type}");
            return whole.ToArray();
        }
        switch (property.Type)
        {
            case Configuration:
                return HevcConfiguration.Keep(inside);
            case Bits:
                inside.ReadBytes(4, "a version and flags");
                inside.ReadBytes(inside.U8("a number of channels"), "the bits of each channel");
                inside.RequireEnd($"the property {Bits}");
                return whole.ToArray();
            case Colour:
                return KeepColour(meta.Bytes(property)).Kept;
            case Auxiliary when IsAlpha(meta, property):
                return whole.ToArray();
            default:
                return null;
        }
    }

    /// <summary>Whether a property marks a picture as the transparency of another.</summary>
    public static bool IsAlpha(HeicMeta meta, Box property) =>
        property.Type == Auxiliary && property.Length > 4 && AlphaNames.Any(name => meta.Inside(property).Rest[4..].SequenceEqual(name));

    /// <summary>Width and height that a property of that kind states.</summary>
    public static (int Width, int Height) ReadSize(HeicMeta meta, Box property)
    {
        var inside = meta.Inside(property);
        inside.ReadBytes(4, "a version and flags");
        var at = inside.Offset;
        long width = inside.U32("a width"), height = inside.U32("a height");
        PictureRejectedException.CheckPixels(HeicPicture.Name, at, width, height);
        return ((int)width, (int)height);
    }

    /// <summary>What is kept of a property of colour (ISO/IEC 14496-12 section 12.1.5): numbers by which colours are coded, or a profile.</summary>
    /// <param name="whole">Its content.</param>
    public static CleanProfile KeepColour(ReadOnlyMemory<byte> whole)
    {
        var bytes = whole.Span;
        if (bytes.StartsWith("nclx"u8))
            return bytes.Length >= NumbersLength ? new(whole[..NumbersLength], null) : CleanProfile.Without("its numbers break off");
        if (!bytes.StartsWith("prof"u8) && !bytes.StartsWith("rICC"u8)) return CleanProfile.Without("it is of an unknown kind");
        var (kept, dropped) = IccProfile.Clean(whole[4..]);
        return kept is { } clean ? new((byte[])[.. bytes[..4], .. clean.Span], null) : CleanProfile.Without(dropped!);
    }
}
