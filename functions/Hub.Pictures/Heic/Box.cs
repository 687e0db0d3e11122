using System.Buffers.Binary;
using System.Text;

namespace Hub.Pictures.Heic;

/// <summary>A box of a file in the ISO base media format (ISO/IEC 14496-12 section 4.2).</summary>
/// <param name="Type">Its four characters; all boxes of type uuid are treated alike.</param>
/// <param name="Start">Offset of its header in the file.</param>
/// <param name="Body">Offset of its content in the file.</param>
/// <param name="End">Offset of the first byte after it.</param>
internal readonly record struct Box(string Type, int Start, int Body, int End)
{
    /// <summary>Bytes of its content.</summary>
    public int Length => End - Body;

    /// <summary>Reads the header of the next box and skips its content.</summary>
    /// <param name="reader">At its header.</param>
    /// <param name="isTopLevel">Only a top-level box may extend to the end of the file (size 0, section 4.2.2).</param>
    public static Box Read(ref ByteReader reader, bool isTopLevel = false)
    {
        var start = reader.Offset;
        ulong size = reader.U32("a box's size");
        var type = reader.ReadBytes(4, "a box's type");
        foreach (var letter in type)
        {
            if (letter is < 0x20 or 0x7F) throw PictureRejectedException.Broken(HeicPicture.Name, start + 4, "a box's type of four characters");
        }
        if (size == 1) size = reader.U64("a box's size");
        var header = reader.Offset - start;
        if (size == 0 && isTopLevel) size = (ulong)header + (ulong)reader.Remaining;
        if (size < (ulong)header || size - (ulong)header > (ulong)reader.Remaining)
            throw PictureRejectedException.Broken(HeicPicture.Name, start, $"a box that ends within what holds it, and its size is {size} bytes");
        var body = reader.Offset;
        reader.ReadBytes((int)size - header, "a box");
        return new(Encoding.Latin1.GetString(type), start, body, reader.Offset);
    }

    /// <summary>Whether a whole box of whatever type begins here.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || bytes[4..8].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0) return false;
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (size == 1 && bytes.Length >= 16) size = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return size >= 8 && size <= (ulong)bytes.Length;
    }

    /// <summary>Reads all boxes to the end of the range.</summary>
    public static List<Box> ReadAll(ByteReader reader)
    {
        var boxes = new List<Box>();
        while (reader.Remaining > 0)
        {
            PictureRejectedException.CheckParts(HeicPicture.Name, reader.Offset, boxes.Count);
            boxes.Add(Read(ref reader));
        }
        return boxes;
    }
}
