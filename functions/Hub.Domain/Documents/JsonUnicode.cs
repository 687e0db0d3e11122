using System.Buffers.Text;
using System.Text.Unicode;

namespace Hub.Domain.Documents;

/// <summary>
/// Checks that a JSON text can be read as strings: it is valid UTF-8 and has no lone surrogate. An escape such as <c>\ud800</c> without its other half is
/// allowed by the grammar (RFC 8259, section 8.2), but no .NET string of valid Unicode can hold it, and reading it throws.
/// </summary>
public static class JsonUnicode
{
    /// <summary>True where the text is valid UTF-8 and <see cref="HasPairedSurrogates"/>. Never throws.</summary>
    /// <param name="json">JSON; it may be malformed.</param>
    public static bool IsValid(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && HasPairedSurrogates(json);

    /// <summary>True where every escaped surrogate in a JSON text, in values and in names, is one of a pair. Never throws.</summary>
    /// <param name="json">JSON in UTF-8; it may be malformed.</param>
    public static bool HasPairedSurrogates(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is var at and >= 0)
        {
            json = json[at..];
            if (CodeUnit(json) is not { } unit)
            {
                json = json[Math.Min(2, json.Length)..];
                continue;
            }
            if (char.IsLowSurrogate(unit)) return false;
            json = json[6..];
            if (!char.IsHighSurrogate(unit)) continue;
            if (CodeUnit(json) is not { } second || !char.IsLowSurrogate(second)) return false;
            json = json[6..];
        }
        return true;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> json)
    {
        if (json.Length < 6 || json[0] != '\\' || json[1] != 'u') return null;
        // Without a string: some systems escape every plus of a picture's base64, half a million in one message.
        return Utf8Parser.TryParse(json[2..6], out ushort unit, out var read, 'x') && read == 4 ? (char)unit : null;
    }
}
