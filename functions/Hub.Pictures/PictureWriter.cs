using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hub.Pictures;

/// <summary>Puts a picture together from front to end: what stays as it was by reference, what is new in small arrays.</summary>
internal sealed class PictureWriter
{
    private readonly List<ReadOnlyMemory<byte>> parts = [];
    private ArrayBufferWriter<byte> fresh = new();

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>All so far.</summary>
    public PictureBytes Written
    {
        get
        {
            EndFresh();
            return new([.. parts]);
        }
    }

    /// <summary>Bytes that stay as they are, and are not copied. What follows the last kept ones in the same array becomes one part with them.</summary>
    public void Keep(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        EndFresh();
        Length += bytes.Length;
        if (parts is [.., var last] && Follows(last, bytes, out var both)) parts[^1] = both;
        else parts.Add(bytes);
    }

    /// <summary>New bytes; they are copied.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        fresh.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>One byte.</summary>
    public void U8(int value) => Bytes([(byte)value]);

    /// <summary>Two bytes, high one first.</summary>
    public void U16(int value) => Bytes([(byte)(value >> 8), (byte)value]);

    /// <summary>Four bytes, high one first.</summary>
    public void U32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        Bytes(bytes);
    }

    /// <summary>Four bytes, low one first.</summary>
    public void U32Little(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        Bytes(bytes);
    }

    private void EndFresh()
    {
        if (fresh.WrittenCount == 0) return;
        parts.Add(fresh.WrittenMemory);
        fresh = new();
    }

    private static bool Follows(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, out ReadOnlyMemory<byte> both)
    {
        both = default;
        if (!MemoryMarshal.TryGetArray(first, out var one) || !MemoryMarshal.TryGetArray(second, out var other)) return false;
        if (one.Array != other.Array || one.Offset + one.Count != other.Offset) return false;
        both = new(one.Array, one.Offset, one.Count + other.Count);
        return true;
    }
}
