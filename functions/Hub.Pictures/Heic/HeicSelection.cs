namespace Hub.Pictures.Heic;

/// <summary>
/// The items to keep: the primary picture, its tiles and its transparency. Thumbnails, Exif, XMP, depth maps, gain maps and additional
/// pictures are items too; they are removed.
/// </summary>
internal sealed class HeicSelection
{
    private readonly ReadOnlyMemory<byte> file;
    private readonly HeicMeta meta;
    private readonly HashSet<uint> kept = [];
    private readonly Dictionary<int, ReadOnlyMemory<byte>?> properties = [];

    private HeicSelection(ReadOnlyMemory<byte> file, HeicMeta meta)
    {
        this.file = file;
        this.meta = meta;
    }

    /// <summary>The items, in the order of the file.</summary>
    public IReadOnlyList<HeicItem> Items => [.. meta.Items.Values.Where(i => kept.Contains(i.Id)).OrderBy(i => i.Entry)];

    /// <summary>The references between them.</summary>
    public List<ItemReference> References { get; } = [];

    /// <summary>Width and height of the primary picture.</summary>
    public (int Width, int Height) Size { get; private set; }

    /// <summary>Why the colours of a kept item are not kept; null where they are, or none are stated.</summary>
    public string? ProfileDropped => Items.SelectMany(Associated).Select(a => a.Index).Distinct()
        .Select(i => meta.Properties[i - 1]).Where(p => p.Type == HeicProperties.Colour)
        .Select(p => HeicProperties.KeepColour(meta.Bytes(p)).Dropped).FirstOrDefault(d => d is not null);

    /// <summary>Selects the items and checks them.</summary>
    public static HeicSelection Of(ReadOnlyMemory<byte> file, HeicMeta meta)
    {
        // The size limit holds for every picture in the file, kept or not.
        foreach (var property in meta.Properties.Where(p => p.Type == HeicProperties.Size)) HeicProperties.ReadSize(meta, property);
        var selection = new HeicSelection(file, meta);
        selection.Size = selection.Picture(meta.Items[meta.Primary]);
        selection.Transparency();
        return selection;
    }

    /// <summary>The bytes of an item as one buffer: a copy only where they are in more than one range.</summary>
    public static ReadOnlyMemory<byte> Contiguous(ReadOnlyMemory<byte> file, HeicMeta meta, ItemLocation location)
    {
        var bytes = Bytes(file, meta, location);
        return bytes.Parts is [var only] ? only : bytes.ToArray();
    }

    /// <summary>The bytes of a kept item, as ranges of the file.</summary>
    public PictureBytes Bytes(HeicItem item) => Bytes(file, meta, meta.Locations[item.Id]);

    /// <summary>Whether the bytes of a kept item are in the item data box and not in the media data.</summary>
    public bool IsInItemData(HeicItem item) => meta.Locations[item.Id].Method == 1;

    /// <summary>The properties of a kept item that are kept, in order.</summary>
    public IEnumerable<Association> Associations(HeicItem item) => Associated(item).Where(a => Property(a.Index) is not null);

    /// <summary>The content of a property to keep, or null where it is removed.</summary>
    /// <param name="index">From 1.</param>
    public ReadOnlyMemory<byte>? Property(int index)
    {
        if (!properties.TryGetValue(index, out var inside)) properties[index] = inside = HeicProperties.Keep(meta, meta.Properties[index - 1]);
        return inside;
    }

    // For an item in more than one range, reported offsets assume that the ranges are adjacent.
    private ByteReader Reader(HeicItem item)
    {
        var location = meta.Locations[item.Id];
        return new(Contiguous(file, meta, location).Span,
            (int)location.Extents[0].Offset + (location.Method == 1 ? meta.ItemData!.Value.Body : 0), HeicPicture.Name);
    }

    private static PictureBytes Bytes(ReadOnlyMemory<byte> file, HeicMeta meta, ItemLocation location)
    {
        var start = location.Method == 1 ? meta.ItemData?.Body ?? 0 : 0;
        return new([.. location.Extents.Where(e => e.Length > 0).Select(e => file.Slice(start + (int)e.Offset, (int)e.Length))]);
    }

    private IReadOnlyList<Association> Associated(HeicItem item) => meta.Associations.GetValueOrDefault(item.Id, []);

    private (int Width, int Height) Picture(HeicItem item) => item.Type switch
    {
        HeicItem.Coded => Coded(item),
        HeicItem.Grid => Grid(item),
        _ => throw PictureRejectedException.Unsupported(HeicPicture.Name, item.Entry,
            "a picture that is neither coded with HEVC (hvc1) nor made of tiles (grid)"),
    };

    // What holds for every kept item; gives the size that its properties state.
    private (int Width, int Height) Keep(HeicItem item)
    {
        if (item.IsProtected) throw PictureRejectedException.Unsupported(HeicPicture.Name, item.Entry, "an encrypted picture");
        if (!meta.Locations.TryGetValue(item.Id, out var location) || location.Extents.Sum(e => e.Length) == 0)
            throw PictureRejectedException.Broken(HeicPicture.Name, item.Entry, "an item that has bytes");
        if (location.IsElsewhere || location.Method > 1)
            throw PictureRejectedException.Unsupported(HeicPicture.Name, item.Entry, "an item whose bytes stand in another file or item");
        foreach (var association in Associated(item))
        {
            var property = meta.Properties[association.Index - 1];
            if (association.IsEssential && !HeicProperties.IsKnown(property.Type))
                throw PictureRejectedException.Unsupported(HeicPicture.Name, property.Start, "an essential property that the hub does not know");
            Property(association.Index);
        }
        kept.Add(item.Id);
        return HeicProperties.ReadSize(meta, meta.Properties[SingleProperty(item, HeicProperties.Size) - 1]);
    }

    private int SingleProperty(HeicItem item, string type) => Associated(item).Where(a => meta.Properties[a.Index - 1].Type == type).ToList() is [var only]
        ? only.Index
        : throw PictureRejectedException.Broken(HeicPicture.Name, item.Entry, $"a picture with one property {type}");

    private (int Width, int Height) Coded(HeicItem item)
    {
        if (kept.Contains(item.Id)) return HeicProperties.ReadSize(meta, meta.Properties[SingleProperty(item, HeicProperties.Size) - 1]);
        var size = Keep(item);
        HevcConfiguration.Walk(Property(SingleProperty(item, HeicProperties.Configuration))!.Value.Span, Reader(item));
        return size;
    }

    // Section 6.6.2.3.2: rows and columns less one, and the size of the whole, in 2 or 4 bytes each. Tiles must be coded pictures: a grid
    // of grids could refer to itself.
    private (int Width, int Height) Grid(HeicItem item)
    {
        var size = Keep(item);
        var reader = Reader(item);
        reader.U8("a version");
        var isWide = (reader.U8("flags") & 1) != 0;
        int rows = reader.U8("a number of rows") + 1, columns = reader.U8("a number of columns") + 1;
        long width = isWide ? reader.U32("a width") : reader.U16("a width"), height = isWide ? reader.U32("a height") : reader.U16("a height");
        reader.RequireEnd("the grid");
        var tiles = meta.References.Where(r => r.Type == ItemReference.DerivedFrom && r.From == item.Id).ToList() is [var only] ? only : null;
        if (tiles is null || tiles.To.Count != rows * columns || !tiles.To.All(id => meta.Items.TryGetValue(id, out var tile) && tile.Type == HeicItem.Coded))
            throw PictureRejectedException.Broken(HeicPicture.Name, item.Entry, "as many tiles as the grid has places, each a coded picture (hvc1)");
        var sizes = tiles.To.Distinct().Select(id => Coded(meta.Items[id])).Distinct().ToList();
        if ((width, height) != size || sizes is not [var tileSize] || !Covers(tileSize.Width, columns, width) || !Covers(tileSize.Height, rows, height))
            throw PictureRejectedException.Broken(HeicPicture.Name, item.Entry,
                "tiles of one size that just cover the grid, and a grid of the size that its properties state");
        PictureRejectedException.CheckPixels(HeicPicture.Name, item.Entry, (long)tileSize.Width * columns, (long)tileSize.Height * rows);
        References.Add(tiles);
        return size;
    }

    private static bool Covers(long tile, int count, long whole) => tile * count >= whole && tile * (count - 1) < whole;

    private void Transparency()
    {
        var adds = meta.References.Find(r => r.Type == ItemReference.Adds && r.From != meta.Primary && r.To.Contains(meta.Primary) && IsTransparency(r.From));
        if (adds is null) return;
        Picture(meta.Items[adds.From]);
        References.Add(adds with { To = [meta.Primary] });
        if (meta.References.Find(r =>
            r.Type == ItemReference.Premultiplied && r.From == meta.Primary && r.To is [var alpha] && alpha == adds.From) is { } multiplied)
            References.Add(multiplied);
    }

    private bool IsTransparency(uint id) =>
        meta.Items.TryGetValue(id, out var item) && !kept.Contains(id) && Associated(item).Any(a => HeicProperties.IsAlpha(meta, meta.Properties[a.Index - 1]));
}
