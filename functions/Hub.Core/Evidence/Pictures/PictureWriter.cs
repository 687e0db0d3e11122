using System.Buffers;
using System.Buffers.Binary;

namespace Hub.Core.Evidence.Pictures;

/// <summary>Writes a picture from front to end.</summary>
/// <param name="capacity">Bytes to begin with; never more than the picture that was read has, give or take an orientation.</param>
internal sealed class PictureWriter(int capacity)
{
    private readonly ArrayBufferWriter<byte> written = new(Math.Max(capacity, 64));

    /// <summary>Bytes written so far.</summary>
    public int Length => written.WrittenCount;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => written.WrittenMemory;

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => written.Write(bytes);

    /// <summary>One byte.</summary>
    public void U8(int value) => written.Write([(byte)value]);

    /// <summary>Two bytes, high one first.</summary>
    public void U16(int value) => written.Write([(byte)(value >> 8), (byte)value]);

    /// <summary>Four bytes, high one first.</summary>
    public void U32(long value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(written.GetSpan(4), (uint)value);
        written.Advance(4);
    }

    /// <summary>Four bytes, low one first.</summary>
    public void U32Little(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(written.GetSpan(4), (uint)value);
        written.Advance(4);
    }
}
