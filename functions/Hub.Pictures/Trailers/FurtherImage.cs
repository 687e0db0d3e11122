namespace Hub.Pictures.Trailers;

/// <summary>A JPEG after the picture, announced by the multi-picture index (CIPA DC-007 section 5.2.3).</summary>
/// <param name="Offset">Its offset in the file.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct FurtherImage(long Offset, long Length)
{
    private const ushort EntriesTag = 0xB002;
    private const int EntryLength = 16;

    /// <summary>Reads the index.</summary>
    /// <param name="index">The index, from its TIFF header on.</param>
    /// <param name="start">Offset of that header in the file; offsets in the index are relative to it.</param>
    public static IReadOnlyList<FurtherImage> Read(ReadOnlySpan<byte> index, int start)
    {
        var tiff = TiffBlock.Of(index);
        if (tiff.Locate(tiff.FirstDirectory, EntriesTag) is not { } entries) return [];
        var images = new List<FurtherImage>();
        for (var entry = entries.Offset; entry + EntryLength <= entries.Offset + entries.Length; entry += EntryLength)
        {
            if (tiff.Number32(entry + 4) is not { } length || tiff.Number32(entry + 8) is not { } offset) break;
            // The first entry is the picture itself, with offset 0.
            if (offset > 0) images.Add(new(start + offset, length));
        }
        return [.. images.OrderBy(i => i.Offset)];
    }
}
