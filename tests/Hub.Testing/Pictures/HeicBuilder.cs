using System.Buffers.Binary;
using System.Text;

namespace Hub.Testing.Pictures;

/// <summary>Builds a HEIC from items, their properties and the references between them.</summary>
public sealed class HeicBuilder
{
    /// <summary>Width and height of the coded sample.</summary>
    public const int TileSide = 64;

    private readonly List<byte[]> properties = [];
    private readonly List<(string Type, byte[] Data, bool InItemData, bool Hidden, string Name, int[] Properties)> items = [];
    private readonly List<byte[]> references = [];
    private readonly List<byte> boxes = [];
    private readonly List<byte> behind = [];

    /// <summary>The decoder configuration of the sample: the content of its box hvcC.</summary>
    public static byte[] Configuration { get; } = Inside("hvcC");

    /// <summary>The coded sample.</summary>
    public static byte[] Coded { get; } = Inside("mdat");

    /// <summary>Major brand.</summary>
    public string Brand { get; init; } = "heic";

    /// <summary>Compatible brands.</summary>
    public IReadOnlyList<string> Compatible { get; init; } = ["mif1", "heic"];

    /// <summary>Number of the picture to show.</summary>
    public int Primary { get; set; } = 1;

    /// <summary>Changes the stated location of an item, by its number.</summary>
    public Func<int, (long Offset, long Length), (long Offset, long Length)> Place { get; init; } = (_, place) => place;

    /// <summary>One coded picture, rotated, with Exif, XMP, a thumbnail, a description and unknown boxes.</summary>
    /// <param name="exif">Its Exif.</param>
    public static byte[] Full(ExifBuilder? exif = null)
    {
        var builder = new HeicBuilder();
        int[] own = [builder.Configured(), builder.Sized(TileSide, TileSide), builder.Property("irot", [3]) | 0x80, builder.Profiled(), builder.Described()];
        return builder.Filled(builder.Item("hvc1", Coded, name: $"{ExifBuilder.Mark} name", properties: own), exif);
    }

    /// <summary>A picture of four tiles like a phone's, with the grid in the item data box and all metadata of <see cref="Full"/>.</summary>
    /// <param name="exif">Its Exif.</param>
    public static byte[] Grid(ExifBuilder? exif = null)
    {
        var builder = new HeicBuilder();
        var profile = builder.Profiled();
        int[] tile = [profile, builder.Configured() | 0x80, builder.Sized(TileSide, TileSide)];
        int[] tiles = [.. Enumerable.Range(0, 4).Select(_ => builder.Item("hvc1", Coded, hidden: true, properties: tile))];
        int[] own = [profile, builder.Sized(120, 100), builder.Property("irot", [3]) | 0x80, builder.Described()];
        builder.Primary = builder.Item("grid", GridOf(2, 2, 120, 100), inItemData: true, properties: own);
        return builder.Reference("dimg", builder.Primary, tiles).Filled(builder.Primary, exif);
    }

    /// <summary>One coded picture with a property of colour.</summary>
    /// <param name="colour">The content of the property, e.g. <c>prof</c> and a profile.</param>
    public static byte[] Coloured(byte[] colour)
    {
        var builder = new HeicBuilder();
        builder.Item("hvc1", Coded, properties: [builder.Configured(), builder.Sized(TileSide, TileSide), builder.Property("colr", colour)]);
        return builder.Build();
    }

    /// <summary>The bytes of a grid.</summary>
    public static byte[] GridOf(int rows, int columns, int width, int height) =>
        [0, 0, (byte)(rows - 1), (byte)(columns - 1), .. U16(width), .. U16(height)];

    /// <summary>A box with its header.</summary>
    public static byte[] Box(string type, params byte[] inside) => [.. U32(8 + inside.Length), .. Encoding.ASCII.GetBytes(type), .. inside];

    /// <summary>Adds a property and returns its number; add 0x80 to it to mark the property as essential.</summary>
    public int Property(string type, byte[] inside)
    {
        properties.Add(Box(type, inside));
        return properties.Count;
    }

    /// <summary>Adds the decoder configuration of the sample.</summary>
    public int Configured() => Property("hvcC", Configuration);

    /// <summary>Adds a size.</summary>
    public int Sized(int width, int height) => Property("ispe", [0, 0, 0, 0, .. U32(width), .. U32(height)]);

    /// <summary>Adds an item and returns its number.</summary>
    public int Item(string type, byte[] data, bool inItemData = false, bool hidden = false, string name = "", params int[] properties)
    {
        items.Add((type, data, inItemData, hidden, name, properties));
        return items.Count;
    }

    /// <summary>Adds a reference.</summary>
    public HeicBuilder Reference(string type, int from, params int[] to)
    {
        references.Add(Box(type, [.. U16(from), .. U16(to.Length), .. to.SelectMany(U16)]));
        return this;
    }

    /// <summary>Adds a box of the file before the media data.</summary>
    public HeicBuilder TopLevel(string type, byte[] inside)
    {
        boxes.AddRange(Box(type, inside));
        return this;
    }

    /// <summary>Adds bytes at the end of the file.</summary>
    public HeicBuilder Behind(byte[] bytes)
    {
        behind.AddRange(bytes);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        var type = Box("ftyp", [.. Encoding.ASCII.GetBytes(Brand), 0, 0, 0, 0, .. Compatible.SelectMany(Encoding.ASCII.GetBytes)]);
        var media = type.Length + Meta(0).Length + boxes.Count + 8;
        return [.. type, .. Meta(media), .. boxes, .. Box("mdat", [.. items.Where(i => !i.InItemData).SelectMany(i => i.Data)]), .. behind];
    }

    private byte[] Filled(int picture, ExifBuilder? exif)
    {
        var block = Item("Exif", [0, 0, 0, 6, .. "Exif\0\0"u8, .. (exif ?? new ExifBuilder { Orientation = 8 }).Build()]);
        var xmp = Item("mime", Metadata.Xmp, name: "application/rdf+xml");
        var thumbnail = Item("hvc1", Coded, properties: [Configured(), Sized(TileSide, TileSide)]);
        var depth = Item("hvc1", Coded,
            properties: [Configured(), Sized(TileSide, TileSide), Property("auxC", [0, 0, 0, 0, .. "urn:mpeg:hevc:2015:auxid:2\0"u8])]);
        return Reference("cdsc", block, picture).Reference("cdsc", xmp, picture).Reference("thmb", thumbnail, picture).Reference("auxl", depth, picture)
            .TopLevel("free", Metadata.Text("free space"))
            .TopLevel("uuid", [.. new byte[16], .. Metadata.Text("uuid")])
            .TopLevel("udta", Metadata.Text("user data"))
            .Build();
    }

    private int Profiled() => Property("colr", [.. "prof"u8, .. Metadata.Profile]);

    private int Described() => Property("udes", [0, 0, 0, 0, .. "nl\0"u8, .. Metadata.Text("description"), 0, 0, 0]);

    private byte[] Meta(int media)
    {
        var itemData = 0;
        List<byte> places = [1, 0, 0, 0, 0x44, 0, .. U16(items.Count)], entries = [0, 0, 0, 0, .. U16(items.Count)],
        associations = [0, 0, 0, 0, .. U32(items.Count)];
        for (var i = 0; i < items.Count; i++)
        {
            var (type, data, inItemData, hidden, name, own) = items[i];
            var (offset, length) = Place(i + 1, (inItemData ? itemData : media, data.Length));
            places.AddRange([.. U16(i + 1), .. U16(inItemData ? 1 : 0), .. U16(0), .. U16(1), .. U32((int)offset), .. U32((int)length)]);
            if (inItemData) itemData += data.Length;
            else media += data.Length;
            byte[] mime = type == "mime" ? [.. Encoding.ASCII.GetBytes(name), 0] : [];
            entries.AddRange(Box("infe",
                [2, 0, 0, (byte)(hidden ? 1 : 0), .. U16(i + 1), 0, 0, .. Encoding.ASCII.GetBytes(type), .. Encoding.ASCII.GetBytes(name), 0, .. mime]));
            associations.AddRange([.. U16(i + 1), (byte)own.Length, .. own.Select(p => (byte)p)]);
        }
        return Box("meta",
        [
            0, 0, 0, 0,
            .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. "pict"u8, .. new byte[12], .. Metadata.Text("handler"), 0]),
            .. Box("pitm", [0, 0, 0, 0, .. U16(Primary)]),
            .. Box("iinf", [.. entries]),
            .. Box("iloc", [.. places]),
            .. references.Count == 0 ? [] : Box("iref", [0, 0, 0, 0, .. references.SelectMany(r => r)]),
            .. Box("iprp", [.. Box("ipco", [.. properties.SelectMany(p => p)]), .. Box("ipma", [.. associations])]),
            .. items.Exists(i => i.InItemData) ? Box("idat", [.. items.Where(i => i.InItemData).SelectMany(i => i.Data)]) : [],
        ]);
    }

    private static byte[] Inside(string type)
    {
        var sample = Sample.Read("tile.heic");
        var at = sample.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type));
        return sample[(at + 4)..(at - 4 + BinaryPrimitives.ReadInt32BigEndian(sample.AsSpan(at - 4)))];
    }

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] U32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
