using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace Hub.Formats.Csv;

/// <summary>A line of a table, its fields by the place of their column in the layout.</summary>
internal readonly struct CsvRow(CsvReader reader, int[] at, int line)
{
    /// <summary>1 is the header.</summary>
    public int Line => line;

    /// <summary>A field without the spaces around it; null where it is empty or the file has no such column.</summary>
    public string? this[int column] => at[column] >= 0 && reader.GetString(at[column]).Trim() is { Length: > 0 } text ? text : null;
}
