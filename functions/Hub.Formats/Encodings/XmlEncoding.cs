using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Formats.Encodings;

/// <summary>
/// In which encoding an XML document is: by its byte order mark, else the Content-Type's charset, else its declaration (RFC 7303, section 3.2).
/// </summary>
internal static partial class XmlEncoding
{
    private const int LongestDeclaration = 200;

    /// <summary>
    /// The encoding by which the bytes are to be decoded; null where the XML reader finds it by itself. Where it cannot be, <paramref name="error"/> names
    /// the encoding, and the line where it is known.
    /// </summary>
    public static Encoding? Of(ReadOnlySpan<byte> body, string? contentType, out (int Line, string Expected)? error)
    {
        error = null;
        // UTF-16 and UTF-32 show themselves, with a mark or without: the first character is ASCII.
        if (body is [0xFE or 0xFF, 0xFE or 0xFF, ..] or [0, ..] or [_, 0, ..]) return null;
        if (body.StartsWith(Encoding.UTF8.Preamble)) return Checked(Strict("utf-8"), body, "door zijn byte order mark", isDeclared: true, out error);

        var declared = Declared(body);
        if (TextEncodings.Charset(contentType) is { } charset) return Named(charset, "door de charset van Content-Type", body, declared, out error);
        return declared is null
            ? Checked(Strict("utf-8"), body, "omdat het er geen noemt", isDeclared: true, out error)
            : Named(declared, "volgens zijn declaratie", body, declared, out error);
    }

    private static Encoding? Named(string name, string how, ReadOnlySpan<byte> body, string? declared, out (int Line, string Expected)? error)
    {
        error = null;
        if (TextEncodings.Find(name) is not { } encoding)
        {
            error = (1, $"Een encoding die de hub leest wordt verwacht: {TextEncodings.Known}. Het document heeft {how}: {TextEncodings.Shown(name)}.");
            return null;
        }
        if (TextEncodings.IsUtf16(encoding))
        {
            error = (1, $"Een document in de encoding die het heeft {how} ({TextEncodings.Shown(name)}) wordt verwacht: de bytes zijn geen UTF-16.");
            return null;
        }
        var isDeclared = declared is null ? TextEncodings.IsUtf8(encoding) : TextEncodings.Find(declared) == encoding;
        return Checked(encoding, body, how, isDeclared, out error);
    }

    private static Encoding? Checked(Encoding encoding, ReadOnlySpan<byte> body, string how, bool isDeclared, out (int Line, string Expected)? error)
    {
        error = null;
        if (!TextEncodings.IsUtf8(encoding)) return encoding;
        if (TextEncodings.LineOfError(body) is not { } line) return isDeclared ? null : encoding;
        error = (line, $"Een document in UTF-8 wordt verwacht, de encoding die het heeft {how}; hier is het dat niet. Geef een andere encoding aan.");
        return null;
    }

    private static Encoding Strict(string name) => TextEncodings.Find(name)!;

    private static string? Declared(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith("<?xml"u8)) return null;
        var match = Declaration().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, LongestDeclaration)]));
        return match.Success ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex("""\A<\?xml\s[^>]*?\sencoding\s*=\s*["'](?<name>[^"'<>]*)["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
