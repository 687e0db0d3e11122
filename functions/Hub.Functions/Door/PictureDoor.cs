using System.Buffers;
using System.Security.Cryptography;
using Hub.Core;
using Hub.Core.Evidence;
using Hub.Core.Evidence.Pictures;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Door;

/// <summary>
/// Receives pictures. One that comes fast is taken straight into memory. One that comes slowly, that does not say how long it is, or for which no
/// memory is free in time, goes to the disk, and is brought into memory when it is there whole: so no sender holds memory for
/// longer than <see cref="Patience"/>.
/// </summary>
public sealed class PictureDoor(Spool spool, PictureMemory memory, TimeProvider clock)
{
    /// <summary>How long a picture may take to be in memory whole, its wait for memory included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The picture that is a request's body; null where it is longer than a picture may be.</summary>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    public async Task<ReceivedPicture?> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > PictureLimits.Bytes) return null;
        var body = new IncomingBody(request.BodyReader);
        if (request.ContentLength is not { } length) return await OnDiskAsync(body, null, 0, cancel);
        using var deadline = new CancellationTokenSource(Patience, clock);
        var space = await SpaceAsync((int)length, deadline.Token, cancel);
        try
        {
            var read = space is null ? 0 : await FillAsync(space.Memory, body, deadline.Token, cancel);
            if (space is null || read < length) return await OnDiskAsync(body, space, read, cancel);
            var received = new ReceivedPicture(OriginalPicture.Of(space.Memory), space);
            space = null;
            return received;
        }
        finally
        {
            space?.Dispose();
        }
    }

    // Null where there is none in time.
    private async Task<PictureSpace?> SpaceAsync(int length, CancellationToken deadline, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancel);
        try
        {
            return await memory.TakeAsync(length, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // As much as comes in time; nothing of the rest is lost.
    private static async Task<int> FillAsync(Memory<byte> to, IncomingBody body, CancellationToken deadline, CancellationToken cancel)
    {
        var filled = 0;
        try
        {
            while (filled < to.Length && await body.ReadAsync(to[filled..], deadline, cancel) is var read and > 0) filled += read;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // That is how a wait ends here: the caller sees it by what is missing.
        }
        return filled;
    }

    private async Task<ReceivedPicture?> OnDiskAsync(IncomingBody rest, PictureSpace? begun, int read, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var draft = spool.Begin(hash);
        if (begun is not null)
        {
            draft.Write(begun.Memory.Span[..read]);
            begun.Dispose();
        }
        return await draft.TakeAsync(rest, PictureLimits.Bytes, cancel) is { } spooled
            ? new ReceivedPicture(new OriginalPicture(Convert.ToHexStringLower(hash.GetHashAndReset()), spooled.Length, c => BringAsync(spooled, c)), spooled)
            : null;
    }

    private async ValueTask<IMemoryOwner<byte>> BringAsync(SpooledBody spooled, CancellationToken cancel)
    {
        var space = await memory.TakeAsync(spooled.Length, cancel);
        try
        {
            spooled.CopyTo(space.Memory);
            return space;
        }
        catch
        {
            space.Dispose();
            throw;
        }
    }
}

/// <summary>A picture that came in whole, until it is disposed.</summary>
/// <param name="picture">The picture.</param>
/// <param name="place">Where it is.</param>
public sealed class ReceivedPicture(OriginalPicture picture, IDisposable place) : IDisposable
{
    /// <summary>The picture.</summary>
    public OriginalPicture Picture => picture;

    /// <inheritdoc/>
    public void Dispose() => place.Dispose();
}
