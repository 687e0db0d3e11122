using System.Collections.Frozen;
using System.Globalization;
using CsvHelper;
using Hub.Domain;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Formats.Csv;

/// <summary>
/// A contract's price list as a file: <c>code;description;unit;price;coverage;from;to</c>, one line a price. Prices are in
/// EUR without VAT, with a decimal comma or a decimal point; which of the two is settled for the file as a whole, from the
/// amounts that can be read in one way only, and never guessed.
/// </summary>
public static class PriceCsv
{
    private const int LongestDescription = 1_000;

    private static readonly CsvLayout Layout = new(["code", "description", "unit", "price", "coverage", "from", "to"], Needed: 5, MaxRows: 100_000);

    private static readonly FrozenDictionary<string, AgreementMethod> Coverages = new (AgreementMethod Coverage, string DicoCode)[]
    {
        (AgreementMethod.LumpSum, "AFK"),
        (AgreementMethod.UnitPrice, "EHP"),
        (AgreementMethod.FixedSum, "ANS"),
        (AgreementMethod.TimeAndMaterials, "REG"),
        (AgreementMethod.Warranty, "GAR"),
    }.SelectMany(c => new[] { c.DicoCode, c.Coverage.ToString() }.Select(word => (word, c.Coverage)))
        .ToFrozenDictionary(c => c.word, c => c.Coverage, StringComparer.OrdinalIgnoreCase);

    /// <summary>A line that is right but for its price, which is read when all lines were seen.</summary>
    private sealed record Draft(int Line, PriceLine Price, PriceText Text);

    /// <summary>All lines, or the errors: all or nothing.</summary>
    /// <param name="csv">The file.</param>
    /// <param name="contentType">Its media type, whose charset counts; null where there is none.</param>
    public static (IReadOnlyList<PriceLine> Lines, IReadOnlyList<CsvReadError> Errors) Read(ReadOnlyMemory<byte> csv, string? contentType = null)
    {
        var drafts = new List<Draft>();
        var seen = new PricePeriods();
        var signs = new DecimalSigns();
        var errors = Layout.Read(csv, contentType, row =>
        {
            var text = row[3] is { } given ? PriceText.Of(given) : null;
            signs.Note(text);
            if (Check(row, seen, out var line) is { } problem) return problem;
            if (text is not { } price) return "A price in EUR from zero, such as 12.50 or 12,50.";
            drafts.Add(new Draft(row.Line, line, price));
            return null;
        });

        // A file that lost its lines on the way must not empty the list.
        if (drafts.Count == 0 && errors.Count == 0) errors.Add(new CsvReadError(2, "At least one line."));
        var lines = new List<PriceLine>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (signs.Problem(draft.Text) is { } problem)
            {
                errors.Add(new CsvReadError(draft.Line, problem));
                continue;
            }
            var price = draft.Text.Read(signs.OfTheFile);
            if (price < Limits.AmountBelow && decimal.Round(price, 4) == price) lines.Add(draft.Price with { Price = price });
            else errors.Add(new CsvReadError(draft.Line, "A price below 1,000,000,000 with at most four decimals."));
        }
        return errors.Count > 0 ? ([], [.. errors.OrderBy(e => e.Line).Take(Limits.ReportedErrors)]) : (lines, errors);
    }

    /// <summary>
    /// The file of a price list, separated by semicolons, UTF-8. Prices have a decimal point and two decimals or four, never
    /// three, so that each of them can be read in one way only and the file can be put back.
    /// </summary>
    public static byte[] Write(IEnumerable<PriceLine> lines)
    {
        using var stream = new MemoryStream();
        using (var writer = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ';', NewLine = "\n" }, leaveOpen: true))
        {
            writer.WriteRecord(Layout.Columns);
            foreach (var l in lines)
            {
                writer.WriteRecord([
                    l.Code, l.Description, l.Unit,
                    l.Price.ToString(decimal.Round(l.Price, 2) == l.Price ? "0.00" : "0.0000", CultureInfo.InvariantCulture),
                    l.Coverage.ToString(), Written(l.From), Written(l.To),
                ]);
            }
        }
        return stream.ToArray();
    }

    private static string? Check(CsvRow row, PricePeriods seen, out PriceLine line)
    {
        line = null!;
        if (KeyText.Given(row[0]) is not { Length: <= Limits.KeyLength } code) return "A code of at most 100 characters.";
        if (!KeyText.IsUsable(code)) return $"A code: {KeyText.Expected}.";
        if (row[1] is not { Length: <= LongestDescription } description) return "A description of at most 1,000 characters.";
        if (PriceUnits.Find(KeyText.Given(row[2])) is not { } unit) return PriceUnits.Expected;
        if (row[4] is not { } word || !Coverages.TryGetValue(word, out var coverage))
            return $"A coverage: {string.Join(", ", Enum.GetNames<AgreementMethod>())}, or a DICO code such as EHP.";
        if (!TryDate(row[5], out var from) || !TryDate(row[6], out var to)) return "Dates such as 2026-01-31 or 31-01-2026, or none.";
        if (to < from) return "A last day (to) that does not lie before the first (from).";
        line = new PriceLine(code, description, unit, 0, coverage, from, to);
        return seen.Overlap(line, row.Line) is { } earlier
            ? string.Create(CultureInfo.InvariantCulture, $"A code once at a time: line {earlier} has it for days that are among these.")
            : null;
    }

    private static bool TryDate(string? text, out DateOnly? date)
    {
        date = null;
        if (text is null) return true;
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
        date = day;
        return true;
    }

    private static string Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
