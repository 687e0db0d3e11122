using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hub.Domain.Contracts;

/// <summary>Picks orders for a check: the same order is picked or passed over wherever and whenever it is asked.</summary>
public static class SamplePick
{
    /// <summary>
    /// True for a share of all orders. The order's id is hashed, so that the picks lie spread whatever the ids look like, and
    /// an order that is picked at a share is picked at every larger one.
    /// </summary>
    /// <param name="order">The order's id.</param>
    /// <param name="share">0 to 1.</param>
    public static bool Picks(Guid order, decimal share)
    {
        Span<byte> id = stackalloc byte[16];
        order.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) < share * 4_294_967_296m;
    }
}
