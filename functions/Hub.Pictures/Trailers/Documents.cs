using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hub.Pictures.Trailers;

/// <summary>Recognizes documents that are none of a photo's business: archives, programs, scripts, web pages, PDF and other pictures.</summary>
internal static class Documents
{
    /// <summary>What an archive is called in an error message.</summary>
    public const string Archive = "an archive";

    private const string Program = "a program";
    private const string Script = "a script";
    private const string Page = "a web page or a script";
    private const string Pdf = "a PDF";
    private const string Office = "an office document";
    private const string Picture = "another picture";

    private const int ZipEndLength = 22;
    private const int MaxJpegsTried = 16;

    // Signatures that are looked for where something begins; some are too short to be looked for anywhere.
    private static readonly (byte[] Bytes, string What)[] AtStart =
    [
        ([.. "PK\u0003\u0004"u8], Archive), ([.. "PK\u0005\u0006"u8], Archive), ([0x1F, 0x8B, 0x08], Archive), ([.. "BZh"u8], Archive),
        ([0x28, 0xB5, 0x2F, 0xFD], Archive), ([.. "MSCF"u8], Archive), ([.. "!<arch>"u8], Archive), ([.. "xar!"u8], Archive),
        ([.. "MZ"u8], Program), ([0x7F, .. "ELF"u8], Program), ([0xCA, 0xFE, 0xBA, 0xBE], Program), ([0xFE, 0xED, 0xFA, 0xCE], Program),
        ([0xFE, 0xED, 0xFA, 0xCF], Program), ([0xCE, 0xFA, 0xED, 0xFE], Program), ([0xCF, 0xFA, 0xED, 0xFE], Program), ([.. "dex\n"u8], Program),
        ([.. "#!"u8], Script), ([.. "<%"u8], Script), ([.. "@echo"u8], Script), ([.. "%!PS"u8], Pdf), ([.. "{\\rtf"u8], Office),
        ([.. "GIF8"u8], Picture), ([.. "II*\0"u8], Picture), ([.. "MM\0*"u8], Picture), ([.. "8BPS"u8], Picture),
    ];

    // Long enough to be looked for anywhere in bytes of no known form.
    private static readonly (byte[] Bytes, string What)[] Anywhere =
    [
        ([.. "%PDF-"u8], Pdf), ([.. "Rar!\u001A\u0007"u8], Archive), ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], Archive),
        ([0xFD, .. "7zXZ\0"u8], Archive), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Office),
        ([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], Picture), ([.. "GIF89a"u8], Picture), ([.. "GIF87a"u8], Picture),
        ([.. "ftypheic"u8], Picture), ([.. "ftypheix"u8], Picture), ([.. "ftypmif1"u8], Picture), ([.. "ftypavif"u8], Picture),
        ([0x7F, .. "ELF"u8, 1, 1, 1], Program), ([0x7F, .. "ELF"u8, 2, 1, 1], Program),
        ([.. "PE\0\0"u8, 0x4C, 0x01], Program), ([.. "PE\0\0"u8, 0x64, 0x86], Program), ([.. "PE\0\0"u8, 0x64, 0xAA], Program),
    ];

    private static readonly string[] Tags = ["html", "!doctype html", "script", "iframe", "body", "svg", "?php"];

    private static readonly SearchValues<byte> TagStarts = SearchValues.Create("hH!sSiIbB?"u8);

    private static readonly HashSet<string> PictureBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "crx ", "jxl "];

    /// <summary>The document that begins here; null where none does.</summary>
    public static string? At(ReadOnlySpan<byte> bytes)
    {
        foreach (var (signature, what) in AtStart)
        {
            if (bytes.StartsWith(signature)) return what;
        }
        if (bytes.Length > 262 && bytes[257..262].SequenceEqual("ustar"u8)) return Archive;
        if (bytes.Length >= 16 && bytes[4..8].SequenceEqual("ftyp"u8) && IsPictureBrand(bytes)) return Picture;
        if (bytes.Length >= 14 && bytes.StartsWith("BM"u8)
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[2..]) <= bytes.Length && bytes[6..10].IndexOfAnyExcept((byte)0) < 0)
            return Picture;
        return JpegExtent.Of(bytes) > 0 ? Picture : null;
    }

    /// <summary>The first document that is found anywhere in bytes of no known form; null where there is none.</summary>
    public static (int Offset, string What)? Within(ReadOnlySpan<byte> bytes)
    {
        (int Offset, string What)? first = null;
        foreach (var (signature, what) in Anywhere) Note(bytes.IndexOf(signature), what, ref first);
        Note(ZipEntry(bytes), Archive, ref first);
        Note(WebP(bytes), Picture, ref first);
        Note(Tag(bytes), Page, ref first);
        Note(LastJpeg(bytes), Picture, ref first);
        return first;
    }

    /// <summary>Whether a box ftyp is that of a picture.</summary>
    public static bool IsPictureBrand(ReadOnlySpan<byte> box) => box.Length >= 12 && PictureBrands.Contains(Encoding.Latin1.GetString(box[8..12]));

    /// <summary>Whether the file ends as a ZIP does: with a record that states the length of the comment behind it (APPNOTE section 4.3.16).</summary>
    public static bool EndsWithZip(ReadOnlySpan<byte> bytes)
    {
        var last = bytes[Math.Max(0, bytes.Length - ZipEndLength - ushort.MaxValue)..];
        for (var at = last.LastIndexOf("PK\u0005\u0006"u8); at >= 0; at = last[..at].LastIndexOf("PK\u0005\u0006"u8))
        {
            if (at + ZipEndLength > last.Length) continue;
            var end = at + ZipEndLength + BinaryPrimitives.ReadUInt16LittleEndian(last[(at + ZipEndLength - 2)..]);
            if (end <= last.Length && last[end..].IndexOfAnyExcept((byte)0) < 0) return true;
        }
        return false;
    }

    private static void Note(int offset, string what, ref (int Offset, string What)? first)
    {
        if (offset >= 0 && (first is null || offset < first.Value.Offset)) first = (offset, what);
    }

    // A local file header (APPNOTE section 4.3.7): a version up to 6.3, a method that is used, and a name within the bytes.
    private static int ZipEntry(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; bytes[at..].IndexOf("PK\u0003\u0004"u8) is var found and >= 0; at += found + 4)
        {
            var header = bytes[(at + found)..];
            if (header.Length < 30) return -1;
            int version = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) & 0xFF, method = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
                name = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
            if (version <= 63 && method is <= 20 or >= 93 and <= 99 && name is > 0 and < 1024 && 30 + name <= header.Length) return at + found;
        }
        return -1;
    }

    private static int WebP(ReadOnlySpan<byte> bytes)
    {
        var found = bytes.IndexOf("WEBPVP8"u8);
        return found >= 8 && bytes[(found - 8)..].StartsWith("RIFF"u8) ? found - 8 : -1;
    }

    private static int Tag(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; bytes[at..].IndexOf((byte)'<') is var found and >= 0; at += found + 1)
        {
            var behind = bytes[(at + found + 1)..];
            if (behind.IsEmpty || !TagStarts.Contains(behind[0])) continue;
            foreach (var tag in Tags)
            {
                if (behind.Length > tag.Length && Ascii.EqualsIgnoreCase(behind[..tag.Length], tag)
                    && !char.IsAsciiLetterOrDigit((char)behind[tag.Length]))
                    return at + found;
            }
        }
        return -1;
    }

    // A whole JPEG as the last thing: one that other bytes follow is the thumbnail in the rest of an older file.
    private static int LastJpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (var tried = 0; tried < MaxJpegsTried && bytes[at..].IndexOf(JpegExtent.Start) is var found and >= 0; tried++)
        {
            at += found;
            var length = JpegExtent.Of(bytes[at..]);
            if (length > 0 && bytes[(at + length)..].IndexOfAnyExcept((byte)0, (byte)0xFF) < 0) return at;
            at += Math.Max(length, 1);
        }
        return -1;
    }
}
