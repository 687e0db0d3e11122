namespace Hub.Pictures.Png;

/// <summary>Inflates a picture's pixels through to their end, keeping none, to see that they are all there and nothing else is.</summary>
internal static class PngPixels
{
    private const int HighestFilter = 4;
    private const int BufferLength = 64 * 1024;

    /// <summary>Checks the pixels.</summary>
    /// <param name="header">What the header asks.</param>
    /// <param name="data">The data of all IDAT chunks.</param>
    /// <param name="offset">Where the first stands in the file, for the refusal.</param>
    /// <exception cref="PictureRefusedException">Rows are missing, there are too many, or the stream is broken or does not end with the data.</exception>
    public static void Check(PngHeader header, IReadOnlyList<ReadOnlyMemory<byte>> data, int offset)
    {
        using var inflation = new Inflation(data);
        var buffer = new byte[BufferLength];
        long filled = 0, used = 0;
        foreach (var (rows, rowBytes) in header.Passes())
        {
            for (long row = 0; row < rows; row++)
            {
                // A row begins with its filter type (section 9.2); the rest of it is passed over.
                while (used >= filled) filled += Fill(inflation, buffer, offset);
                if (buffer[used % BufferLength] > HighestFilter) throw Broken(offset, "rows that begin with a filter type from 0 to 4");
                used += rowBytes;
            }
        }
        while (used > filled) filled += Fill(inflation, buffer, offset);
        var more = inflation.Next(buffer);
        if (filled > used || more > 0) throw Broken(offset, "no more pixels than the header states");
        if (more < 0 || !inflation.IsAtEnd) throw Broken(offset, "compressed pixels that end, with their checksum, where the IDAT chunks do");
    }

    // Fills the buffer to its end, so that a place in the stream is that place modulo the buffer's length.
    private static int Fill(Inflation inflation, byte[] buffer, int offset)
    {
        var filled = 0;
        while (filled < buffer.Length && inflation.Next(buffer.AsSpan(filled)) is var read and not 0)
        {
            if (read < 0) throw Broken(offset, "compressed pixels that can be inflated");
            filled += read;
        }
        return filled > 0 ? filled : throw Broken(offset, "as many pixels as the header states");
    }

    private static PictureRefusedException Broken(int offset, string expected) => PictureRefusedException.Broken(PngPicture.Name, offset, expected);
}
