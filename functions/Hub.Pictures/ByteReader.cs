using System.Buffers.Binary;

namespace Hub.Pictures;

/// <summary>
/// Reads a stretch of the file from front to end. Every read is checked against the end of the stretch, and what is missing is
/// refused with the byte of the file where it should have been.
/// </summary>
internal ref struct ByteReader
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int start;
    private readonly string format;
    private int at;

    /// <param name="bytes">The stretch.</param>
    /// <param name="start">Where it begins in the file.</param>
    /// <param name="format">The format's name, for the refusal.</param>
    public ByteReader(ReadOnlySpan<byte> bytes, int start, string format)
    {
        this.bytes = bytes;
        this.start = start;
        this.format = format;
    }

    /// <summary>Byte of the file that is read next.</summary>
    public readonly int Offset => start + at;

    /// <summary>Bytes to the end of the stretch.</summary>
    public readonly int Left => bytes.Length - at;

    /// <summary>All to the end of the stretch, without reading on.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes[at..];

    /// <summary>One byte.</summary>
    public byte U8(string what) => Take(1, what)[0];

    /// <summary>Two bytes, high one first.</summary>
    public ushort U16(string what) => BinaryPrimitives.ReadUInt16BigEndian(Take(2, what));

    /// <summary>Four bytes, high one first.</summary>
    public uint U32(string what) => BinaryPrimitives.ReadUInt32BigEndian(Take(4, what));

    /// <summary>Four bytes, low one first.</summary>
    public uint U32Little(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    /// <summary>Eight bytes, high one first.</summary>
    public ulong U64(string what) => BinaryPrimitives.ReadUInt64BigEndian(Take(8, what));

    /// <summary>A number of 0, 4 or 8 bytes, high one first; 0 where it has no bytes.</summary>
    public ulong Sized(int size, string what) => size switch
    {
        0 => 0,
        4 => U32(what),
        8 => U64(what),
        _ => throw Broken($"{what} of 0, 4 or 8 bytes"),
    };

    /// <summary>The next bytes.</summary>
    /// <param name="length">How many; may be any number that the file states.</param>
    /// <param name="what">What they are, for the refusal.</param>
    public ReadOnlySpan<byte> Take(long length, string what)
    {
        if (length < 0 || length > Left) throw Broken($"{what} ({length} bytes), and only {Left} bytes are left there");
        var taken = bytes.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }

    /// <summary>A reader of the next bytes alone; this one goes on behind them.</summary>
    public ByteReader Window(long length, string what)
    {
        var from = Offset;
        return new ByteReader(Take(length, what), from, format);
    }

    /// <summary>Refuses bytes that are left over.</summary>
    public readonly void End(string what)
    {
        if (Left > 0) throw Broken($"the end of {what}, and {Left} bytes are left");
    }

    /// <summary>The refusal for what is wrong at the next byte.</summary>
    public readonly PictureRefusedException Broken(string expected) => PictureRefusedException.Broken(format, Offset, expected);
}
