namespace Hub.Pictures.Jpeg;

/// <summary>A JPEG behind the picture, announced by the multi-picture index (CIPA DC-007 section 5.2.3).</summary>
/// <param name="Offset">Byte of the file where it begins.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct FurtherImage(long Offset, long Length)
{
    private const ushort EntriesTag = 0xB002;
    private const int EntryLength = 16;

    /// <summary>Reads the index.</summary>
    /// <param name="index">From its TIFF header on.</param>
    /// <param name="start">Where that stands in the file: offsets in it count from there.</param>
    public static IReadOnlyList<FurtherImage> Read(ReadOnlySpan<byte> index, int start)
    {
        var tiff = TiffBlock.Of(index);
        if (tiff.Place(tiff.First, EntriesTag) is not { } entries) return [];
        var images = new List<FurtherImage>();
        for (var entry = entries.Offset; entry + EntryLength <= entries.Offset + entries.Length; entry += EntryLength)
        {
            if (tiff.Number32(entry + 4) is not { } length || tiff.Number32(entry + 8) is not { } offset) break;
            // The first is the picture itself, with an offset of 0.
            if (offset > 0) images.Add(new(start + offset, length));
        }
        return [.. images.OrderBy(i => i.Offset)];
    }
}

/// <summary>What may stand behind the end of the image. None of it is kept.</summary>
internal static class JpegTrailer
{
    /// <summary>
    /// Takes padding of 00 or FF bytes, the further JPEGs that the picture itself announces (a preview, a gain map) and the trailer of
    /// Samsung's telephones. All else is refused: a file may not be a picture to one reader and something different to another.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="end">The byte behind the end of the image.</param>
    /// <param name="further">What is announced, by offset.</param>
    public static void Check(ReadOnlySpan<byte> file, int end, IReadOnlyList<FurtherImage> further)
    {
        var at = end;
        foreach (var image in further)
        {
            if (image.Offset < at || image.Offset > file.Length || image.Length > file.Length - image.Offset) continue;
            var start = (int)image.Offset;
            if (!JpegPicture.Begins(file.Slice(start, (int)image.Length))) continue;
            CheckPadding(file[at..start], at);
            at = start + (int)image.Length;
        }
        var trailer = SamsungTrailer.Length(file[at..]);
        CheckPadding(file[at..(file.Length - trailer)], at);
    }

    private static void CheckPadding(ReadOnlySpan<byte> bytes, int offset)
    {
        var other = bytes.IndexOfAnyExcept((byte)0x00, (byte)0xFF);
        if (other >= 0) throw PictureRefusedException.Trailing(JpegPicture.Name, offset + other);
    }
}
