using System.Globalization;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// Takes typed values out of elements and notes every error with its place. An empty element, or one of nothing but white space and
/// invisible characters, counts as absent; an element that the hub does not use is passed over.
/// </summary>
internal sealed class Fields(Connection connection)
{
    /// <summary>Errors that are reported at most: the first of a thousand wrong lines are enough for their sender.</summary>
    public const int MaxErrors = 50;

    // EUR or units. Keeps sums and products far from what a decimal holds.
    private const decimal Largest = 1_000_000_000m;

    private readonly List<ReadError> _errors = [];

    /// <summary>The errors so far.</summary>
    public IReadOnlyList<ReadError> Errors => _errors;

    /// <summary>Notes an error.</summary>
    public void Fail(string place, string expected)
    {
        if (_errors.Count < MaxErrors) _errors.Add(new ReadError(place, expected));
    }

    /// <summary>The child with this name, filled or not; null where there is none. Two are an error.</summary>
    public Element? Find(Element? parent, string name)
    {
        Element? found = null;
        foreach (var child in parent?.All(name) ?? [])
        {
            if (found is null)
            {
                found = child;
                continue;
            }
            Fail(child.Place, $"{name} wordt één keer verwacht.");
            break;
        }
        return found;
    }

    /// <summary>The group with this name; a missing one is an error.</summary>
    public Element? RequiredGroup(Element? parent, string name)
    {
        var found = Find(parent, name);
        if (found is null && parent is not null) Fail(parent.PlaceOf(name), $"{name} is verplicht.");
        return found;
    }

    /// <summary>The simple element with this name, or null where it is absent or empty.</summary>
    public Element? Value(Element? parent, string name)
    {
        var found = Find(parent, name);
        if (found is null) return null;
        if (found.Children.Count > 0)
        {
            Fail(found.Place, $"{name} heeft tekst en geen elementen.");
            return null;
        }
        return found.HasText ? found : null;
    }

    /// <summary>The free text of an element, or null.</summary>
    public string? Text(Element? parent, string name) => Value(parent, name) is { } found ? FreeTextOf(found) : null;

    /// <summary>The text of an element that is free text; one that is too long or has control characters is an error.</summary>
    public string? FreeTextOf(Element found)
    {
        if (found.Text.Length > Limits.TextLength) Fail(found.Place, $"Ten hoogste {Limits.TextLength} tekens worden verwacht.");
        // What are punctuation marks in windows-1252 are control characters in ISO-8859-1, and that is what is declared then.
        else if (!FreeText.IsUsable(found.Text)) Fail(found.Place, $"Een {FreeText.ExpectedInDutch}, wordt verwacht; klopt de codering van het document?");
        else return found.Text;
        return null;
    }

    private string? AsSent(Element? parent, string name, int longest)
    {
        if (Value(parent, name) is not { } found) return null;
        if (found.Text.Length <= longest) return found.Text;
        Fail(found.Place, $"Ten hoogste {longest} tekens worden verwacht.");
        return null;
    }

    /// <summary>The text of an element that is a key, in the one form, or null; one that not every language can carry is an error.</summary>
    public string? Key(Element? parent, string name) =>
        AsSent(parent, name, Limits.KeyLength) is { } text ? Usable(Value(parent, name)!, KeyText.Given(text)) : null;

    /// <summary>A key that must be there, in the one form.</summary>
    public string? RequiredKey(Element? parent, string name) =>
        RequiredText(parent, name, Limits.KeyLength) is { } text ? Usable(Value(parent, name)!, KeyText.Given(text)) : null;

    private string? Usable(Element found, string? key)
    {
        if (key is null || KeyText.IsUsable(key)) return key;
        Fail(found.Place, "Een sleutel zonder stuurtekens, regeleinden en onzichtbare of gebroken tekens wordt verwacht.");
        return null;
    }

    /// <summary>The text of an element that must be there, of at most <paramref name="longest"/> characters.</summary>
    public string? RequiredText(Element? parent, string name, int longest)
    {
        var found = Value(parent, name);
        if (found is null)
        {
            // A group that is absent, or filled in a wrong way, was reported already.
            if (parent is not null && parent.All(name).All(e => e.Children.Count == 0)) Fail(parent.PlaceOf(name), $"{name} is verplicht.");
            return null;
        }
        if (found.Text.Length <= longest) return found.Text;
        Fail(found.Place, $"Ten hoogste {longest} tekens worden verwacht.");
        return null;
    }

    /// <summary>A GLN that must be there and right.</summary>
    public string? RequiredGln(Element? party)
    {
        var text = RequiredKey(party, ElementNames.Gln);
        if (text is null || Gln.IsValid(text)) return text;
        Fail(party!.All(ElementNames.Gln).First().Place, "Een GLN wordt verwacht: 13 cijfers, het laatste het controlecijfer van GS1.");
        return null;
    }

    /// <summary>An <c>xs:decimal</c>, or null.</summary>
    public decimal? Number(Element? parent, string name)
    {
        var found = Value(parent, name);
        if (found is null) return null;
        if (decimal.TryParse(found.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Largest)
            return number;
        Fail(found.Place, "Een getal met een punt wordt verwacht, zoals 12.50, van ten hoogste 1000000000.");
        return null;
    }

    /// <summary>An <c>xs:date</c>, or null.</summary>
    public Date? Date(Element? parent, string name) =>
        Typed(parent, name, Timestamps.ParseDate, "Een datum wordt verwacht, jjjj-mm-dd, van 1900 tot en met 2199.");

    /// <summary>An <c>xs:date</c> that must be there.</summary>
    public Date? RequiredDate(Element parent, string name)
    {
        if (parent.All(name).All(e => e.Children.Count == 0 && !e.HasText)) Fail(parent.PlaceOf(name), $"{name} is verplicht.");
        return Date(parent, name);
    }

    /// <summary>An <c>xs:time</c>, or null.</summary>
    public ClockTime? Time(Element? parent, string name) =>
        Typed(parent, name, Timestamps.ParseTime, "Een tijd wordt verwacht, uu:mm:ss, met of zonder afwijking van UTC.");

    /// <summary>A code of a table, or null; <paramref name="list"/> is the name of the connection's own codes for it.</summary>
    public CodeEntry<T>? Code<T>(Element? parent, string name, IReadOnlyList<CodeEntry<T>> table, string? list = null)
    {
        var found = Value(parent, name);
        if (found is null) return null;
        var given = KeyText.Of(found.Text);
        var code = list is null ? given : connection.ToStandard(list, given);
        var row = table.Find(code);
        if (row is null) Fail(found.Place, $"Een van {table.Listed()} wordt verwacht.");
        return row;
    }

    private T? Typed<T>(Element? parent, string name, Func<string, T?> parse, string expected) where T : struct
    {
        var found = Value(parent, name);
        if (found is null) return null;
        var value = parse(found.Text);
        if (value is null) Fail(found.Place, expected);
        return value;
    }
}
