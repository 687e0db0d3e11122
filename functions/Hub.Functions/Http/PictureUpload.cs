using System.Buffers;
using System.Security.Cryptography;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Pictures;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// Receives pictures. A fast upload goes straight into memory. One that is slow, that declares no length, or for which no memory is free
/// in time, goes to the disk and is loaded into memory when it is complete: so no sender holds memory for longer than <see cref="Patience"/>,
/// and none before it has sent something.
/// </summary>
public sealed class PictureUpload(UploadFolder spool, UploadMemoryBudget memory, TimeProvider clock)
{
    /// <summary>How long an upload into memory may take, the wait for memory included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The picture that is a request's body; null where it is longer than a picture may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="partner">Whose it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    /// <exception cref="UploadQuotaException">The partner has too many bytes in uploads at the moment.</exception>
    public async Task<ReceivedPicture?> ReceiveAsync(HttpRequest request, string partner, CancellationToken cancel)
    {
        if (request.ContentLength > PictureLimits.Bytes) return null;
        await using var body = new IncomingBody(request.BodyReader);
        using var begun = new BegunPicture();
        if (request.ContentLength is { } length)
        {
            using var deadline = new CancellationTokenSource(Patience, clock);
            begun.Space = await SpaceAsync(body, partner, (int)length, deadline.Token, cancel);
            await FillAsync(begun, body, deadline.Token, cancel);
            if (begun.IsWhole) return begun.HandOn();
        }
        return await OnDiskAsync(begun, body, partner, cancel);
    }

    // Null where no memory is free in time, or the body does not begin in time.
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

    // Reads as much as comes in time; the rest stays in the body.
    private static async Task FillAsync(BegunPicture begun, IncomingBody body, CancellationToken deadline, CancellationToken cancel)
    {
        try
        {
            while (!begun.Free.IsEmpty && await body.NextAsync(deadline, cancel) is { IsEmpty: false } piece)
            {
                var part = piece.Slice(0, Math.Min(piece.Length, begun.Free.Length));
                begun.Add(part);
                body.Done(part.End);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // The deadline is no error: the caller sees that the picture is not whole.
        }
    }

    private async Task<ReceivedPicture?> OnDiskAsync(BegunPicture begun, IncomingBody rest, string partner, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var draft = spool.Begin(partner, hash);
        draft.Write(begun.Filled.Span);
        // Given back before the wait for the rest, which may be long.
        begun.Dispose();
        return await draft.TakeAsync(rest, PictureLimits.Bytes, cancel) is { } spooled
            ? new ReceivedPicture(new OriginalPicture(Convert.ToHexStringLower(hash.GetHashAndReset()), spooled.Length, c => BringAsync(spooled, partner, c)),
                spooled)
            : null;
    }

    private async ValueTask<IMemoryOwner<byte>> BringAsync(UploadFile spooled, string partner, CancellationToken cancel)
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

    /// <summary>What there is in memory of a picture that is coming in; given back when it is disposed, unless it was handed on whole.</summary>
    private sealed class BegunPicture : IDisposable
    {
        private int _filled;

        /// <summary>The memory for all of it; null where there is none.</summary>
        public IMemoryOwner<byte>? Space { get; set; }

        public ReadOnlyMemory<byte> Filled => Whole[.._filled];

        public Memory<byte> Free => Whole[_filled..];

        public bool IsWhole => Space is not null && Free.IsEmpty;

        private Memory<byte> Whole => Space?.Memory ?? default;

        public void Add(ReadOnlySequence<byte> part)
        {
            part.CopyTo(Free.Span);
            _filled += (int)part.Length;
        }

        public ReceivedPicture HandOn()
        {
            var whole = new ReceivedPicture(OriginalPicture.Of(Filled), Space!);
            Space = null;
            return whole;
        }

        public void Dispose()
        {
            Space?.Dispose();
            (Space, _filled) = (null, 0);
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
