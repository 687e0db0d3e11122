using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hub.Pictures;

namespace Hub.Application.Evidence;

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
        new(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length, _ => ValueTask.FromResult<IMemoryOwner<byte>>(new OwnedPicture(bytes)));

    /// <summary>Waits until it is in memory; it is until the result is disposed.</summary>
    public ValueTask<IMemoryOwner<byte>> BringAsync(CancellationToken cancel) => bring(cancel);

    // Nobody writes to it.
    private sealed class OwnedPicture(ReadOnlyMemory<byte> bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => MemoryMarshal.AsMemory(bytes);

        public void Dispose()
        {
        }
    }
}
