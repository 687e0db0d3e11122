using Hub.Azure.Calls;
using Hub.Pictures;

namespace Hub.Azure;

/// <summary>
/// A download whose read errors are converted to <see cref="Hub.Application.StoreException"/>. Each read is limited by the client's network
/// timeout.
/// </summary>
internal sealed class BlobStream(Stream download) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return download.Read(buffer);
        }
        catch (Exception e) when (ServiceCalls.IsServiceError(e, CancellationToken.None))
        {
            throw ServiceCalls.ToStoreException(e, ServiceCalls.Pictures);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await download.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (ServiceCalls.IsServiceError(e, cancellationToken))
        {
            throw ServiceCalls.ToStoreException(e, ServiceCalls.Pictures);
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
