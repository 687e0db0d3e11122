namespace Hub.Pictures.Png;

/// <summary>Inflates the pixels without storing them, to verify that they are complete and that nothing follows them.</summary>
internal static class PngPixels
{
    private const int HighestFilter = 4;
    private const int BufferLength = 64 * 1024;

    /// <summary>Checks the pixels.</summary>
    /// <param name="header">The header.</param>
    /// <param name="data">The data of all IDAT chunks.</param>
    /// <param name="offset">Offset of the first in the file, for error messages.</param>
    /// <exception cref="PictureRejectedException">Rows are missing, there are too many, or the stream is broken or does not end with the data.</exception>
    public static void Check(PngHeader header, IReadOnlyList<ReadOnlyMemory<byte>> data, int offset)
    {
        using var inflater = new ZlibInflater(data);
        var buffer = new byte[BufferLength];
        long filled = 0, used = 0;
        foreach (var (rows, rowBytes) in header.Passes())
        {
            for (long row = 0; row < rows; row++)
            {
                // A row begins with its filter type (section 9.2); the rest of it is skipped.
                while (used >= filled) filled += Fill(inflater, buffer, offset);
                if (buffer[used % BufferLength] > HighestFilter) throw Broken(offset, "rows that begin with a filter type from 0 to 4");
                used += rowBytes;
            }
        }
        while (used > filled) filled += Fill(inflater, buffer, offset);
        var more = inflater.Read(buffer);
        if (filled > used || more > 0) throw Broken(offset, "no more pixels than the header states");
        if (more < 0 || !inflater.IsAtEnd) throw Broken(offset, "compressed pixels that end, with their checksum, where the IDAT chunks do");
    }

    // Fills the whole buffer, so that a stream position maps to the buffer position modulo its length.
    private static int Fill(ZlibInflater inflater, byte[] buffer, int offset)
    {
        var filled = 0;
        while (filled < buffer.Length && inflater.Read(buffer.AsSpan(filled)) is var read and not 0)
        {
            if (read < 0) throw Broken(offset, "compressed pixels that can be inflated");
            filled += read;
        }
        return filled > 0 ? filled : throw Broken(offset, "as many pixels as the header states");
    }

    private static PictureRejectedException Broken(int offset, string expected) => PictureRejectedException.Broken(PngPicture.Name, offset, expected);
}
