using System.Text;

namespace Hub.Pictures.Heic;

/// <summary>
/// Writes a new file with the kept items only. Items are renumbered in their order and unused properties are left out, so writing is
/// idempotent.
/// </summary>
internal static class HeicWriter
{
    private const int BoxHeader = 8;

    /// <summary>Writes the file.</summary>
    /// <param name="brands">The major brand and the compatible ones.</param>
    /// <param name="meta">What was read.</param>
    /// <param name="kept">What is kept of it.</param>
    public static PictureBytes Write(IReadOnlyList<string> brands, HeicMeta meta, HeicSelection kept)
    {
        var items = kept.Items;
        var inItemData = items.Where(kept.IsInItemData).Select(kept.Bytes).ToList();
        var inMedia = items.Where(i => !kept.IsInItemData(i)).Select(kept.Bytes).ToList();
        var type = Box("ftyp", [Characters(brands[0]), new byte[4], .. brands.Skip(1).Select(Characters)]);
        // Offsets of media data count from the start of the file; the length of the meta box before it does not depend on them.
        var media = type.Length + Meta(meta, kept, items, inItemData, 0).Length + BoxHeader;

        var writer = new PictureWriter();
        writer.Bytes(type);
        writer.Bytes(Meta(meta, kept, items, inItemData, media));
        writer.U32(BoxHeader + inMedia.Sum(b => b.Length));
        writer.Bytes("mdat"u8);
        foreach (var stretch in inMedia.SelectMany(b => b.Parts)) writer.Keep(stretch);
        return writer.Written;
    }

    private static byte[] Meta(HeicMeta meta, HeicSelection kept, IReadOnlyList<HeicItem> items, List<PictureBytes> inItemData, int media)
    {
        var numbers = items.Select((item, i) => (item.Id, Number: i + 1)).ToDictionary(i => i.Id, i => i.Number);
        return FullBox(
            "meta", 0, 0,
            FullBox("hdlr", 0, 0, new byte[4], Characters("pict"), new byte[13]),
            FullBox("pitm", 0, 0, U16(numbers[meta.Primary])),
            Locations(kept, items, media),
            FullBox("iinf", 0, 0,
                [U16(items.Count), .. items.Select((item, i) => FullBox("infe", 2, item.IsHidden ? 1 : 0, U16(i + 1), U16(0), Characters(item.Type), [0]))]),
            kept.References.Count == 0 ? [] : FullBox("iref", 0, 0, [.. kept.References.Select(r => Reference(r, numbers))]),
            Properties(meta, kept, items),
            inItemData.Count == 0 ? [] : Box("idat", [.. inItemData.Select(b => b.ToArray())]));
    }

    private static byte[] Locations(HeicSelection kept, IReadOnlyList<HeicItem> items, int media)
    {
        var itemData = 0;
        var entries = new List<byte[]>();
        for (var i = 0; i < items.Count; i++)
        {
            var isInItemData = kept.IsInItemData(items[i]);
            var length = (int)kept.Bytes(items[i]).Length;
            entries.AddRange([U16(i + 1), U16(isInItemData ? 1 : 0), U16(0), U16(1), U32(isInItemData ? itemData : media), U32(length)]);
            if (isInItemData) itemData += length;
            else media += length;
        }
        // Offsets and lengths of four bytes, no base offsets, no indexes.
        return FullBox("iloc", 1, 0, [[0x44, 0], U16(items.Count), .. entries]);
    }

    private static byte[] Reference(ItemReference reference, Dictionary<uint, int> numbers) =>
        Box(reference.Type, [U16(numbers[reference.From]), U16(reference.To.Count), .. reference.To.Select(id => U16(numbers[id]))]);

    private static byte[] Properties(HeicMeta meta, HeicSelection kept, IReadOnlyList<HeicItem> items)
    {
        var used = items.SelectMany(kept.Associations).Select(a => a.Index).Distinct().Order().ToList();
        var places = used.Select((index, i) => (index, Place: i + 1)).ToDictionary(p => p.index, p => p.Place);
        var isWide = used.Count > 127;
        var associations = new List<byte[]> { U32(items.Count) };
        for (var i = 0; i < items.Count; i++)
        {
            var own = kept.Associations(items[i]).ToList();
            associations.AddRange([U16(i + 1), [(byte)own.Count]]);
            foreach (var association in own)
            {
                var place = places[association.Index];
                associations.Add(isWide ? U16(place | (association.IsEssential ? 0x8000 : 0)) : [(byte)(place | (association.IsEssential ? 0x80 : 0))]);
            }
        }
        return Box(
            "iprp",
            Box("ipco", [.. used.Select(index => Box(meta.Properties[index - 1].Type, kept.Property(index)!.Value.ToArray()))]),
            FullBox("ipma", 0, isWide ? 1 : 0, [.. associations]));
    }

    private static byte[] FullBox(string type, int version, int flags, params IReadOnlyList<byte[]> parts) =>
        Box(type, [U32(((long)version << 24) | (uint)flags), .. parts]);

    private static byte[] Box(string type, params IReadOnlyList<byte[]> parts) =>
        new PictureBytes([U32(BoxHeader + parts.Sum(p => p.Length)), Characters(type), .. parts]).ToArray();

    private static byte[] Characters(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] U32(long value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
