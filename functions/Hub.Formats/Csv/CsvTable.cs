using System.Globalization;
using CsvHelper;
using Hub.Domain;
using Hub.Domain.Documents;

namespace Hub.Formats.Csv;

/// <summary>
/// A table that an administrator puts as a CSV file: a header with the columns in any order and case, separated by
/// semicolons, tabs or commas, in an encoding that <see cref="CsvText"/> reads. What spreadsheets leave is passed over: rows without any content, columns
/// without a name or any content, empty fields that are left off at the end of a row, and the line <c>sep=;</c>. All of it is used, or nothing.
/// </summary>
/// <param name="Columns">All columns that are known.</param>
/// <param name="Needed">How many of them, from the first, must be there.</param>
/// <param name="MaxRows">More lines than this are refused.</param>
internal sealed record CsvLayout(string[] Columns, int Needed, int MaxRows = int.MaxValue)
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
    public List<CsvReadError> Read(ReadOnlyMemory<byte> file, string? contentType, Func<CsvRow, string?> take)
    {
        if (!CsvText.TryDecode(file, contentType, out var csv, out var lines, out var error)) return [error];
        var errors = new List<CsvReadError>();
        try
        {
            using var reader = CsvReader.Create(csv, Options with { Separator = SeparatorOf(csv.Span) });
            reader.ReadHeader();
            if (HeaderError(reader.Headers) is { } wrong) return [wrong];
            var at = Columns.Select(c => IndexOf(reader.Headers, c)).ToArray();
            var named = reader.Headers.Count(h => h.Trim().Length > 0);
            var rows = 0;
            while (errors.Count < Limits.ReportedErrors && reader.Read())
            {
                if (IsEmpty(reader)) continue;
                var line = (int)reader.LineNumber + lines;
                if (++rows > MaxRows)
                {
                    errors.Add(new CsvReadError(line, string.Create(CultureInfo.InvariantCulture, $"At most {MaxRows:#,0} lines below the header.")));
                    break;
                }
                var problem = Unnamed(reader) is { } column
                    ? string.Create(CultureInfo.InvariantCulture, $"At most {named} fields; field {column} has no name in the header.")
                    : take(new CsvRow(reader, at, line)) ?? WithControl(reader);
                if (problem is not null) errors.Add(new CsvReadError(line, problem));
            }
        }
        catch (CsvFormatException e)
        {
            errors.Add(new CsvReadError((int)e.LineNumber + lines, "A quote that is not closed, or stands in the middle of a field."));
        }
        return errors;
    }

    private static int IndexOf(IReadOnlyList<string> headers, string column)
    {
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Trim().Equals(column, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static bool IsEmpty(CsvReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
            if (!string.IsNullOrWhiteSpace(reader.GetString(i))) return false;
        return true;
    }

    // The first field that has content and no column, 1 first; null where there is none.
    private static int? Unnamed(CsvReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
            if ((i >= reader.Headers.Count || string.IsNullOrWhiteSpace(reader.Headers[i])) && !string.IsNullOrWhiteSpace(reader.GetString(i))) return i + 1;
        return null;
    }

    // The first field with a control character that free text cannot have; null where there is none.
    private static string? WithControl(CsvReader reader)
    {
        for (var i = 0; i < reader.FieldCount && i < reader.Headers.Count; i++)
            if (reader.GetString(i) is var text && (text.Contains(CsvText.Control, StringComparison.Ordinal) || !FreeText.IsUsable(text)))
                return $"{reader.Headers[i].Trim()}: {FreeText.Expected}.";
        return null;
    }

    private static char SeparatorOf(ReadOnlySpan<byte> csv)
    {
        var end = csv.IndexOfAny((byte)'\r', (byte)'\n');
        var header = csv[..(end < 0 ? csv.Length : end)];
        return header.Contains((byte)';') ? ';' : header.Contains((byte)'\t') ? '\t' : ',';
    }

    private CsvReadError? HeaderError(IReadOnlyList<string> headers)
    {
        var names = headers.Select(h => h.Trim()).Where(h => h.Length > 0).ToList();
        var expected = string.Join(';', Columns);
        if (names.Except(Columns, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            return new CsvReadError(1,
                $"A header with these columns: {expected}. Another one ({(unknown.Length <= 40 ? unknown : unknown[..40])}) is not known.");
        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new CsvReadError(1, $"Each column once: {twice.Key} stands there twice.");
        var needed = Columns[..Needed];
        return needed.Except(names, StringComparer.OrdinalIgnoreCase).Any()
            ? new CsvReadError(1, $"A header with at least {string.Join(", ", needed)}: {expected}.")
            : null;
    }
}
