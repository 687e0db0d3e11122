using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Partners;

namespace Hub.Formats.Dico;

/// <summary>
/// Takes typed values out of elements and notes every fault with its place. An empty element counts as absent; an
/// element that the hub does not use is passed over.
/// </summary>
internal sealed class DicoFields(Connection connection)
{
    /// <summary>Faults told at most: who sent a thousand wrong lines is helped by the first of them.</summary>
    public const int MaxErrors = 50;

    // EUR or units. Keeps sums and products far from what a decimal holds.
    private const decimal Largest = 1_000_000_000m;

    private readonly List<ReadingError> _errors = [];

    /// <summary>The faults so far.</summary>
    public IReadOnlyList<ReadingError> Errors => _errors;

    /// <summary>Notes a fault.</summary>
    public void Fail(string place, string expected)
    {
        if (_errors.Count < MaxErrors) _errors.Add(new ReadingError(place, expected));
    }

    /// <summary>The child with this name, filled or not; null where there is none. Two are a fault.</summary>
    public DicoElement? Find(DicoElement? parent, string name)
    {
        DicoElement? found = null;
        foreach (var child in parent?.All(name) ?? [])
        {
            if (found is null)
            {
                found = child;
                continue;
            }
            Fail(child.Place, $"{name} is expected once.");
            break;
        }
        return found;
    }

    /// <summary>The group with this name; a missing one is a fault.</summary>
    public DicoElement? RequiredGroup(DicoElement? parent, string name)
    {
        var found = Find(parent, name);
        if (found is null && parent is not null) Fail(parent.PlaceOf(name), $"{name} is required.");
        return found;
    }

    /// <summary>The simple element with this name, or null where it is absent or empty.</summary>
    public DicoElement? Value(DicoElement? parent, string name)
    {
        var found = Find(parent, name);
        if (found is null) return null;
        if (found.Children.Count > 0)
        {
            Fail(found.Place, $"{name} holds text and no elements.");
            return null;
        }
        return found.Text.Length == 0 ? null : found;
    }

    /// <summary>The text of an element, or null.</summary>
    public string? Text(DicoElement? parent, string name) => Value(parent, name)?.Text;

    /// <summary>The text of an element that must be there, of at most <paramref name="longest"/> characters.</summary>
    public string? RequiredText(DicoElement? parent, string name, int longest)
    {
        var found = Value(parent, name);
        if (found is null)
        {
            // A group that is absent, or filled in a wrong way, was told already.
            if (parent is not null && parent.All(name).All(e => e.Children.Count == 0)) Fail(parent.PlaceOf(name), $"{name} is required.");
            return null;
        }
        if (found.Text.Length <= longest) return found.Text;
        Fail(found.Place, $"At most {longest} characters are expected.");
        return null;
    }

    /// <summary>A GLN that must be there and right.</summary>
    public string? RequiredGln(DicoElement? party)
    {
        var text = RequiredText(party, DicoNames.Gln, longest: 100);
        if (text is null || Gln.IsValid(text)) return text;
        Fail(party!.All(DicoNames.Gln).First().Place, "A GLN is expected: 13 digits, the last one the GS1 check digit.");
        return null;
    }

    /// <summary>An <c>xs:decimal</c>, or null.</summary>
    public decimal? Number(DicoElement? parent, string name)
    {
        var found = Value(parent, name);
        if (found is null) return null;
        if (decimal.TryParse(found.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Largest)
            return number;
        Fail(found.Place, "A decimal number with a point is expected, such as 12.50, of at most 1000000000.");
        return null;
    }

    /// <summary>An <c>xs:date</c>, or null.</summary>
    public DicoDate? Date(DicoElement? parent, string name) =>
        Typed(parent, name, DicoTime.ParseDate, "A date is expected, yyyy-MM-dd, between 1900 and 2199.");

    /// <summary>An <c>xs:date</c> that must be there.</summary>
    public DicoDate? RequiredDate(DicoElement parent, string name)
    {
        if (parent.All(name).All(e => e.Children.Count == 0 && e.Text.Length == 0)) Fail(parent.PlaceOf(name), $"{name} is required.");
        return Date(parent, name);
    }

    /// <summary>An <c>xs:time</c>, or null.</summary>
    public DicoClock? Time(DicoElement? parent, string name) =>
        Typed(parent, name, DicoTime.ParseTime, "A time is expected, hh:mm:ss, with or without an offset.");

    /// <summary>A code of a table, or null; <paramref name="list"/> is the name of the connection's own codes for it.</summary>
    public DicoCode<T>? Code<T>(DicoElement? parent, string name, IReadOnlyList<DicoCode<T>> table, string? list = null)
    {
        var found = Value(parent, name);
        if (found is null) return null;
        var code = list is null ? found.Text : connection.ToStandard(list, found.Text);
        var row = table.Find(code);
        if (row is null) Fail(found.Place, $"One of {table.Listed()} is expected.");
        return row;
    }

    private T? Typed<T>(DicoElement? parent, string name, Func<string, T?> parse, string expected) where T : struct
    {
        var found = Value(parent, name);
        if (found is null) return null;
        var value = parse(found.Text);
        if (value is null) Fail(found.Place, expected);
        return value;
    }
}
