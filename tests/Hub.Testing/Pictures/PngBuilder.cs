using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hub.Testing.Pictures;

/// <summary>Builds a PNG from chunks.</summary>
public sealed class PngBuilder
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly List<byte> before = [];
    private readonly List<byte> behind = [];
    private byte[]? pixels;

    /// <summary>Pixels across.</summary>
    public int Width { get; init; } = 13;

    /// <summary>Pixels down.</summary>
    public int Height { get; init; } = 9;

    /// <summary>Bits a sample.</summary>
    public byte Depth { get; init; } = 8;

    /// <summary>0 grey, 2 colour, 3 palette, 4 grey with transparency, 6 colour with transparency.</summary>
    public byte Colour { get; init; } = 2;

    /// <summary>Whether it is stored in seven passes.</summary>
    public bool Interlaced { get; init; }

    /// <summary>Number of chunks for the pixels.</summary>
    public int Parts { get; init; } = 2;

    /// <summary>A PNG with all kinds of metadata.</summary>
    /// <param name="exif">Its Exif.</param>
    /// <param name="interlaced">Whether it is stored in seven passes.</param>
    public static byte[] Full(ExifBuilder? exif = null, bool interlaced = false) => new PngBuilder { Interlaced = interlaced }
        .Chunk("iCCP", [.. "profile\0"u8, 0, .. Compressed(Metadata.Profile)])
        .Chunk("gAMA", [0, 0, 0xB1, 0x8F])
        .Chunk("pHYs", [0, 0, 0x0B, 0x13, 0, 0, 0x0B, 0x13, 1])
        .Chunk("tEXt", [.. "Author\0"u8, .. Metadata.Text("author")])
        .Chunk("zTXt", [.. "Comment\0"u8, 0, .. Compressed(Metadata.Text("comment"))])
        .Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Metadata.Xmp])
        .Chunk("tIME", [0x07, 0xEA, 7, 14, 9, 30, 0])
        .Chunk("eXIf", (exif ?? new ExifBuilder()).Build())
        .Chunk("prVt", Metadata.Text("private chunk"))
        .Behind("tEXt", [.. "Comment\0"u8, .. Metadata.Text("comment behind the pixels")])
        .Build();

    /// <summary>A zlib stream.</summary>
    public static byte[] Compressed(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal)) stream.Write(bytes);
        return compressed.ToArray();
    }

    /// <summary>One chunk with its checksum.</summary>
    public static byte[] ChunkOf(string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        var bytes = new byte[typed.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, data.Length);
        typed.CopyTo(bytes, 4);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(typed.Length + 4), Crc(typed));
        return bytes;
    }

    /// <summary>The checksum of a chunk's type and data.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        }
        return ~crc;
    }

    /// <summary>The pixels before they are compressed: every row with its filter type.</summary>
    public byte[] Rows()
    {
        var rows = new List<byte>();
        var passes = Interlaced
            ? new (int X, int Y, int Across, int Down)[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) }
            : [(0, 0, 1, 1)];
        var samples = Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        foreach (var (x, y, across, down) in passes)
        {
            int columns = (Width - x + across - 1) / across, lines = (Height - y + down - 1) / down;
            if (columns <= 0) continue;
            for (var line = 0; line < lines; line++)
            {
                rows.Add((byte)(line % 5));
                var length = ((columns * samples * Depth) + 7) / 8;
                for (var i = 0; i < length; i++) rows.Add((byte)(Colour == 3 ? 0 : (i * 7) + line));
            }
        }
        return [.. rows];
    }

    /// <summary>Adds a chunk before the pixels.</summary>
    public PngBuilder Chunk(string type, byte[] data)
    {
        before.AddRange(ChunkOf(type, data));
        return this;
    }

    /// <summary>Adds a chunk after the pixels.</summary>
    public PngBuilder Behind(string type, byte[] data)
    {
        behind.AddRange(ChunkOf(type, data));
        return this;
    }

    /// <summary>Replaces the compressed pixels.</summary>
    public PngBuilder Pixels(byte[] compressed)
    {
        pixels = compressed;
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = (Depth, Colour, (byte)(Interlaced ? 1 : 0));
        var compressed = pixels ?? Compressed(Rows());
        var parts = compressed.Chunk(Math.Max(1, (compressed.Length + Parts - 1) / Parts));
        return [.. Signature, .. ChunkOf("IHDR", header), .. before, .. parts.SelectMany(p => ChunkOf("IDAT", p)), .. behind, .. ChunkOf("IEND", [])];
    }
}
