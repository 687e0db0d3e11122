using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using Hub.Domain;

namespace Hub.Formats.Csv;

/// <summary>
/// A table that an administrator puts as a CSV file: a header with the columns in any order and case, separated by
/// semicolons, tabs or commas, UTF-8 with or without a byte order mark. All of it is used, or nothing.
/// </summary>
/// <param name="Columns">All columns that are known.</param>
/// <param name="Needed">How many of them, from the first, must be there.</param>
/// <param name="MostRows">More lines than this are refused.</param>
internal sealed record CsvLayout(string[] Columns, int Needed, int MostRows = int.MaxValue)
{
    // Lines are counted for the faults; what a file holds may be personal and stays out of messages.
    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>Reads every line until <see cref="Limits.ReportedErrors"/>; a line for which <paramref name="take"/> names a problem is a fault.</summary>
    public List<CsvFault> Read(ReadOnlyMemory<byte> csv, Func<CsvRow, string?> take)
    {
        if (!Utf8.IsValid(csv.Span)) return [new CsvFault(1, "The file must be UTF-8.")];
        var faults = new List<CsvFault>();
        try
        {
            using var reader = CsvReader.Create(csv, Options with { Separator = SeparatorOf(csv.Span) });
            reader.ReadHeader();
            if (HeaderFault(reader.Headers) is { } wrong) return [wrong];
            var at = Columns.Select(c => reader.TryGetFieldIndex(c, out var index) ? index : -1).ToArray();
            var rows = 0;
            while (faults.Count < Limits.ReportedErrors && reader.Read())
            {
                var line = (int)reader.LineNumber;
                if (++rows > MostRows)
                {
                    faults.Add(new CsvFault(line, string.Create(CultureInfo.InvariantCulture, $"At most {MostRows:#,0} lines below the header.")));
                    break;
                }
                var problem = reader.FieldCount == reader.Headers.Count
                    ? take(new CsvRow(reader, at, line))
                    : $"{reader.Headers.Count} fields; there are {reader.FieldCount}.";
                if (problem is not null) faults.Add(new CsvFault(line, problem));
            }
        }
        catch (CsvFormatException e)
        {
            faults.Add(new CsvFault((int)e.LineNumber, "A quote that is not closed, or stands in the middle of a field."));
        }
        return faults;
    }

    private static char SeparatorOf(ReadOnlySpan<byte> csv)
    {
        var end = csv.IndexOfAny((byte)'\r', (byte)'\n');
        var header = csv[..(end < 0 ? csv.Length : end)];
        return header.Contains((byte)';') ? ';' : header.Contains((byte)'\t') ? '\t' : ',';
    }

    private CsvFault? HeaderFault(IReadOnlyList<string> names)
    {
        var expected = string.Join(';', Columns);
        if (names.Select(n => n.Trim()).Except(Columns, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            return new CsvFault(1, $"A header with these columns: {expected}. Another one ({(unknown.Length <= 40 ? unknown : unknown[..40])}) is not known.");
        if (names.GroupBy(n => n.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new CsvFault(1, $"Each column once: {twice.Key} stands there twice.");
        var needed = Columns[..Needed];
        return needed.Except(names.Select(n => n.Trim()), StringComparer.OrdinalIgnoreCase).Any()
            ? new CsvFault(1, $"A header with at least {string.Join(", ", needed)}: {expected}.")
            : null;
    }
}
