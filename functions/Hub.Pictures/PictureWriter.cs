using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hub.Pictures;

/// <summary>Assembles a picture: unchanged bytes by reference, new bytes in small arrays.</summary>
internal sealed class PictureWriter
{
    private readonly List<ReadOnlyMemory<byte>> parts = [];
    private ArrayBufferWriter<byte> newBytes = new();

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Everything written so far.</summary>
    public PictureBytes Written
    {
        get
        {
            FlushNewBytes();
            return new([.. parts]);
        }
    }

    /// <summary>Appends unchanged bytes by reference. Bytes adjacent to the previous ones in the same array are merged into one part.</summary>
    public void Keep(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        FlushNewBytes();
        Length += bytes.Length;
        if (parts is [.., var last] && AreAdjacent(last, bytes, out var both)) parts[^1] = both;
        else parts.Add(bytes);
    }

    /// <summary>Appends a copy of new bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        newBytes.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>One byte.</summary>
    public void U8(int value) => Bytes([(byte)value]);

    /// <summary>Two bytes, big-endian.</summary>
    public void U16(int value) => Bytes([(byte)(value >> 8), (byte)value]);

    /// <summary>Four bytes, big-endian.</summary>
    public void U32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        Bytes(bytes);
    }

    /// <summary>Four bytes, little-endian.</summary>
    public void U32Little(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        Bytes(bytes);
    }

    private void FlushNewBytes()
    {
        if (newBytes.WrittenCount == 0) return;
        parts.Add(newBytes.WrittenMemory);
        newBytes = new();
    }

    private static bool AreAdjacent(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, out ReadOnlyMemory<byte> both)
    {
        both = default;
        if (!MemoryMarshal.TryGetArray(first, out var one) || !MemoryMarshal.TryGetArray(second, out var other)) return false;
        if (one.Array != other.Array || one.Offset + one.Count != other.Offset) return false;
        both = new(one.Array, one.Offset, one.Count + other.Count);
        return true;
    }
}
