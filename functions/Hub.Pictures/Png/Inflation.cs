using System.IO.Compression;

namespace Hub.Pictures.Png;

/// <summary>
/// Inflates a zlib stream (RFC 1950) that lies in pieces, and tells whether it ended exactly where the pieces do.
/// </summary>
/// <remarks>
/// The runtime's inflater takes what it is given in large bites and does not tell how much of it was used, so the last byte is given
/// alone: a stream that ends before it never asks for it, and one that ends with it asks for nothing more. One that would go on asks
/// again.
/// </remarks>
internal sealed class Inflation : IDisposable
{
    private readonly Pieces pieces;
    private readonly ZLibStream stream;

    /// <param name="compressed">The stream's bytes, in order.</param>
    public Inflation(IReadOnlyList<ReadOnlyMemory<byte>> compressed)
    {
        pieces = new(compressed);
        stream = new(pieces, CompressionMode.Decompress);
    }

    /// <summary>All of a short stream, or null where it is not one, does not end where the bytes do, or comes to more than a limit.</summary>
    public static byte[]? All(ReadOnlyMemory<byte> compressed, int limit)
    {
        using var inflation = new Inflation([compressed]);
        var result = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (inflation.Next(buffer) is var read and not 0)
        {
            if (read < 0 || result.Length + read > limit) return null;
            result.Write(buffer, 0, read);
        }
        return inflation.IsAtEnd ? result.ToArray() : null;
    }

    /// <summary>After <see cref="Next"/> gave 0: whether the stream ended, its checksum right, with the last byte of the pieces.</summary>
    public bool IsAtEnd => pieces.IsUsedUp && !pieces.WasAskedForMore;

    /// <summary>The next bytes; 0 where there are no more, -1 where the stream is broken.</summary>
    public int Next(Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // The runtime tells most faults of a stream by the first, and by the second (as ZLibException) that it asks for a dictionary.
            return -1;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private sealed class Pieces(IReadOnlyList<ReadOnlyMemory<byte>> pieces) : ReadOnlyStream
    {
        private long left = pieces.Sum(p => (long)p.Length);
        private int piece;
        private int at;

        public bool IsUsedUp => left == 0;

        public bool WasAskedForMore { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (left == 0)
            {
                WasAskedForMore = true;
                return 0;
            }
            while (at == pieces[piece].Length)
            {
                piece++;
                at = 0;
            }
            var most = left == 1 ? 1 : Math.Min(left - 1, pieces[piece].Length - at);
            var given = (int)Math.Min(most, buffer.Length);
            pieces[piece].Span.Slice(at, given).CopyTo(buffer);
            at += given;
            left -= given;
            return given;
        }
    }
}
