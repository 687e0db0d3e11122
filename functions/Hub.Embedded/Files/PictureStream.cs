using Hub.Application;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>A part of a file, read once from its first byte to its last; never more of it in memory than is asked for at a time.</summary>
/// <param name="file">The open file; closed with the stream.</param>
/// <param name="position">Where the part begins.</param>
/// <param name="left">Bytes in it.</param>
internal sealed class PictureStream(SafeFileHandle file, long position, long left) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Advance(RandomAccess.Read(file, buffer[..Fitting(buffer.Length)], position));
        }
        catch (IOException e)
        {
            throw Broken(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Advance(await RandomAccess.ReadAsync(file, buffer[..Fitting(buffer.Length)], position, cancellationToken));
        }
        catch (IOException e)
        {
            throw Broken(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private static StoreException Broken(IOException e) => new($"The disk that holds the pictures did not give the rest of one: {e.Message}", e);

    private int Fitting(int wanted) => (int)Math.Min(wanted, left);

    private int Advance(int read)
    {
        position += read;
        left -= read;
        return read;
    }
}
