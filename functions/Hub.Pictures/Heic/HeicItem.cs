namespace Hub.Pictures.Heic;

/// <summary>A range of the bytes of an item.</summary>
/// <param name="Offset">From the start of the file, or of the item data box.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct Extent(long Offset, long Length);

/// <summary>Where the bytes of an item are (ISO/IEC 14496-12 section 8.11.3).</summary>
/// <param name="Method">0: in the file; 1: in the item data box; 2: in another item.</param>
/// <param name="IsElsewhere">In another file.</param>
/// <param name="Extents">Its ranges, in order.</param>
internal sealed record ItemLocation(int Method, bool IsElsewhere, IReadOnlyList<Extent> Extents);

/// <summary>One item of the file: a picture, a tile of it, a thumbnail, Exif.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">Its four characters, e.g. <c>hvc1</c>.</param>
/// <param name="IsHidden">Not to be shown by itself, as a tile is.</param>
/// <param name="IsProtected">Encrypted.</param>
/// <param name="Entry">Offset of its entry in the file, for error messages.</param>
internal sealed record HeicItem(uint Id, string Type, bool IsHidden, bool IsProtected, int Entry)
{
    /// <summary>A picture coded with HEVC (ISO/IEC 23008-12 annex B).</summary>
    public const string Coded = "hvc1";

    /// <summary>A picture composed of tiles (ISO/IEC 23008-12 section 6.6.2.3).</summary>
    public const string Grid = "grid";

    /// <summary>Exif (ISO/IEC 23008-12 annex A).</summary>
    public const string ExifBlock = "Exif";
}

/// <summary>A property that an item has.</summary>
/// <param name="Index">Its position among the properties, from 1.</param>
/// <param name="IsEssential">A reader that does not know it must not show the item.</param>
internal readonly record struct Association(int Index, bool IsEssential);

/// <summary>A reference from an item to others, e.g. from a grid to its tiles (ISO/IEC 14496-12 section 8.11.12).</summary>
/// <param name="Type">Its kind, e.g. <c>dimg</c>.</param>
/// <param name="From">The item.</param>
/// <param name="To">The others, in order.</param>
internal sealed record ItemReference(string Type, uint From, IReadOnlyList<uint> To)
{
    /// <summary>A picture that is made from others.</summary>
    public const string DerivedFrom = "dimg";

    /// <summary>A picture that adds to another, e.g. its transparency.</summary>
    public const string Adds = "auxl";

    /// <summary>A picture whose colours were multiplied with that transparency.</summary>
    public const string Premultiplied = "prem";
}
