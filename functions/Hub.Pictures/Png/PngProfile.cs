using System.IO.Compression;
using Hub.Pictures.Icc;

namespace Hub.Pictures.Png;

/// <summary>The colour profile of a PNG (third edition, section 11.3.3.3): a name, which may be any text, and the profile compressed.</summary>
internal static class PngProfile
{
    private const int LongestName = 79;

    /// <summary>The chunk's type.</summary>
    public static ReadOnlySpan<byte> Type => "iCCP"u8;

    private static ReadOnlySpan<byte> Name => "icc\0\0"u8;

    /// <summary>Cleans the chunk's data.</summary>
    /// <returns>The data to write, empty where the chunk stays as it is; or why the profile is removed.</returns>
    public static (ReadOnlyMemory<byte>? Kept, string? Dropped) Clean(ReadOnlyMemory<byte> data)
    {
        var name = data.Span.IndexOf((byte)0);
        if (name is < 0 or > LongestName || data.Length < name + 4 || data.Span[name + 1] != 0) return (null, "its chunk is broken");
        var compressed = data[(name + 2)..];
        var (kept, dropped) = IccProfile.Clean(Inflated(compressed));
        if (kept is not { } clean) return (null, dropped);
        var isByTheBook = data.Span.StartsWith(Name)
            && ZlibInflater.InflateAll(compressed, PictureLimits.ProfileBytes) is { } whole && clean.Span.SequenceEqual(whole);
        return (isByTheBook ? ReadOnlyMemory<byte>.Empty : Written(clean), null);
    }

    // As much as there is, without the checksum of zlib: decoders read a profile by its own length. Behind the limit it would be removed anyway.
    private static byte[] Inflated(ReadOnlyMemory<byte> compressed)
    {
        using var inflater = new DeflateStream(new MemoryStream(compressed[2..].ToArray(), writable: false), CompressionMode.Decompress);
        var result = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (result.Length <= PictureLimits.ProfileBytes && inflater.Read(buffer) is var read and > 0) result.Write(buffer, 0, read);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // What came before it breaks off may be the whole profile.
        }
        return result.ToArray();
    }

    private static byte[] Written(ReadOnlyMemory<byte> profile)
    {
        using var compressed = new MemoryStream();
        compressed.Write(Name);
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(profile.Span);
        return compressed.ToArray();
    }
}
