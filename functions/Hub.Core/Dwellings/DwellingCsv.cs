using System.Text.Unicode;
using CsvHelper;

namespace Hub.Core.Dwellings;

/// <summary>A line of a CSV file that cannot be used.</summary>
/// <param name="Line">1 is the header.</param>
/// <param name="Problem">What was expected.</param>
public sealed record CsvFault(int Line, string Problem);

/// <summary>
/// Reads the register of dwellings: <c>id;street;houseNumber;houseLetter;suffix;postalCode;city;complex;area;type</c>,
/// the header in any order, separated by semicolons or commas, UTF-8 with or without a byte order mark.
/// </summary>
public static class DwellingCsv
{
    private const int MostFaults = 100;

    private static readonly string[] Columns = ["id", "street", "houseNumber", "houseLetter", "suffix", "postalCode", "city", "complex", "area", "type"];

    // Lines are counted for the faults; what a file holds may be personal and stays out of messages.
    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>All dwellings, or the faults: all or nothing.</summary>
    public static (IReadOnlyList<Dwelling> Dwellings, IReadOnlyList<CsvFault> Faults) Read(ReadOnlyMemory<byte> csv)
    {
        if (!Utf8.IsValid(csv.Span)) return ([], [new CsvFault(1, "The file must be UTF-8.")]);
        var dwellings = new List<Dwelling>();
        var faults = new List<CsvFault>();
        try
        {
            using var reader = CsvReader.Create(csv, Options with { Separator = SeparatorOf(csv.Span) });
            reader.ReadHeader();
            if (HeaderFault(reader.Headers) is { } wrong) return ([], [wrong]);
            var at = Columns.Select(c => reader.TryGetFieldIndex(c, out var index) ? index : -1).ToArray();
            var seen = new HashSet<string>();
            while (faults.Count < MostFaults && reader.Read())
            {
                var line = (int)reader.LineNumber;
                if (reader.FieldCount != reader.Headers.Count)
                {
                    faults.Add(new CsvFault(line, $"{reader.Headers.Count} fields; there are {reader.FieldCount}."));
                    continue;
                }
                var row = Row(reader, at);
                if (Check(row, seen) is { } problem) faults.Add(new CsvFault(line, problem));
                else dwellings.Add(row);
            }
        }
        catch (CsvFormatException e)
        {
            faults.Add(new CsvFault((int)e.LineNumber, "A quote that is not closed, or stands in the middle of a field."));
        }
        return faults.Count > 0 ? ([], faults) : (dwellings, faults);
    }

    private static char SeparatorOf(ReadOnlySpan<byte> csv)
    {
        var end = csv.IndexOfAny((byte)'\r', (byte)'\n');
        return csv[..(end < 0 ? csv.Length : end)].Contains((byte)';') ? ';' : ',';
    }

    private static CsvFault? HeaderFault(IReadOnlyList<string> names)
    {
        var expected = string.Join(';', Columns);
        if (names.Select(n => n.Trim()).Except(Columns, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            return new CsvFault(1, $"A header with these columns: {expected}. Another one ({(unknown.Length <= 40 ? unknown : unknown[..40])}) is not known.");
        if (names.GroupBy(n => n.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new CsvFault(1, $"Each column once: {twice.Key} stands there twice.");
        return names.Contains("id", StringComparer.OrdinalIgnoreCase) ? null : new CsvFault(1, $"A header with at least id: {expected}.");
    }

    private static Dwelling Row(CsvReader reader, int[] at)
    {
        string? Field(int column) => at[column] >= 0 && reader.GetString(at[column]) is { Length: > 0 } text ? text : null;
        var postalCode = Field(5)?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return new Dwelling(Field(0) ?? "", new Address(Field(1), Field(2), Field(3), Field(4), postalCode, Field(6)), Field(7), Field(8), Field(9));
    }

    private static string? Check(Dwelling row, HashSet<string> seen)
    {
        if (row.Id.Length == 0) return "An id.";
        if (row.Id.Length > 100) return "An id of at most 100 characters.";
        if (!seen.Add(row.Id)) return $"An id once: {row.Id} stands on an earlier line.";
        var a = row.Address;
        if (a.Street is null || a.HouseNumber is null) return "A street and a house number.";
        if (a.PostalCode is { } code && !(code.Length == 6 && code[..4].All(char.IsAsciiDigit) && code[4..].All(char.IsAsciiLetterUpper)))
            return "A Dutch postal code, such as 1234 AB.";
        return null;
    }
}
