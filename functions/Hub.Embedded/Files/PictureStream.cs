using Hub.Application;
using Hub.Pictures;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>A part of a file, read once from its first byte to its last; never more of it in memory than is asked for at a time.</summary>
/// <param name="file">The open file; closed with the stream.</param>
/// <param name="position">Where the part begins.</param>
/// <param name="left">Bytes in it.</param>
internal sealed class PictureStream(SafeFileHandle file, long position, long left) : ReadOnlyStream
{
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
