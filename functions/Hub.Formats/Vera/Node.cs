using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>
/// One object of a VERA document. Absent, <c>null</c> and blank count as absent; a wrong type is noted as an error with
/// its place and read as nothing. Its members are gone through once, when it is made: asking the document for each of the
/// dozens of members that an order may have would take longer than parsing it.
/// </summary>
internal readonly struct Node
{
    // No quantity or amount of an order comes near it, and what is reckoned with smaller ones stays a decimal.
    private const decimal Largest = 1_000_000_000_000m;

    private readonly (string Name, JsonElement Value)[] _members;
    private readonly int _count;
    private readonly Place _place;
    private readonly ReadErrors _errors;
    private readonly Connection _connection;

    public Node(JsonElement element, Place place, ReadErrors errors, Connection connection)
    {
        (_place, _errors, _connection) = (place, errors, connection);
        _members = new (string, JsonElement)[Math.Min(element.GetPropertyCount(), Members.Count)];
        foreach (var member in element.EnumerateObject())
            if (member.Value.ValueKind is not JsonValueKind.Null && Members.Known(member) is { } name) _members[_count++] = (name, member.Value);
    }

    public Connection Connection => _connection;

    public int ErrorCount => _errors.Count;

    public void AddError(string expected) => _errors.Add(_place, expected);

    public void AddError(string member, string expected) => _errors.Add(_place.Member(member), expected);

    /// <summary>Notes that a member holds a key which not every language can carry.</summary>
    public void AddWrongKey(string member) => _errors.AddWrongKey(_place.Member(member));

    /// <summary>Its place in the document, a JSON Pointer.</summary>
    public string Pointer => _place.ToString();

    /// <summary>True where an error of this member was noted already.</summary>
    public bool HasError(string member) => _errors.HasAt(_place.Member(member));

    /// <summary>A text; one that is longer than the hub keeps, or has control characters, is an error.</summary>
    public string? Text(string member)
    {
        var longest = Members.LongestOf(member);
        if (AsSent(member, longest) is not { } text) return null;
        return longest == int.MaxValue || FreeText.IsUsable(text) ? text : Wrong(member, FreeText.ExpectedInDutch);
    }

    private string? AsSent(string member, int longest)
    {
        if (!Find(member, out var value)) return null;
        if (value.ValueKind is not JsonValueKind.String) return Wrong(member, "een tekst in JSON, tussen aanhalingstekens");
        var text = value.GetString();
        // A text of nothing but white space and invisible characters says nothing, whether it is a key or words.
        if (text is null || KeyText.Of(text).Length == 0) return null;
        return text.Length <= longest ? text : Wrong(member, $"een tekst van ten hoogste {longest} tekens");
    }

    /// <summary>A text that is a key, in the one form; null where nothing of it is left.</summary>
    public string? Key(string member, int longest = Limits.KeyLength)
    {
        var key = KeyText.Given(AsSent(member, longest));
        if (key is not null && !KeyText.IsUsable(key)) _errors.AddWrongKey(_place.Member(member));
        return key;
    }

    /// <summary>
    /// The bytes of a text in base64; null where it is absent, empty or faulty. Decoded in place in the document: as a text of its
    /// own a picture of 20 MiB would take 56.
    /// </summary>
    public byte[]? Bytes(string member, int most)
    {
        if (!Find(member, out var value)) return null;
        if (value.ValueKind is JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) && bytes.Length <= most)
            return bytes.Length == 0 ? null : bytes;
        Wrong(member, $"een tekst in base64, van ten hoogste {most} bytes");
        return null;
    }

    public bool? Flag(string member)
    {
        if (!Find(member, out var value)) return null;
        if (value.ValueKind is JsonValueKind.True) return true;
        if (value.ValueKind is JsonValueKind.False) return false;
        Wrong(member, "true of false");
        return null;
    }

    public decimal? Number(string member)
    {
        if (!Find(member, out var value)) return null;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && Math.Abs(number) < Largest) return number;
        Wrong(member, value.ValueKind is JsonValueKind.String
            ? "een getal in JSON, met een punt en zonder aanhalingstekens, zoals 12.50"
            : "een getal met ten hoogste twaalf cijfers voor de punt");
        return null;
    }

    public DateTimeOffset? Moment(string member)
    {
        if (Text(member) is not { } text) return null;
        if (Timestamps.TryRead(text, out var moment)) return moment;
        Wrong(member, Timestamps.Expected);
        return null;
    }

    public DateOnly? Day(string member) => Moment(member) is { } moment ? Timestamps.Day(moment) : null;

    public Node? Object(string member)
    {
        if (!Find(member, out var value)) return null;
        if (value.ValueKind is JsonValueKind.Object) return new Node(value, _place.Member(member), _errors, _connection);
        Wrong(member, "een object");
        return null;
    }

    public List<Node> Objects(string member)
    {
        if (!Find(member, out var list)) return [];
        if (list.ValueKind is not JsonValueKind.Array)
        {
            Wrong(member, "een lijst van objecten");
            return [];
        }
        var at = _place.Member(member);
        var objects = new List<Node>(list.GetArrayLength());
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var here = at.Item(index++);
            if (item.ValueKind is JsonValueKind.Object) objects.Add(new Node(item, here, _errors, _connection));
            else if (item.ValueKind is not JsonValueKind.Null) _errors.Add(here, "een object");
        }
        return objects;
    }

    /// <summary>The code of a reference <c>{code, naam}</c>; words without a code are an error, for the hub does not guess.</summary>
    public string? Code(string member)
    {
        if (Object(member) is not { } reference) return null;
        var before = _errors.Count;
        var code = reference.Key("code");
        if (code is null && _errors.Count == before && (reference.Text("naam") ?? reference.Text("omschrijving")) is not null)
            reference.AddError("code", "de code die bij naam hoort");
        return code;
    }

    /// <summary>
    /// The keys of a reference to an entity; none where it is absent. One that is given without any key is an error: passed over, it would count as
    /// naming nothing, and the order could go to another than was meant.
    /// </summary>
    /// <param name="member">The reference.</param>
    /// <param name="expected">What is expected where it has no key.</param>
    public Keys Reference(string member, string expected)
    {
        if (Object(member) is not { } reference) return default;
        var before = _errors.Count;
        var keys = reference.Keys();
        if (!keys.Any && _errors.Count == before) reference.AddError(expected);
        return keys;
    }

    /// <summary>What a code list makes of a reference, or null; an unknown code is an error that names the list and the codes that are taken.</summary>
    public CodeEntry<T>? Code<T>(string member, CodeList<T> list)
    {
        if (Code(member) is not { } code) return null;
        if (list.Find(code, _connection) is { } row) return row;
        Wrong(member, $"een code uit de VERA-lijst {list.Name}: {list.AllowedFor(_connection)}");
        return null;
    }

    /// <summary>The keys of the entity, each of at most so many characters.</summary>
    public Keys Keys(int longest = Limits.KeyLength) => new(Key("id", longest), Key("idExtern", longest), Key("code", longest));

    /// <summary>The keys as they were sent.</summary>
    public Keys KeysAsSent() => new(AsSent("id", int.MaxValue), AsSent("idExtern", int.MaxValue), AsSent("code", int.MaxValue));

    /// <summary>True for a part that the hub added itself.</summary>
    public bool IsHubsOwn() => KeyText.Of(Text("idGegevensbeheerder")) == MemberNames.HubMark;

    private bool Find(string member, out JsonElement value)
    {
        Debug.Assert(Members.Has(member), $"VeraMembers lacks {member}.");
        for (var i = 0; i < _count; i++)
        {
            if (_members[i].Name != member) continue;
            value = _members[i].Value;
            return true;
        }
        value = default;
        return false;
    }

    private string? Wrong(string member, string expected)
    {
        _errors.Add(_place.Member(member), expected);
        return null;
    }
}
