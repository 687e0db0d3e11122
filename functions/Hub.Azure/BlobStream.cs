using Hub.Pictures;

namespace Hub.Azure;

/// <summary>A download whose trouble half way is a <see cref="Hub.Application.StoreException"/> too. Its reads are bounded by the client's network timeout.</summary>
internal sealed class BlobStream(Stream download) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return download.Read(buffer);
        }
        catch (Exception e) when (BlobCalls.IsTrouble(e, CancellationToken.None))
        {
            throw BlobCalls.Trouble(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await download.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (BlobCalls.IsTrouble(e, cancellationToken))
        {
            throw BlobCalls.Trouble(e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await download.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) download.Dispose();
        base.Dispose(disposing);
    }
}
