namespace Hub.Pictures.Heic;

/// <summary>The item location box (ISO/IEC 14496-12 section 8.11.3).</summary>
internal static class ItemLocations
{
    /// <summary>Reads the content of the box.</summary>
    public static Dictionary<uint, ItemLocation> Read(ByteReader reader)
    {
        var version = reader.U8("a version");
        if (version > 2) throw reader.Broken("item locations of version 0, 1 or 2 before it");
        reader.ReadBytes(3, "flags");
        int sizes = reader.U8("the sizes of offsets and lengths"), more = reader.U8("the sizes of base offsets and indexes");
        int offsetSize = sizes >> 4, lengthSize = sizes & 15, baseSize = more >> 4, indexSize = version == 0 ? 0 : more & 15;
        // A length of size 0 means the whole file: any number of items would then fit into a small box.
        if (lengthSize is not (4 or 8)) throw reader.Broken("lengths of 4 or 8 bytes before it");
        var count = version < 2 ? reader.U16("a number of items") : reader.U32("a number of items");
        if (count > HeicMeta.MaxItems) throw reader.Broken($"at most {HeicMeta.MaxItems} items before it");
        var all = 0;
        var locations = new Dictionary<uint, ItemLocation>();
        for (var i = 0L; i < count; i++)
        {
            var id = version < 2 ? reader.U16("an item's number") : reader.U32("an item's number");
            var method = version == 0 ? 0 : reader.U16("a construction method") & 15;
            var isElsewhere = reader.U16("a data reference") != 0;
            var from = reader.Sized(baseSize, "a base offset");
            int number = reader.U16("a number of extents");
            PictureRejectedException.CheckParts(HeicPicture.Name, reader.Offset, all += number);
            var extents = new List<Extent>();
            for (var n = 0; n < number; n++)
            {
                reader.Sized(indexSize, "an extent's index");
                var offset = reader.Sized(offsetSize, "an extent's offset");
                var length = reader.Sized(lengthSize, "an extent's length");
                if (from > int.MaxValue || offset > int.MaxValue || length > int.MaxValue) throw reader.Broken("an extent within the file before it");
                extents.Add(new((long)(from + offset), (long)length));
            }
            if (!locations.TryAdd(id, new(method, isElsewhere, extents))) throw reader.Broken("the location of every item once before it");
        }
        reader.RequireEnd("the box iloc");
        return locations;
    }

    /// <summary>
    /// Rejects extents outside the data boxes and extents that overlap: the bytes of a kept item could otherwise be those of a removed
    /// one.
    /// </summary>
    /// <param name="meta">The file's items.</param>
    /// <param name="data">The media data boxes, in the order of the file.</param>
    public static void Check(HeicMeta meta, IReadOnlyList<Box> data)
    {
        var here = meta.Locations.Values.Where(l => !l.IsElsewhere).ToList();
        Check([.. here.Where(l => l.Method == 0).SelectMany(l => l.Extents)], [.. data.Select(b => new Extent(b.Body, b.Length))], 0);
        var itemData = meta.ItemData;
        Check([.. here.Where(l => l.Method == 1).SelectMany(l => l.Extents)], itemData is { } box ? [new(0, box.Length)] : [], itemData?.Body ?? 0);
    }

    private static void Check(List<Extent> extents, List<Extent> holders, int start)
    {
        extents.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        var holder = 0;
        long used = 0;
        foreach (var extent in extents)
        {
            while (holder < holders.Count && holders[holder].Offset + holders[holder].Length <= extent.Offset) holder++;
            if (extent.Length == 0) continue;
            if (holder == holders.Count || extent.Offset < holders[holder].Offset
                || extent.Length > holders[holder].Offset + holders[holder].Length - extent.Offset)
                throw PictureRejectedException.Broken(HeicPicture.Name, start + extent.Offset, "an item's bytes to lie within one data box (mdat or idat)");
            if (extent.Offset < used) throw PictureRejectedException.Broken(HeicPicture.Name, start + extent.Offset, "no two items on the same bytes");
            used = extent.Offset + extent.Length;
        }
    }
}
