using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hub.Core.Evidence.Pictures;
using Hub.Core.Orders;

namespace Hub.Core.Evidence;

/// <summary>A picture as it came in, wherever its bytes are.</summary>
/// <param name="sha256">Lower-case hex SHA-256.</param>
/// <param name="length">Bytes; at most <see cref="PictureLimits.Bytes"/>.</param>
/// <param name="bring">Brings all of it into memory.</param>
public sealed class OriginalPicture(string sha256, int length, Func<CancellationToken, ValueTask<IMemoryOwner<byte>>> bring)
{
    /// <summary>Lower-case hex SHA-256.</summary>
    public string Sha256 => sha256;

    /// <summary>Bytes.</summary>
    public int Length => length;

    /// <summary>A picture that is in memory, and stays there as long as it is worked on.</summary>
    public static OriginalPicture Of(ReadOnlyMemory<byte> bytes) =>
        new(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length, _ => ValueTask.FromResult<IMemoryOwner<byte>>(new Somebodys(bytes)));

    /// <summary>Waits until it is in memory; it is until the result is disposed.</summary>
    public ValueTask<IMemoryOwner<byte>> BringAsync(CancellationToken cancel) => bring(cancel);

    // Nobody writes to it.
    private sealed class Somebodys(ReadOnlyMemory<byte> bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => MemoryMarshal.AsMemory(bytes);

        public void Dispose()
        {
        }
    }
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
