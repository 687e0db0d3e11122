using Hub.Domain;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;

namespace Hub.Formats.Csv;

/// <summary>
/// Reads the register of dwellings: <c>id;street;houseNumber;houseLetter;suffix;postalCode;city;complex;area;type</c>.
/// </summary>
public static class DwellingCsv
{
    private static readonly CsvLayout Layout = new(
        ["id", "street", "houseNumber", "houseLetter", "suffix", "postalCode", "city", "complex", "area", "type"], Needed: 1);

    // In the order in which they are checked.
    private static readonly string[] Named = ["street", "house number", "house letter", "suffix", "city", "complex", "area", "type"];

    /// <summary>All dwellings, or the errors: all or nothing.</summary>
    /// <param name="csv">The file.</param>
    /// <param name="contentType">Its media type, whose charset counts; null where there is none.</param>
    public static (IReadOnlyList<Dwelling> Dwellings, IReadOnlyList<CsvReadError> Errors) Read(ReadOnlyMemory<byte> csv, string? contentType = null)
    {
        var dwellings = new List<Dwelling>();
        var seen = new HashSet<string>();
        var errors = Layout.Read(csv, contentType, row =>
        {
            var dwelling = Dwelling(row);
            if (Check(dwelling, seen) is { } problem) return problem;
            dwellings.Add(dwelling);
            return null;
        });
        return errors.Count > 0 ? ([], errors) : (dwellings, errors);
    }

    private static Dwelling Dwelling(CsvRow row)
    {
        return new Dwelling(row[0] ?? "", new Address(row[1], row[2], row[3], row[4], row[5], row[6]), row[7], row[8], row[9]);
    }

    private static string? Check(Dwelling row, HashSet<string> seen)
    {
        if (row.Id.Length == 0) return "An id.";
        if (row.Id.Length > Limits.KeyLength) return "An id of at most 100 characters.";
        if (!KeyText.FitsAddress(row.Id)) return $"An id: {KeyText.ExpectedInAddress}.";
        if (!new[] { row.Id, row.Complex, row.Area }.All(k => k is null || KeyText.IsUsable(k))) return $"An id, a complex and an area: each {KeyText.Expected}.";
        if (!seen.Add(row.Id)) return $"An id once: {row.Id} stands on an earlier line.";
        var a = row.Address;
        if (a.Street is null || a.HouseNumber is null) return "A street and a house number.";
        // As an address in a message: a register that has more could not be sent on.
        var texts = new[] { a.Street, a.HouseNumber, a.HouseLetter, a.Suffix, a.City, row.Complex, row.Area, row.Type };
        if (Array.FindIndex(texts, t => t?.Length > Limits.KeyLength) is >= 0 and var at) return $"A {Named[at]} of at most {Limits.KeyLength} characters.";
        if (a.PostalCode is { } code && !PostalCodeText.IsWhole(code))
            return "A Dutch postal code, such as 1234 AB.";
        return null;
    }
}
