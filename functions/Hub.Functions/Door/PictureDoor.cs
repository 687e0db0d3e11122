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
/// longer than <see cref="Patience"/>, and none before it has sent something.
/// </summary>
public sealed class PictureDoor(Spool spool, PictureMemory memory, TimeProvider clock)
{
    /// <summary>How long a picture may take to be in memory whole, its wait for memory included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The picture that is a request's body; null where it is longer than a picture may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="partner">Whose it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    public async Task<ReceivedPicture?> ReceiveAsync(HttpRequest request, string partner, CancellationToken cancel)
    {
        if (request.ContentLength > PictureLimits.Bytes) return null;
        await using var body = new IncomingBody(request.BodyReader);
        if (request.ContentLength is not { } length) return await OnDiskAsync(body, partner, ReadOnlyMemory<byte>.Empty, null, cancel);

        using var deadline = new CancellationTokenSource(Patience, clock);
        var space = await SpaceAsync(body, partner, (int)length, deadline.Token, cancel);
        if (space is null) return await OnDiskAsync(body, partner, ReadOnlyMemory<byte>.Empty, null, cancel);
        var isHandedOn = false;
        try
        {
            var read = await FillAsync(space.Memory, body, deadline.Token, cancel);
            if (read < length) return await OnDiskAsync(body, partner, space.Memory[..read], space, cancel);
            isHandedOn = true;
            return new ReceivedPicture(OriginalPicture.Of(space.Memory), space);
        }
        finally
        {
            if (!isHandedOn) space.Dispose();
        }
    }

    // Null where there is none in time, or nothing to put into it.
    private async Task<IMemoryOwner<byte>?> SpaceAsync(IncomingBody body, string partner, int length, CancellationToken deadline, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancel);
        try
        {
            await body.NextAsync(deadline, cancel);
            return await memory.TakeAsync(partner, length, either.Token);
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
            while (filled < to.Length && await body.NextAsync(deadline, cancel) is { IsEmpty: false } piece)
            {
                var more = (int)Math.Min(piece.Length, to.Length - filled);
                var part = piece.Slice(0, more);
                part.CopyTo(to.Span[filled..]);
                body.Done(part.End);
                filled += more;
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // That is how a wait ends here: the caller sees it by what is missing.
        }
        return filled;
    }

    private async Task<ReceivedPicture?> OnDiskAsync(IncomingBody rest, string partner, ReadOnlyMemory<byte> begun, IDisposable? holdsBegun, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var draft = spool.Begin(hash);
        draft.Write(begun.Span);
        holdsBegun?.Dispose();
        return await draft.TakeAsync(rest, PictureLimits.Bytes, cancel) is { } spooled
            ? new ReceivedPicture(new OriginalPicture(Convert.ToHexStringLower(hash.GetHashAndReset()), spooled.Length, c => BringAsync(spooled, partner, c)), spooled)
            : null;
    }

    private async ValueTask<IMemoryOwner<byte>> BringAsync(SpooledBody spooled, string partner, CancellationToken cancel)
    {
        var space = await memory.TakeAsync(partner, spooled.Length, cancel);
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
/// <param name="keeper">Has its bytes until then.</param>
public sealed class ReceivedPicture(OriginalPicture picture, IDisposable keeper) : IDisposable
{
    /// <summary>The picture.</summary>
    public OriginalPicture Picture => picture;

    /// <inheritdoc/>
    public void Dispose() => keeper.Dispose();
}
