using System.Buffers.Binary;
using System.Text;

namespace Hub.Testing.Pictures;

/// <summary>Builds a WebP from chunks.</summary>
public sealed class WebPBuilder
{
    private readonly List<byte> chunks = [];

    /// <summary>A WebP with all kinds of metadata.</summary>
    /// <param name="sample">The coded picture.</param>
    /// <param name="exif">Its Exif.</param>
    public static byte[] Full(string sample = "lossy.webp", ExifBuilder? exif = null)
    {
        var coded = Chunks(Sample.Read(sample)).Where(c => c.Type != "VP8X").ToList();
        var builder = new WebPBuilder().Extended(0x20 | 0x08 | 0x04 | (sample.Contains("alpha", StringComparison.Ordinal) ? 0x10 : 0))
            .Chunk("ICCP", Metadata.Profile);
        foreach (var (type, data) in coded) builder.Chunk(type, data);
        return builder
            .Chunk("EXIF", (exif ?? new ExifBuilder()).Build())
            .Chunk("XMP ", Metadata.Xmp)
            .Chunk("PRIV", Metadata.Text("private chunk"))
            .Build();
    }

    /// <summary>The chunks of a WebP.</summary>
    public static IReadOnlyList<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        var found = new List<(string, byte[])>();
        for (var at = 12; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            found.Add((Encoding.ASCII.GetString(file, at, 4), file[(at + 8)..(at + 8 + length)]));
            at += 8 + length + (length % 2);
        }
        return found;
    }

    /// <summary>Adds the chunk that announces others.</summary>
    /// <param name="flags">Which there may be.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    public WebPBuilder Extended(int flags, int width = 48, int height = 32) =>
        Chunk("VP8X", [(byte)flags, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0]);

    /// <summary>Adds the chunk of a coded picture that holds its pixels.</summary>
    public WebPBuilder Pixels(string sample = "lossy.webp")
    {
        var (type, data) = Chunks(Sample.Read(sample)).Single(c => c.Type is "VP8 " or "VP8L");
        return Chunk(type, data);
    }

    /// <summary>Adds a chunk.</summary>
    public WebPBuilder Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        chunks.AddRange([.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length % 2]]);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, chunks.Count + 4);
        return [.. "RIFF"u8, .. length, .. "WEBP"u8, .. chunks];
    }
}
