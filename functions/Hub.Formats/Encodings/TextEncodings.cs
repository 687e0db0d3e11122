using System.Text;

namespace Hub.Formats.Encodings;

/// <summary>The encodings in which texts come in: UTF-8, UTF-16, and those of Windows and older systems in Western Europe.</summary>
internal static class TextEncodings
{
    /// <summary>What is read, for an error's sentence.</summary>
    public const string Known = "UTF-8, UTF-16, US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252";

    // A byte that the encoding does not have is an error, and no question mark in somebody's name.
    private static readonly Dictionary<string, Encoding> ByName = new (Encoding Encoding, string[] Names)[]
    {
        (new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), ["utf-8", "utf8"]),
        (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), ["utf-16", "utf-16le", "unicode"]),
        (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), ["utf-16be"]),
        (Strict(Encoding.ASCII), ["us-ascii", "ascii"]),
        (Strict(Encoding.Latin1), ["iso-8859-1", "iso_8859-1", "latin1", "l1"]),
        (Strict(CodePage(28605)), ["iso-8859-15", "iso_8859-15", "latin-9", "latin9"]),
        (Strict(CodePage(1252)), ["windows-1252", "cp1252", "x-cp1252"]),
    }.SelectMany(e => e.Names.Select(name => (name, e.Encoding))).ToDictionary(e => e.name, e => e.Encoding, StringComparer.OrdinalIgnoreCase);

    /// <summary>The encoding of a name of the IANA registry, or null. It throws on bytes that it does not have.</summary>
    public static Encoding? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>True for UTF-8.</summary>
    public static bool IsUtf8(Encoding encoding) => encoding.CodePage == Encoding.UTF8.CodePage;

    /// <summary>True for both orders of UTF-16.</summary>
    public static bool IsUtf16(Encoding encoding) => encoding is UnicodeEncoding;

    /// <summary>The <c>charset</c> of a Content-Type, or null.</summary>
    public static string? Charset(string? contentType)
    {
        foreach (var part in contentType?.Split(';').Skip(1) ?? [])
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || !part[..at].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase)) continue;
            return part[(at + 1)..].Trim().Trim('"', '\'') is { Length: > 0 } name ? name : null;
        }
        return null;
    }

    /// <summary>A name that a sender gave, as it may stand in an answer.</summary>
    public static string Shown(string name) => string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(30));

    /// <summary>The line of the first byte that is not UTF-8, 1 first; null where all of them are.</summary>
    public static int? LineOfError(ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text)) return null;
        var line = 1;
        while (Rune.DecodeFromUtf8(text, out var rune, out var read) is System.Buffers.OperationStatus.Done)
        {
            if (rune.Value == '\n') line++;
            text = text[read..];
        }
        return line;
    }

    private static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number) ?? throw new NotSupportedException($"Code page {number} is not in this runtime.");

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
