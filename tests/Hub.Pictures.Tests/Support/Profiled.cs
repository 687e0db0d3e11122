using System.IO.Compression;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Support;

/// <summary>Pictures of every format with a colour profile, and the profile in a picture.</summary>
internal static class Profiled
{
    /// <summary>A picture with these bytes in the place of its profile.</summary>
    public static byte[] Picture(string format, byte[] profile) => format switch
    {
        "jpeg" => new JpegBuilder().Profile(profile, 60_000).Build(),
        "png" => new PngBuilder().Chunk("iCCP", [.. "any name\0\0"u8, .. PngBuilder.Compressed(profile)]).Build(),
        "webp" => new WebPBuilder().Extended(0x20).Chunk("ICCP", profile).Pixels().Build(),
        "heic" => HeicBuilder.Coloured([.. "prof"u8, .. profile]),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There are no pictures of this format."),
    };

    /// <summary>The profile of a picture; null where it has none.</summary>
    public static byte[]? Of(byte[] file)
    {
        if (Behind(file, "ICC_PROFILE\0\u0001\u0001"u8) is { } jpeg) return Stated(jpeg);
        if (Behind(file, "iCCP"u8) is { } png) return Inflated(png[(Array.IndexOf(png, (byte)0) + 2)..]);
        if (Behind(file, "ICCP"u8) is { } webp) return Stated(webp[4..]);
        return Behind(file, "colrprof"u8) is { } heic ? Stated(heic) : null;
    }

    private static byte[]? Behind(byte[] file, ReadOnlySpan<byte> mark) => file.AsSpan().IndexOf(mark) is var at and >= 0 ? file[(at + mark.Length)..] : null;

    private static byte[] Stated(byte[] bytes) => bytes[..System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes)];

    private static byte[] Inflated(byte[] compressed)
    {
        using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
