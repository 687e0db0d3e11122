using System.Buffers.Binary;

namespace Hub.Pictures;

/// <summary>
/// Reads a range of the file from its first byte to its last. Every read is checked against the end of the range; a missing part is
/// reported with its offset in the file.
/// </summary>
internal ref struct ByteReader
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int offset;
    private readonly string format;
    private int position;

    /// <param name="bytes">The range.</param>
    /// <param name="offset">Offset of the range in the file.</param>
    /// <param name="format">Name of the format, for error messages.</param>
    public ByteReader(ReadOnlySpan<byte> bytes, int offset, string format)
    {
        this.bytes = bytes;
        this.offset = offset;
        this.format = format;
    }

    /// <summary>Offset in the file of the next byte.</summary>
    public readonly int Offset => offset + position;

    /// <summary>Bytes left in the range.</summary>
    public readonly int Remaining => bytes.Length - position;

    /// <summary>The bytes left in the range; the position does not move.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes[position..];

    /// <summary>One byte.</summary>
    public byte U8(string what) => ReadBytes(1, what)[0];

    /// <summary>Two bytes, big-endian.</summary>
    public ushort U16(string what) => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(2, what));

    /// <summary>Four bytes, big-endian.</summary>
    public uint U32(string what) => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4, what));

    /// <summary>Four bytes, little-endian.</summary>
    public uint U32Little(string what) => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4, what));

    /// <summary>Eight bytes, big-endian.</summary>
    public ulong U64(string what) => BinaryPrimitives.ReadUInt64BigEndian(ReadBytes(8, what));

    /// <summary>A big-endian number of 0, 4 or 8 bytes; 0 where it has no bytes.</summary>
    public ulong Sized(int size, string what) => size switch
    {
        0 => 0,
        4 => U32(what),
        8 => U64(what),
        _ => throw Broken($"{what} of 0, 4 or 8 bytes"),
    };

    /// <summary>The next bytes.</summary>
    /// <param name="length">How many; any number that the file states is allowed here.</param>
    /// <param name="what">What they are, for the error message.</param>
    public ReadOnlySpan<byte> ReadBytes(long length, string what)
    {
        if (length < 0 || length > Remaining) throw Broken($"{what} ({length} bytes), and only {Remaining} bytes are left there");
        var taken = bytes.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    /// <summary>A reader over the next bytes; this reader continues after them.</summary>
    public ByteReader Window(long length, string what)
    {
        var from = Offset;
        return new ByteReader(ReadBytes(length, what), from, format);
    }

    /// <summary>Throws where bytes are left in the range.</summary>
    public readonly void RequireEnd(string what)
    {
        if (Remaining > 0) throw Broken($"the end of {what}, and {Remaining} bytes are left");
    }

    /// <summary>The error at the next byte.</summary>
    public readonly PictureRejectedException Broken(string expected) => PictureRejectedException.Broken(format, Offset, expected);
}
