using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Calendar;
using Hub.Domain.Keys;

namespace Hub.Formats.Fingerprints;

/// <summary>What a language reads in a member: by it, the same value written otherwise is the same.</summary>
internal enum MemberKind
{
    /// <summary>The language does not know it: it is taken as it stands, <c>null</c> too.</summary>
    Unknown,

    /// <summary>It is known, and the same as absent where it says nothing: <c>null</c>, a blank text, an empty list, an object that says nothing.</summary>
    Known,

    /// <summary>It is a list, and an empty one says that there is none: only <c>null</c> is the same as absent.</summary>
    List,

    /// <summary>A number that is 1 where it is absent.</summary>
    OneByDefault,

    /// <summary>It speaks of the transport and not of what is said: the same as absent, whatever it is.</summary>
    OfTransport,

    /// <summary>A code, which is the same one in any case.</summary>
    Code,

    /// <summary>A moment, which is the same one whatever its offset.</summary>
    Moment,
}

/// <summary>What a language reads in a member.</summary>
/// <param name="owner">The object that has it.</param>
/// <param name="within">The member that the object is, or is in the list of; null for the document itself.</param>
/// <param name="member">The member's name.</param>
internal delegate MemberKind MemberKindOf(JsonElement owner, string? within, string member);

/// <summary>
/// Tells JSON documents apart by what they say: a SHA-256 of the document in one form, as in RFC 8785 (JCS): no white space, members by the code units of
/// their names, strings with the fewest escapes. Other than there, numbers keep all their digits: amounts are decimals, and JCS would round them to a double.
/// Texts are in the one form of keys, codes in capitals, moments in UTC: a key is the same one however it is padded or composed.
/// </summary>
internal sealed class JsonFingerprint
{
    // Bytes of the longest text that the hub takes, where each of its characters is escaped. What is longer is a picture, or no text that the hub reads.
    private const int LongestText = 6 * Limits.TextLength;

    private readonly HashWriter _hash;
    private readonly MemberKindOf? _kindOf;
    private readonly Form _form;

    private static readonly SearchValues<char> Escaping = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    // How earlier versions kept what a document says, and how it is kept now.
    private enum Form
    {
        // All of it, with texts as they were sent.
        AsWritten,

        // Texts in the one form, and of what says nothing only null left out.
        WithoutNull,

        // Texts in the one form, and what says nothing left out.
        Now,
    }

    // True where it is not the same in an earlier form.
    private bool _isRewritten, _isShortened;

    private JsonFingerprint(HashWriter hash, MemberKindOf? kindOf, Form form) => (_hash, _kindOf, _form) = (hash, kindOf, form);

    /// <summary>The fingerprint of a document whose text is <see cref="Hub.Domain.Documents.JsonUnicode.IsValid"/>.</summary>
    /// <param name="document">The document.</param>
    /// <param name="kindOf">What its language reads in each member; null where none is known.</param>
    /// <param name="without">A member of the document itself that says nothing of its own, and is left out; null for none.</param>
    public static Meaning Of(JsonElement document, MemberKindOf? kindOf = null, string? without = null)
    {
        var (meaning, isRewritten, isShortened) = Hash(document, kindOf, without, Form.Now);
        if (!isRewritten && !isShortened) return new Meaning(meaning, null);
        // A copy, which outlives the document of the caller.
        var copy = document.Clone();
        Form[] earlier = isShortened ? [Form.WithoutNull, Form.AsWritten] : [Form.AsWritten];
        return new Meaning(meaning, new Lazy<IReadOnlyList<byte[]>>(() => [.. earlier.Select(form => Hash(copy, kindOf, without, form).Hash)]));
    }

    private static (byte[] Hash, bool IsRewritten, bool IsShortened) Hash(JsonElement document, MemberKindOf? kindOf, string? without, Form form)
    {
        using var hash = new HashWriter();
        var fingerprint = new JsonFingerprint(hash, kindOf, form);
        if (document.ValueKind is JsonValueKind.Object) fingerprint.Object(document, null, without);
        else fingerprint.Value(document, null, MemberKind.Unknown);
        return (hash.Finish(), fingerprint._isRewritten, fingerprint._isShortened);
    }

    private void Value(JsonElement value, string? within, MemberKind kind)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(value, within);
                break;
            case JsonValueKind.Array:
                _hash.Bytes("["u8);
                foreach (var item in value.EnumerateArray())
                {
                    Value(item, within, kind);
                    _hash.Bytes(","u8);
                }
                _hash.Bytes("]"u8);
                break;
            case JsonValueKind.String:
                Text(value, kind);
                break;
            case JsonValueKind.Number:
                Number(JsonMarshal.GetRawUtf8Value(value), _hash);
                break;
            default:
                _hash.Bytes(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private void Object(JsonElement value, string? within, string? without = null)
    {
        var members = new (string Name, JsonProperty Member)[value.GetPropertyCount()];
        var count = 0;
        foreach (var member in value.EnumerateObject()) members[count++] = (member.Name, member);
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        _hash.Bytes("{"u8);
        foreach (var (name, member) in members)
        {
            if (name == without) continue;
            var kind = _kindOf is null || _form is Form.AsWritten ? MemberKind.Unknown : _kindOf(value, within, name);
            if (kind is not MemberKind.Unknown && member.Value.ValueKind is JsonValueKind.Null)
            {
                _isRewritten = true;
                continue;
            }
            if (_form is Form.Now && SaysNothing(member.Value, name, kind))
            {
                _isShortened = true;
                continue;
            }
            String(JsonMarshal.GetRawUtf8PropertyName(member), _hash);
            _hash.Bytes(":"u8);
            Value(member.Value, name, kind);
            _hash.Bytes(","u8);
        }
        _hash.Bytes("}"u8);
    }

    private bool SaysNothing(JsonElement value, string name, MemberKind kind) => kind switch
    {
        MemberKind.Unknown => false,
        MemberKind.OfTransport => true,
        MemberKind.OneByDefault when value.ValueKind is JsonValueKind.Number => value.TryGetDecimal(out var number) && number == 1,
        _ => value.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.String => IsBlank(value),
            JsonValueKind.Array => kind is not MemberKind.List && value.GetArrayLength() == 0,
            JsonValueKind.Object => value.EnumerateObject().All(m => SaysNothing(m.Value, m.Name, _kindOf!(value, name, m.Name))),
            _ => false,
        },
    };

    private static bool IsBlank(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return raw.IsEmpty || (raw.Length <= LongestText && !IsInForm(raw) && KeyText.Of(text.GetString()).Length == 0);
    }

    private void Text(JsonElement value, MemberKind kind)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (_form is Form.AsWritten || raw.Length > LongestText || (kind is not (MemberKind.Code or MemberKind.Moment) && IsInForm(raw)))
        {
            String(raw, _hash);
            return;
        }
        var text = value.GetString()!;
        var form = FormOf(text, kind);
        _isRewritten |= form != text;
        _hash.Bytes("\""u8);
        ReadOnlySpan<char> rest = form;
        while (rest.IndexOfAny(Escaping) is var at and >= 0)
        {
            _hash.Text(rest[..at]);
            Character(rest[at], _hash);
            rest = rest[(at + 1)..];
        }
        _hash.Text(rest);
        _hash.Bytes("\""u8);
    }

    private static string FormOf(string text, MemberKind kind) => kind switch
    {
        MemberKind.Code => KeyText.Of(text).ToUpperInvariant(),
        // As the most generous of the readers takes it: what the others do not take never gets this far.
        MemberKind.Moment when Rfc3339.TryRead(text, out var moment, asLibrariesWrite: true) => TextForm.OfMoment(moment),
        _ => KeyText.Of(text),
    };

    // Visible ASCII without escapes, and spaces only within: as nearly every text is.
    private static bool IsInForm(ReadOnlySpan<byte> raw) =>
        raw.IsEmpty || (raw[0] != ' ' && raw[^1] != ' ' && !raw.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !raw.Contains((byte)'\\'));

    // By pieces and without a string: some systems escape every slash and plus of a picture in base64.
    private static void String(ReadOnlySpan<byte> raw, HashWriter hash)
    {
        hash.Bytes("\""u8);
        while (raw.IndexOf((byte)'\\') is var at and >= 0)
        {
            hash.Bytes(raw[..at]);
            var taken = raw[at + 1] == 'u' ? Escaped(raw[at..], hash) : Short(raw[at..], hash);
            raw = raw[(at + taken)..];
        }
        hash.Bytes(raw);
        hash.Bytes("\""u8);
    }

    private static int Short(ReadOnlySpan<byte> escape, HashWriter hash)
    {
        hash.Bytes(escape[1] == '/' ? "/"u8 : escape[..2]);
        return 2;
    }

    private static int Escaped(ReadOnlySpan<byte> escape, HashWriter hash)
    {
        var unit = Unit(escape);
        if (char.IsHighSurrogate(unit))
        {
            hash.Text([unit, Unit(escape[6..])]);
            return 12;
        }
        Character(unit, hash);
        return 6;
    }

    private static void Character(char unit, HashWriter hash)
    {
        switch (unit)
        {
            case '"': hash.Bytes("\\\""u8); break;
            case '\\': hash.Bytes("\\\\"u8); break;
            case '\b': hash.Bytes("\\b"u8); break;
            case '\f': hash.Bytes("\\f"u8); break;
            case '\n': hash.Bytes("\\n"u8); break;
            case '\r': hash.Bytes("\\r"u8); break;
            case '\t': hash.Bytes("\\t"u8); break;
            case < ' ': hash.Text(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")); break;
            default: hash.Text([unit]); break;
        }
    }

    private static char Unit(ReadOnlySpan<byte> escape) => Utf8Parser.TryParse(escape[2..6], out ushort unit, out _, 'x')
        ? (char)unit
        : throw new ArgumentException("The text is not valid JSON.", nameof(escape));

    // Its sign, its digits without the zeros at both ends, and the power of ten: 12.50, 12.5 and 1.25e1 are one number.
    private static void Number(ReadOnlySpan<byte> raw, HashWriter hash)
    {
        var text = Encoding.ASCII.GetString(raw);
        var e = text.IndexOfAny(['e', 'E']);
        var exponent = 0L;
        if (e >= 0 && !long.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            // No number that anything reckons with.
            hash.Bytes(raw);
            return;
        }
        var mantissa = (e < 0 ? text : text[..e]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            hash.Bytes("0"u8);
            return;
        }
        var power = (Int128)exponent - decimals + (digits.Length - significant.Length);
        hash.Text(string.Create(CultureInfo.InvariantCulture, $"{(text[0] == '-' ? "-" : "")}{significant}e{power}"));
    }
}
