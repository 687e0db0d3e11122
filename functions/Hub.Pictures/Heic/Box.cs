using System.Text;

namespace Hub.Pictures.Heic;

/// <summary>A box of a file in the ISO base media format (ISO/IEC 14496-12 section 4.2).</summary>
/// <param name="Type">Its four characters; boxes of type uuid are told no further apart.</param>
/// <param name="Start">Byte of the file where its header begins.</param>
/// <param name="Body">Byte of the file where its header has ended.</param>
/// <param name="End">The byte of the file behind it.</param>
internal readonly record struct Box(string Type, int Start, int Body, int End)
{
    /// <summary>Bytes behind its header.</summary>
    public int Length => End - Body;

    /// <summary>Reads the next box and passes over it.</summary>
    /// <param name="reader">At its header.</param>
    /// <param name="isTopLevel">Only such a box may leave its end to that of the file (section 4.2.2).</param>
    public static Box Read(ref ByteReader reader, bool isTopLevel = false)
    {
        var start = reader.Offset;
        ulong size = reader.U32("a box's size");
        var type = reader.Take(4, "a box's type");
        foreach (var letter in type)
        {
            if (letter is < 0x20 or 0x7F) throw PictureRefusedException.Broken(HeicPicture.Name, start + 4, "a box's type of four characters");
        }
        if (size == 1) size = reader.U64("a box's size");
        var header = reader.Offset - start;
        if (size == 0 && isTopLevel) size = (ulong)header + (ulong)reader.Left;
        if (size < (ulong)header || size - (ulong)header > (ulong)reader.Left)
            throw PictureRefusedException.Broken(HeicPicture.Name, start, $"a box that ends within what holds it, and its size is {size} bytes");
        var body = reader.Offset;
        reader.Take((int)size - header, "a box");
        return new(Encoding.Latin1.GetString(type), start, body, reader.Offset);
    }

    /// <summary>Reads all boxes to the end of the stretch.</summary>
    public static List<Box> ReadAll(ByteReader reader, bool areTopLevel = false)
    {
        var boxes = new List<Box>();
        while (reader.Left > 0)
        {
            PictureRefusedException.CheckParts(HeicPicture.Name, reader.Offset, boxes.Count);
            boxes.Add(Read(ref reader, areTopLevel));
        }
        return boxes;
    }
}
