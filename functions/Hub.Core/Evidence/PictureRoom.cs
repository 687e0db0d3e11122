using System.Buffers;
using System.Security.Cryptography;
using Hub.Core.Evidence.Pictures;
using Hub.Core.Orders;

namespace Hub.Core.Evidence;

/// <summary>A picture as it came in, wherever its bytes are.</summary>
/// <param name="Sha256">Lower-case hex SHA-256.</param>
/// <param name="Length">Bytes; at most <see cref="PictureLimits.Bytes"/>.</param>
/// <param name="CopyAsync">Copies all of it to the memory, which is as long.</param>
public sealed record OriginalPicture(string Sha256, int Length, Func<Memory<byte>, CancellationToken, ValueTask> CopyAsync)
{
    /// <summary>The picture where it is in memory already, and need not be copied; else null.</summary>
    public ReadOnlyMemory<byte>? InMemory { get; private init; }

    /// <summary>A picture that is in memory.</summary>
    public static OriginalPicture Of(ReadOnlyMemory<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length, (to, _) =>
    {
        bytes.CopyTo(to);
        return ValueTask.CompletedTask;
    })
    {
        InMemory = bytes,
    };
}

/// <summary>A picture that may be kept.</summary>
/// <param name="Kept">What its event will tell of it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="TakenAt">When it was taken, by the camera's clock.</param>
public sealed record PreparedPicture(KeptPicture Kept, PictureBytes Bytes, DateTimeOffset? TakenAt)
{
    /// <summary>Cleans a picture that is in memory, or says why it is not kept.</summary>
    /// <param name="original">The bytes as they came in.</param>
    /// <param name="originalSha256">Their hash.</param>
    public static (PreparedPicture? Picture, CleaningResult.Refused? Refused) Of(ReadOnlyMemory<byte> original, string originalSha256)
    {
        var result = PictureCleaner.Clean(original);
        if (result is not CleaningResult.Cleaned { Picture: var clean }) return (null, (CleaningResult.Refused)result);
        var bytes = clean.Bytes;
        return (new PreparedPicture(new KeptPicture(bytes.Sha256(), originalSha256, clean.MediaType, bytes.Length, clean.Width, clean.Height), bytes, clean.TakenAt), null);
    }
}

/// <summary>
/// The room where pictures are in memory: so many at a time, each once, from when it is read to when it is stored. Others wait outside
/// it, on the disk, however many come at once and however slowly.
/// </summary>
public sealed class PictureRoom : IDisposable
{
    // Enough to keep all processors at cleaning while some wait for the disk; each place is a picture's size in memory.
    private readonly SemaphoreSlim _places = new(Math.Clamp(Environment.ProcessorCount, 2, 8) + 2);

    /// <summary>Waits for a place, reads the picture and cleans it. The place is held until the result is disposed.</summary>
    public async Task<PictureInRoom> TakeInAsync(OriginalPicture original, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        var buffer = original.InMemory is null ? ArrayPool<byte>.Shared.Rent(original.Length) : null;
        var inRoom = new PictureInRoom(() =>
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
            _places.Release();
        });
        try
        {
            (inRoom.Picture, inRoom.Refused) = PreparedPicture.Of(original.InMemory ?? await ReadAsync(original, buffer!, cancel), original.Sha256);
            return inRoom;
        }
        catch
        {
            inRoom.Dispose();
            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(OriginalPicture original, byte[] buffer, CancellationToken cancel)
    {
        var bytes = buffer.AsMemory(0, original.Length);
        await original.CopyAsync(bytes, cancel);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}

/// <summary>A picture in its place. Its bytes are gone when it is disposed.</summary>
public sealed class PictureInRoom(Action leave) : IDisposable
{
    private Action? _leave = leave;

    /// <summary>The picture; null where it was refused.</summary>
    public PreparedPicture? Picture { get; internal set; }

    /// <summary>Why it is not kept; null where it is.</summary>
    public CleaningResult.Refused? Refused { get; internal set; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
