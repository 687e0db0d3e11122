using System.IO.Compression;

namespace Hub.Pictures.Png;

/// <summary>
/// Inflates a zlib stream (RFC 1950) from several buffers and detects whether the stream ends exactly at the end of the last one.
/// </summary>
/// <remarks>
/// The runtime's inflater reads ahead and does not report how many bytes it used, so the last byte is supplied alone: a stream that ends
/// before it never reads it, one that ends with it reads nothing more, and a longer one reads again.
/// </remarks>
internal sealed class ZlibInflater : IDisposable
{
    private readonly SegmentedStream input;
    private readonly ZLibStream zlib;

    /// <param name="compressed">The stream's bytes, in order.</param>
    public ZlibInflater(IReadOnlyList<ReadOnlyMemory<byte>> compressed)
    {
        input = new(compressed);
        zlib = new(input, CompressionMode.Decompress);
    }

    /// <summary>The content of a short stream; null where it is invalid, does not end where the bytes do, or exceeds the limit.</summary>
    public static byte[]? InflateAll(ReadOnlyMemory<byte> compressed, int limit)
    {
        using var inflater = new ZlibInflater([compressed]);
        var result = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (inflater.Read(buffer) is var read and not 0)
        {
            if (read < 0 || result.Length + read > limit) return null;
            result.Write(buffer, 0, read);
        }
        return inflater.IsAtEnd ? result.ToArray() : null;
    }

    /// <summary>After <see cref="Read"/> returned 0: whether the stream, with a valid checksum, ended with the last input byte.</summary>
    public bool IsAtEnd => input.IsExhausted && !input.WasReadPastEnd;

    /// <summary>Reads the next bytes; 0 at the end, -1 where the stream is invalid.</summary>
    public int Read(Span<byte> buffer)
    {
        try
        {
            return zlib.Read(buffer);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // The runtime throws the first for most invalid streams, and the second (as ZLibException) where the stream needs a dictionary.
            return -1;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => zlib.Dispose();

    private sealed class SegmentedStream(IReadOnlyList<ReadOnlyMemory<byte>> segments) : ReadOnlyStream
    {
        private long remaining = segments.Sum(p => (long)p.Length);
        private int segment;
        private int position;

        public bool IsExhausted => remaining == 0;

        public bool WasReadPastEnd { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (remaining == 0)
            {
                WasReadPastEnd = true;
                return 0;
            }
            while (position == segments[segment].Length)
            {
                segment++;
                position = 0;
            }
            var most = remaining == 1 ? 1 : Math.Min(remaining - 1, segments[segment].Length - position);
            var given = (int)Math.Min(most, buffer.Length);
            segments[segment].Span.Slice(position, given).CopyTo(buffer);
            position += given;
            remaining -= given;
            return given;
        }
    }
}
