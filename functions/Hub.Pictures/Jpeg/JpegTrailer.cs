namespace Hub.Pictures.Jpeg;

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

/// <summary>The data that may follow the end of the image. All of it is removed.</summary>
internal static class JpegTrailer
{
    /// <summary>
    /// Accepts padding of 00 or FF bytes, the JPEGs that the picture itself announces (a preview, a gain map) and the trailer of Samsung
    /// phones. Anything else is rejected: the file could be a polyglot, a picture to one reader and another format to a second.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Offset of the first byte after the end of the image.</param>
    /// <param name="further">The announced pictures, by offset.</param>
    public static void Check(ReadOnlySpan<byte> file, int end, IReadOnlyList<FurtherImage> further)
    {
        var at = end;
        foreach (var image in further)
        {
            if (image.Offset < at || image.Offset > file.Length || image.Length > file.Length - image.Offset) continue;
            var start = (int)image.Offset;
            if (!JpegPicture.HasSignature(file.Slice(start, (int)image.Length))) continue;
            CheckPadding(file[at..start], at);
            at = start + (int)image.Length;
        }
        var trailer = SamsungTrailer.Length(file[at..]);
        CheckPadding(file[at..(file.Length - trailer)], at);
    }

    private static void CheckPadding(ReadOnlySpan<byte> bytes, int offset)
    {
        var other = bytes.IndexOfAnyExcept((byte)0x00, (byte)0xFF);
        if (other >= 0) throw PictureRejectedException.Trailing(JpegPicture.Name, offset + other);
    }
}
