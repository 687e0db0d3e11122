using System.Text;

namespace Hub.Pictures.Heic;

/// <summary>The meta box of the file (ISO/IEC 14496-12 section 8.11.1): the items, with their locations, references and properties.</summary>
internal sealed class HeicMeta
{
    /// <summary>A picture of 80 megapixels in tiles of 256 by 256 has 1,221 of them.</summary>
    public const int MaxItems = 10_000;

    private static readonly string[] Required = ["hdlr", "pitm", "iinf", "iloc", "iprp"];
    private static readonly string[] Optional = ["iref", "idat"];

    private readonly ReadOnlyMemory<byte> file;
    private readonly Dictionary<string, Box> boxes = [];

    private HeicMeta(ReadOnlyMemory<byte> file) => this.file = file;

    /// <summary>The picture to show.</summary>
    public uint Primary { get; private set; }

    /// <summary>All items, in the order of the file.</summary>
    public Dictionary<uint, HeicItem> Items { get; } = [];

    /// <summary>Where the bytes of items are.</summary>
    public Dictionary<uint, ItemLocation> Locations { get; private set; } = [];

    /// <summary>All references.</summary>
    public List<ItemReference> References { get; private set; } = [];

    /// <summary>All properties.</summary>
    public List<Box> Properties { get; private set; } = [];

    /// <summary>Which items have which properties, in the order in which they are to be applied.</summary>
    public Dictionary<uint, IReadOnlyList<Association>> Associations { get; } = [];

    /// <summary>The item data box, where there is one.</summary>
    public Box? ItemData => boxes.TryGetValue("idat", out var data) ? data : null;

    /// <summary>Reads the box.</summary>
    public static HeicMeta Read(ReadOnlyMemory<byte> file, Box box)
    {
        var meta = new HeicMeta(file);
        meta.Read(box);
        return meta;
    }

    /// <summary>A reader over the content of a box.</summary>
    public ByteReader Inside(Box box) => new(file.Span[box.Body..box.End], box.Body, HeicPicture.Name);

    /// <summary>The content of a box.</summary>
    public ReadOnlyMemory<byte> Bytes(Box box) => file[box.Body..box.End];

    private void Read(Box meta)
    {
        var inside = Inside(meta);
        Version(ref inside);
        foreach (var box in Box.ReadAll(inside))
        {
            if ((Required.Contains(box.Type) || Optional.Contains(box.Type)) && !boxes.TryAdd(box.Type, box))
                throw PictureRejectedException.Broken(HeicPicture.Name, box.Start, $"one box {box.Type}, and this is a second");
        }
        foreach (var type in Required)
        {
            if (!boxes.ContainsKey(type)) throw PictureRejectedException.Broken(HeicPicture.Name, meta.Body, $"a box {type} within the box meta");
        }
        ReadHandler();
        ReadItems();
        ReadPrimary();
        Locations = ItemLocations.Read(Inside(boxes["iloc"]));
        if (boxes.TryGetValue("iref", out var references)) ReadReferences(references);
        ReadProperties();
    }

    // The first four bytes of a full box: a version and flags (ISO/IEC 14496-12 section 4.2.2).
    private static (int Version, int Flags) Version(ref ByteReader reader)
    {
        var both = reader.U32("a version and flags");
        return ((int)(both >> 24), (int)(both & 0xFFFFFF));
    }

    private void ReadHandler()
    {
        var reader = Inside(boxes["hdlr"]);
        Version(ref reader);
        reader.ReadBytes(4, "a reserved field");
        if (!reader.ReadBytes(4, "a handler type").SequenceEqual("pict"u8)) throw reader.Broken("the handler of pictures (pict) before it");
    }

    private void ReadPrimary()
    {
        var reader = Inside(boxes["pitm"]);
        var (version, _) = Version(ref reader);
        Primary = version == 0 ? reader.U16("a primary item") : reader.U32("a primary item");
        reader.RequireEnd("the box pitm");
        if (!Items.ContainsKey(Primary)) throw reader.Broken("a primary item that is in the file before it");
    }

    private void ReadItems()
    {
        var reader = Inside(boxes["iinf"]);
        var (version, _) = Version(ref reader);
        var count = version == 0 ? reader.U16("a number of items") : reader.U32("a number of items");
        if (count > MaxItems) throw reader.Broken($"at most {MaxItems} items before it");
        foreach (var box in Box.ReadAll(reader))
        {
            if (box.Type != "infe") throw PictureRejectedException.Broken(HeicPicture.Name, box.Start, "an item's entry (infe)");
            var entry = Inside(box);
            var (entryVersion, flags) = Version(ref entry);
            if (entryVersion is not (2 or 3)) throw entry.Broken("an item's entry of version 2 or 3 before it");
            var id = entryVersion == 2 ? entry.U16("an item's number") : entry.U32("an item's number");
            var isProtected = entry.U16("a protection") != 0;
            var type = Encoding.Latin1.GetString(entry.ReadBytes(4, "an item's type"));
            if (Items.Count == count) throw entry.Broken("no more items than are counted before it");
            if (!Items.TryAdd(id, new(id, type, (flags & 1) != 0, isProtected, box.Start))) throw entry.Broken("every item's number once before it");
        }
        if (Items.Count != count) throw reader.Broken("as many items as are counted");
    }

    private void ReadReferences(Box references)
    {
        var reader = Inside(references);
        var (version, _) = Version(ref reader);
        if (version > 1) throw reader.Broken("references of version 0 or 1");
        foreach (var box in Box.ReadAll(reader))
        {
            var inside = Inside(box);
            var from = version == 0 ? inside.U16("an item's number") : inside.U32("an item's number");
            int count = inside.U16("a number of references");
            var to = new List<uint>();
            for (var i = 0; i < count; i++) to.Add(version == 0 ? inside.U16("an item's number") : inside.U32("an item's number"));
            inside.RequireEnd("the references");
            References.Add(new(box.Type, from, to));
        }
    }

    private void ReadProperties()
    {
        var parts = Box.ReadAll(Inside(boxes["iprp"]));
        if (parts is not [{ Type: "ipco" } container, ..] || parts.Skip(1).Any(p => p.Type != "ipma"))
            throw PictureRejectedException.Broken(HeicPicture.Name, boxes["iprp"].Body, "properties (ipco) and then their associations (ipma)");
        Properties = Box.ReadAll(Inside(container));
        foreach (var box in parts.Skip(1)) ReadAssociations(Inside(box));
    }

    private void ReadAssociations(ByteReader reader)
    {
        var (version, flags) = Version(ref reader);
        var count = reader.U32("a number of items");
        if (count > MaxItems) throw reader.Broken($"at most {MaxItems} items before it");
        for (var i = 0L; i < count; i++)
        {
            var id = version == 0 ? reader.U16("an item's number") : reader.U32("an item's number");
            int number = reader.U8("a number of properties");
            var associations = new List<Association>();
            for (var n = 0; n < number; n++)
            {
                // The highest bit says that the property is essential; 0 is the index of none.
                var wide = (flags & 1) != 0;
                int value = wide ? reader.U16("a property's index") : reader.U8("a property's index");
                var index = value & (wide ? 0x7FFF : 0x7F);
                if (index > Properties.Count) throw reader.Broken("the index of a property before it");
                if (index > 0) associations.Add(new(index, index != value));
            }
            if (!Associations.TryAdd(id, associations)) throw reader.Broken("the properties of every item once before it");
        }
        reader.RequireEnd("the box ipma");
    }
}
