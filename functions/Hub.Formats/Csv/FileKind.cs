namespace Hub.Formats.Csv;

/// <summary>Recognises files that are sent in the place of a CSV file in UTF-8, so that the answer can name them.</summary>
internal static class FileKind
{
    /// <summary>What a file is that is no text, to follow "this is"; null where it may be text.</summary>
    public static string? OtherThanText(ReadOnlySpan<byte> file) => file switch
    {
        [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] =>
            file.IndexOf("xl/workbook."u8) >= 0 ? "an Excel workbook (.xlsx)" : "a zip archive",
        // The container of Office before 2007 (MS-CFB).
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => "an Excel workbook (.xls) or another Office document",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF",
        _ => null,
    };

    /// <summary>The name of the encoding of a text that is plainly UTF-16 without a byte order mark; else null.</summary>
    // The header is in ASCII, of which every second byte is zero then.
    public static string? Utf16Name(ReadOnlySpan<byte> file) => file switch
    {
        [not 0, 0, not 0, 0, ..] => "utf-16le",
        [0, not 0, 0, not 0, ..] => "utf-16be",
        _ => null,
    };
}
