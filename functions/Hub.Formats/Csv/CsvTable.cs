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
    // Lines are counted for the errors; what a file holds may be personal and stays out of messages.
    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>Reads every line until <see cref="Limits.ReportedErrors"/>; a line for which <paramref name="take"/> names a problem is an error.</summary>
    public List<CsvReadError> Read(ReadOnlyMemory<byte> csv, Func<CsvRow, string?> take)
    {
        if (!Utf8.IsValid(csv.Span)) return [new CsvReadError(1, "The file must be UTF-8.")];
        var errors = new List<CsvReadError>();
        try
        {
            using var reader = CsvReader.Create(csv, Options with { Separator = SeparatorOf(csv.Span) });
            reader.ReadHeader();
            if (HeaderError(reader.Headers) is { } wrong) return [wrong];
            var at = Columns.Select(c => reader.TryGetFieldIndex(c, out var index) ? index : -1).ToArray();
            var rows = 0;
            while (errors.Count < Limits.ReportedErrors && reader.Read())
            {
                var line = (int)reader.LineNumber;
                if (++rows > MostRows)
                {
                    errors.Add(new CsvReadError(line, string.Create(CultureInfo.InvariantCulture, $"At most {MostRows:#,0} lines below the header.")));
                    break;
                }
                var problem = reader.FieldCount == reader.Headers.Count
                    ? take(new CsvRow(reader, at, line))
                    : $"{reader.Headers.Count} fields; there are {reader.FieldCount}.";
                if (problem is not null) errors.Add(new CsvReadError(line, problem));
            }
        }
        catch (CsvFormatException e)
        {
            errors.Add(new CsvReadError((int)e.LineNumber, "A quote that is not closed, or stands in the middle of a field."));
        }
        return errors;
    }

    private static char SeparatorOf(ReadOnlySpan<byte> csv)
    {
        var end = csv.IndexOfAny((byte)'\r', (byte)'\n');
        var header = csv[..(end < 0 ? csv.Length : end)];
        return header.Contains((byte)';') ? ';' : header.Contains((byte)'\t') ? '\t' : ',';
    }

    private CsvReadError? HeaderError(IReadOnlyList<string> names)
    {
        var expected = string.Join(';', Columns);
        if (names.Select(n => n.Trim()).Except(Columns, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            return new CsvReadError(1,
                $"A header with these columns: {expected}. Another one ({(unknown.Length <= 40 ? unknown : unknown[..40])}) is not known.");
        if (names.GroupBy(n => n.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new CsvReadError(1, $"Each column once: {twice.Key} stands there twice.");
        var needed = Columns[..Needed];
        return needed.Except(names.Select(n => n.Trim()), StringComparer.OrdinalIgnoreCase).Any()
            ? new CsvReadError(1, $"A header with at least {string.Join(", ", needed)}: {expected}.")
            : null;
    }
}
