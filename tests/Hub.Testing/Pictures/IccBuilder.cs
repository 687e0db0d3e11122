using System.Buffers.Binary;
using System.Text;

namespace Hub.Testing.Pictures;

/// <summary>Builds a colour profile from tags.</summary>
public sealed class IccBuilder
{
    private readonly List<(string Signature, byte[] Data)> tags = [];

    /// <summary>Class of the profile.</summary>
    public string Class { get; init; } = "mntr";

    /// <summary>Colour space of the picture.</summary>
    public string Space { get; init; } = "RGB ";

    /// <summary>Major version.</summary>
    public byte Version { get; init; } = 4;

    /// <summary>Whether every field of the header that may hold text holds some.</summary>
    public bool HasTextInHeader { get; init; }

    /// <summary>The tags by which a screen with wide colours tells them.</summary>
    /// <param name="curve">The content of the three curves; that of a power without it.</param>
    public IccBuilder Matrix(byte[]? curve = null)
    {
        Tag("wtpt", Point(0.9642, 1, 0.8249));
        Tag("rXYZ", Point(0.5151, 0.2412, -0.0011)).Tag("gXYZ", Point(0.292, 0.6922, 0.0419)).Tag("bXYZ", Point(0.1571, 0.0666, 0.7841));
        foreach (var signature in (string[])["rTRC", "gTRC", "bTRC"]) Tag(signature, curve ?? Power);
        return this;
    }

    /// <summary>A curve of one power.</summary>
    public static byte[] Power { get; } = [.. "curv\0\0\0\0"u8, 0, 0, 0, 1, 2, 0x33];

    /// <summary>A tag of text.</summary>
    public static byte[] Text(string text) => [.. "text\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(text), 0];

    /// <summary>A tag of text in a language.</summary>
    public static byte[] Multilingual(string text) =>
        [.. "mluc\0\0\0\0"u8, .. U32(1), .. U32(12), .. "enUS"u8, .. U32(text.Length * 2), .. U32(28), .. Encoding.BigEndianUnicode.GetBytes(text)];

    /// <summary>Adds a tag.</summary>
    public IccBuilder Tag(string signature, byte[] data)
    {
        tags.Add((signature, data));
        return this;
    }

    /// <summary>The profile.</summary>
    public byte[] Build()
    {
        var table = new List<byte>(U32(tags.Count));
        var data = new List<byte>();
        foreach (var (signature, content) in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(signature), .. U32(132 + (12 * tags.Count) + data.Count), .. U32(content.Length)]);
            data.AddRange([.. content, .. new byte[(4 - (content.Length % 4)) % 4]]);
        }
        var header = new byte[128];
        if (HasTextInHeader)
        {
            // The module, date, platform, maker, model, creator, checksum, and what is reserved.
            foreach (var at in (int[])[4, 24, 28, 40, 48, 52, 80, 84, 92, 100, 110, 120]) Encoding.ASCII.GetBytes(ExifBuilder.Mark).CopyTo(header, at);
        }
        BinaryPrimitives.WriteInt32BigEndian(header, 128 + table.Count + data.Count);
        header[8] = Version;
        header[9] = 0;
        Encoding.ASCII.GetBytes(Class + Space + "XYZ ").CopyTo(header, 12);
        "acsp"u8.CopyTo(header.AsSpan(36));
        if (!HasTextInHeader) new byte[] { 0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D }.CopyTo(header, 68);
        return [.. header, .. table, .. data];
    }

    private static byte[] Point(double x, double y, double z) => [.. "XYZ \0\0\0\0"u8, .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Fixed(double value) => U32((int)Math.Round(value * 65536));

    private static byte[] U32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
