using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Hub.Formats.Fingerprints;

/// <summary>
/// Tells JSON documents apart by what they say: a SHA-256 of the document in one form, as in RFC 8785 (JCS): no white space, members by the code units of
/// their names, strings with the fewest escapes. Other than there, numbers keep all their digits: amounts are decimals, and JCS would round them to a double.
/// </summary>
internal static class JsonFingerprint
{
    /// <summary>The fingerprint of a document whose text is <see cref="Hub.Domain.Documents.JsonUnicode.IsValid"/>.</summary>
    /// <param name="document">The document.</param>
    /// <param name="without">A member of the document itself that says nothing of its own, and is left out; null for none.</param>
    public static byte[] Of(JsonElement document, string? without = null)
    {
        using var hash = new HashWriter();
        if (document.ValueKind is JsonValueKind.Object) Object(document, hash, without);
        else Value(document, hash);
        return hash.Finish();
    }

    private static void Value(JsonElement value, HashWriter hash)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(value, hash);
                break;
            case JsonValueKind.Array:
                hash.Bytes("["u8);
                foreach (var item in value.EnumerateArray())
                {
                    Value(item, hash);
                    hash.Bytes(","u8);
                }
                hash.Bytes("]"u8);
                break;
            case JsonValueKind.String:
                String(JsonMarshal.GetRawUtf8Value(value)[1..^1], hash);
                break;
            case JsonValueKind.Number:
                Number(JsonMarshal.GetRawUtf8Value(value), hash);
                break;
            default:
                hash.Bytes(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static void Object(JsonElement value, HashWriter hash, string? without = null)
    {
        var members = new (string Name, JsonProperty Member)[value.GetPropertyCount()];
        var count = 0;
        foreach (var member in value.EnumerateObject()) members[count++] = (member.Name, member);
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        hash.Bytes("{"u8);
        foreach (var (name, member) in members)
        {
            if (name == without) continue;
            String(JsonMarshal.GetRawUtf8PropertyName(member), hash);
            hash.Bytes(":"u8);
            Value(member.Value, hash);
            hash.Bytes(","u8);
        }
        hash.Bytes("}"u8);
    }

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
        return 6;
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
