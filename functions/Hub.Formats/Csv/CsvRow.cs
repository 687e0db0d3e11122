using CsvHelper;
using Hub.Domain.Keys;

namespace Hub.Formats.Csv;

/// <summary>A line of a table, its fields by the place of their column in the layout.</summary>
internal readonly struct CsvRow(CsvReader reader, int[] at, int line)
{
    /// <summary>1 is the header.</summary>
    public int Line => line;

    /// <summary>A field without the spaces around it; null where it has nothing but white space and invisible characters, or there is no such column.</summary>
    public string? this[int column] => at[column] >= 0 && Plain(reader.GetString(at[column])) is var text && KeyText.Of(text).Length > 0 ? text : null;

    // Web pages and word processors put no-break spaces where a space is meant.
    private static string Plain(string text) => (text.AsSpan().ContainsAny("\u00A0\u2007\u202F") ? string.Concat(text.Select(Space)) : text).Trim();

    private static char Space(char c) => c is '\u00A0' or '\u2007' or '\u202F' ? ' ' : c;
}
