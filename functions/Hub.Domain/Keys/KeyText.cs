using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hub.Domain.Keys;

/// <summary>
/// The one form of every key, whatever language it came in: the number of an order, a line, a dwelling, a complex or a contract, a code, a role, a relation
/// code, a GLN, the id of a partner's message. Systems pad keys to the width of a field, spreadsheets put no-break spaces into them, and XML loses control
/// characters on the way; without one form the same key is another one in each language.
/// </summary>
/// <remarks>
/// Numbers, names and ids keep their case. Codes (of prices, urgencies, units, specialisms, lists) ignore it: they are compared by <see cref="Codes"/>.
/// </remarks>
public static class KeyText
{
    /// <summary>What is expected of a key, to follow "expected".</summary>
    public const string Expected = "a key without control characters, line breaks, invisible or broken characters in it";

    /// <summary>What is expected of a key that stands in an address, beside <see cref="Expected"/>.</summary>
    public const string ExpectedInAddress = "a number that can stand in an address: not \".\" or \"..\", and without \"%2F\"";

    /// <summary>Compares codes.</summary>
    public static StringComparer Codes => StringComparer.OrdinalIgnoreCase;

    /// <summary>
    /// A key in the one form: without white space and invisible characters around it, every space in it a plain one, in Unicode form C. Empty where nothing is
    /// left. What must not be in a key at all (<see cref="IsUsable"/>) stays in it.
    /// </summary>
    public static string Of(string? text)
    {
        if (text is null) return "";
        var (start, end) = (0, text.Length);
        while (start < end && IsPadding(text[start])) start++;
        while (end > start && IsPadding(text[end - 1])) end--;
        var inner = text.AsSpan(start, end - start);
        if (IsPlain(inner)) return inner.Length == text.Length ? text : inner.ToString();
        var spaced = string.Create(inner.Length, text.AsMemory(start, end - start), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.GetUnicodeCategory(from.Span[i]) is UnicodeCategory.SpaceSeparator ? ' ' : from.Span[i];
        });
        return UnicodeComposition.Compose(spaced);
    }

    /// <summary>A key in the one form, or null where there is none.</summary>
    public static string? Given(string? text) => Of(text) is { Length: > 0 } key ? key : null;

    /// <summary>Keys in the one form; null where there is no list.</summary>
    public static IReadOnlyList<string>? Given(IReadOnlyList<string>? texts) => texts is null ? null : [.. texts.Select(Of)];

    /// <summary>True where both texts are the same key, in the same case.</summary>
    public static bool Same(string? one, string? other) => Of(one) == Of(other);

    /// <summary>True where both texts are the same code, in any case.</summary>
    public static bool SameCode(string? one, string? other) => Codes.Equals(Of(one), Of(other));

    /// <summary>
    /// False for a key, in the one form, that not every language of the hub can carry: with a control character, a line or paragraph separator, an invisible
    /// character, half a surrogate pair, or one that XML 1.0 forbids. Another language would lose it, and two keys would become one.
    /// </summary>
    public static bool IsUsable(string key)
    {
        for (var i = 0; i < key.Length;)
        {
            if (Rune.DecodeFromUtf16(key.AsSpan(i), out var rune, out var length) is not OperationStatus.Done || IsInvisible(rune)) return false;
            i += length;
        }
        return true;
    }

    // By code point and not by char: most of these lie beyond U+FFFF. Besides the categories: what Unicode calls default ignorable or blank (joiner and
    // fillers, variation selectors, the empty Braille pattern), and noncharacters.
    private static bool IsInvisible(Rune rune) => rune.Value is < ' ' or > '~' && (Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF)
        || (rune.Value & 0xFFFE) == 0xFFFE);

    /// <summary>False for a key that an address cannot carry: a path loses <c>.</c> and <c>..</c>, and cannot tell <c>%2F</c> from a slash.</summary>
    public static bool FitsAddress(string key) => key is not ("." or "..") && !key.Contains("%2F", StringComparison.OrdinalIgnoreCase);

    // White space of every kind, and what nobody sees: a byte order mark, a zero-width space, a soft hyphen.
    private static bool IsPadding(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format;

    private static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('\0', '~');
}
