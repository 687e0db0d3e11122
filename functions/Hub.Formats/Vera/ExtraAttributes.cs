using Hub.Domain.Keys;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>The <c>extra-attributen</c> that the hub reads; others are passed over.</summary>
internal sealed class ExtraAttributes
{
    private readonly Dictionary<string, Node> _values;

    /// <summary>Reads them; <paramref name="whole"/> is true for an order as a whole and false for a PATCH, in which more is read.</summary>
    public static ExtraAttributes Read(Node order, bool whole)
    {
        var read = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in order.Objects("extra-attributen"))
        {
            if (KeyText.Given(attribute.Text("naam")) is not { } name || !(Always.Contains(name) || (!whole && InPatch.Contains(name)))) continue;
            if (!read.TryAdd(name, attribute)) attribute.AddError($"{name} eenmaal");
        }
        return new ExtraAttributes(read);
    }

    private ExtraAttributes(Dictionary<string, Node> values) => _values = values;

    /// <summary>The value of an attribute; null where it is absent or blank.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var found) ? found.Text("waarde") : null;

    /// <summary>The value of an attribute that is a key, in the one form; null where it is absent or blank.</summary>
    public string? Key(string name) => _values.TryGetValue(name, out var found) ? found.Key("waarde") : null;

    /// <summary>True for one value of two, false for the other, null where it is absent; a third is an error.</summary>
    public bool? OneOf(string name, string yes, string no, string expected)
    {
        var value = KeyText.Given(Text(name));
        if (value is null) return null;
        if (value == yes) return true;
        if (value == no) return false;
        AddError(name, expected);
        return null;
    }

    /// <summary>Notes an error of the value of an attribute that is there.</summary>
    public void AddError(string name, string expected) => _values[name].AddError("waarde", expected);

    private static readonly HashSet<string> Always = new(StringComparer.OrdinalIgnoreCase)
    {
        MemberNames.Extra.Urgency, MemberNames.Extra.Remarks, MemberNames.Extra.Answer, MemberNames.Extra.Explanation, MemberNames.Extra.QuotationAsked,
    };

    private static readonly HashSet<string> InPatch = new(StringComparer.OrdinalIgnoreCase)
    {
        MemberNames.Extra.ExtraWork, MemberNames.Extra.Extension, MemberNames.Extra.KeysReceived, MemberNames.Extra.PreInspection, MemberNames.Extra.Role,
        MemberNames.Extra.LineNumbers, MemberNames.Extra.Amount, MemberNames.Extra.SentByHub,
    };
}
