using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Hub.Formats.Encodings;

namespace Hub.Formats.Csv;

/// <summary>
/// The text of a CSV file in UTF-8: what has a byte order mark in UTF-8 or UTF-16, else what the Content-Type's charset says, else UTF-8. Excel's plain
/// "CSV" is in the code page of Windows, which nothing in the file tells, and is not guessed.
/// </summary>
internal static class CsvText
{
    /// <summary>Stands for a control character in the text that is decoded: the reader of CSV would make a space of some of them.</summary>
    public const char Control = '\uFFFF';

    private const string NotUtf8 =
        "A file in UTF-8; this one is not. In Excel, save it as CSV UTF-8, or send the charset with the Content-Type: text/csv; charset=windows-1252.";

    /// <summary>Decodes a file; <paramref name="lines"/> is the number of lines before its header.</summary>
    public static bool TryDecode(
        ReadOnlyMemory<byte> file, string? contentType, out ReadOnlyMemory<byte> csv, out int lines, [NotNullWhen(false)] out CsvReadError? error)
    {
        (csv, lines, error) = (file, 0, null);
        if (FileKind.OtherThanText(file.Span) is { } kind)
        {
            error = new CsvReadError(1, $"A CSV file; this is {kind}. In Excel, save it as CSV UTF-8.");
            return false;
        }
        var charset = TextEncodings.Charset(contentType);
        var encoding = file.Span switch
        {
            [0xEF, 0xBB, 0xBF, ..] => TextEncodings.Find("utf-8"),
            [0xFF, 0xFE, ..] => TextEncodings.Find("utf-16"),
            [0xFE, 0xFF, ..] => TextEncodings.Find("utf-16be"),
            _ => TextEncodings.Find(charset ?? "utf-8"),
        };
        if (encoding is not null && !TextEncodings.IsUtf16(encoding) && FileKind.Utf16Name(file.Span) is { } utf16)
        {
            error = new CsvReadError(1, $"A file in UTF-8; this one is in UTF-16 without a byte order mark. Send its charset: text/csv; charset={utf16}.");
            return false;
        }
        if (encoding is null)
        {
            error = new CsvReadError(1, $"A charset that the hub reads: {TextEncodings.Known}. The Content-Type names {TextEncodings.Shown(charset!)}.");
            return false;
        }
        if (TextEncodings.IsUtf8(encoding))
        {
            if (!Utf8.IsValid(file.Span)) error = new CsvReadError(TextEncodings.LineOfError(file.Span) ?? 1, NotUtf8);
        }
        else
        {
            try
            {
                csv = Encoding.UTF8.GetBytes(encoding.GetString(file.Span));
            }
            catch (DecoderFallbackException)
            {
                error = new CsvReadError(1, $"A file in the encoding that it has by its byte order mark or charset: {encoding.WebName}.");
            }
        }
        if (error is not null) return false;
        (csv, lines) = WithoutSeparatorLine(Marked(csv));
        return true;
    }

    // With the mark in the place of each control character that free text cannot have.
    private static ReadOnlyMemory<byte> Marked(ReadOnlyMemory<byte> csv)
    {
        if (csv.Span.IndexOfAny(ControlBytes) < 0) return csv;
        var marked = new ArrayBufferWriter<byte>(csv.Length + 64);
        var rest = csv.Span;
        while (rest.IndexOfAny(ControlBytes) is var at and >= 0)
        {
            marked.Write(rest[..at]);
            marked.Write("\uFFFF"u8);
            rest = rest[(at + 1)..];
        }
        marked.Write(rest);
        return marked.WrittenMemory;
    }

    private static readonly SearchValues<byte> ControlBytes =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Append(0x7F).Select(b => (byte)b).Except([(byte)'\t', (byte)'\r', (byte)'\n'])]);

    // Excel's own line that names the separator, before the header.
    private static (ReadOnlyMemory<byte> Csv, int Lines) WithoutSeparatorLine(ReadOnlyMemory<byte> csv)
    {
        var text = csv.Span.StartsWith(Encoding.UTF8.Preamble) ? csv[Encoding.UTF8.Preamble.Length..] : csv;
        if (!text.Span.StartsWith("sep="u8)) return (csv, 0);
        var end = text.Span.IndexOf((byte)'\n');
        return end < 0 ? (csv, 0) : (text[(end + 1)..], 1);
    }
}
