using System.Buffers;
using System.Security.Cryptography;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Pictures;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// Receives pictures. A fast upload goes straight into memory. One that is slow, that declares no length, or for which no memory is free
/// in time, goes to the disk and is loaded into memory when it is complete: so no sender holds memory for longer than <see cref="MemoryTimeout"/>,
/// and none before it has sent something.
/// </summary>
public sealed class PictureUpload(UploadFolder folder, UploadMemoryBudget memory, TimeProvider clock)
{
    /// <summary>How long an upload into memory may take, the wait for memory included.</summary>
    public static readonly TimeSpan MemoryTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The picture that is a request's body; null where it is longer than a picture may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="partner">Whose it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The disk cannot be written.</exception>
    /// <exception cref="UploadQuotaException">The partner has too many bytes in uploads at the moment.</exception>
    public async Task<ReceivedPicture?> ReceiveAsync(HttpRequest request, string partner, CancellationToken cancel)
    {
        if (request.ContentLength > PictureLimits.Bytes) return null;
        await using var body = new IncomingBody(request.BodyReader);
        using var partial = new PartialPicture();
        if (request.ContentLength is { } length)
        {
            using var deadline = new CancellationTokenSource(MemoryTimeout, clock);
            partial.Rented = await RentAsync(body, partner, (int)length, deadline.Token, cancel);
            await FillAsync(partial, body, deadline.Token, cancel);
            if (partial.IsWhole) return partial.Detach();
        }
        // Waits for memory are not the sender's: only the way to the disk has a deadline.
        using var slow = BodyDeadline.Begin(request, PictureLimits.Bytes, clock);
        return await slow.ReadAsync(c => OnDiskAsync(partial, body, partner, c));
    }

    // Null where no memory is free in time, or the body does not begin in time.
    private async Task<IMemoryOwner<byte>?> RentAsync(IncomingBody body, string partner, int length, CancellationToken deadline, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancel);
        try
        {
            await body.NextAsync(deadline, cancel);
            return await memory.RentAsync(partner, length, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // Reads as much as comes in time; the rest stays in the body.
    private static async Task FillAsync(PartialPicture partial, IncomingBody body, CancellationToken deadline, CancellationToken cancel)
    {
        try
        {
            while (!partial.Free.IsEmpty && await body.NextAsync(deadline, cancel) is { IsEmpty: false } piece)
            {
                var part = piece.Slice(0, Math.Min(piece.Length, partial.Free.Length));
                partial.Add(part);
                body.AdvanceTo(part.End);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // The deadline is no error: the caller sees that the picture is not whole.
        }
    }

    private async Task<ReceivedPicture?> OnDiskAsync(PartialPicture partial, IncomingBody rest, string partner, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var draft = folder.Begin(partner, hash);
        draft.Write(partial.Filled.Span);
        // Returned before the wait for the rest, which may be long.
        partial.Dispose();
        return await draft.CompleteAsync(rest, PictureLimits.Bytes, cancel) is { } file
            ? new ReceivedPicture(new OriginalPicture(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length, c => LoadAsync(file, partner, c)),
                file)
            : null;
    }

    private async ValueTask<IMemoryOwner<byte>> LoadAsync(UploadFile file, string partner, CancellationToken cancel)
    {
        var rented = await memory.RentAsync(partner, file.Length, cancel);
        try
        {
            file.CopyTo(rented.Memory);
            return rented;
        }
        catch
        {
            rented.Dispose();
            throw;
        }
    }

    /// <summary>The part of a picture that is in memory so far. Disposing it returns the memory, unless it was detached.</summary>
    private sealed class PartialPicture : IDisposable
    {
        private int _filled;

        /// <summary>The memory for all of it; null where there is none.</summary>
        public IMemoryOwner<byte>? Rented { get; set; }

        public ReadOnlyMemory<byte> Filled => Whole[.._filled];

        public Memory<byte> Free => Whole[_filled..];

        public bool IsWhole => Rented is not null && Free.IsEmpty;

        private Memory<byte> Whole => Rented?.Memory ?? default;

        public void Add(ReadOnlySequence<byte> part)
        {
            part.CopyTo(Free.Span);
            _filled += (int)part.Length;
        }

        public ReceivedPicture Detach()
        {
            var whole = new ReceivedPicture(OriginalPicture.Of(Filled), Rented!);
            Rented = null;
            return whole;
        }

        public void Dispose()
        {
            Rented?.Dispose();
            (Rented, _filled) = (null, 0);
        }
    }
}

/// <summary>A completely received picture, until it is disposed.</summary>
/// <param name="picture">The picture.</param>
/// <param name="owner">Owns its bytes, and is disposed with it.</param>
public sealed class ReceivedPicture(OriginalPicture picture, IDisposable owner) : IDisposable
{
    /// <summary>The picture.</summary>
    public OriginalPicture Picture => picture;

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();
}
