using Hub.Application;
using Hub.Pictures;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>A range of a file as a forward-only stream without buffering.</summary>
/// <param name="file">The open file; closed with the stream.</param>
/// <param name="position">Offset of the range.</param>
/// <param name="left">Bytes of the range.</param>
internal sealed class PictureStream(SafeFileHandle file, long position, long left) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Advance(RandomAccess.Read(file, buffer[..Clamp(buffer.Length)], position));
        }
        catch (IOException e)
        {
            throw ReadFailed(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Advance(await RandomAccess.ReadAsync(file, buffer[..Clamp(buffer.Length)], position, cancellationToken));
        }
        catch (IOException e)
        {
            throw ReadFailed(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private static StoreException ReadFailed(IOException e) => new($"The disk that holds the pictures did not give the rest of one: {e.Message}", e);

    private int Clamp(int wanted) => (int)Math.Min(wanted, left);

    private int Advance(int read)
    {
        position += read;
        left -= read;
        return read;
    }
}
