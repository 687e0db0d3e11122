using System.Globalization;
using System.Net;
using System.Text;
using Hub.Application.Archive;
using Hub.Domain.Orders;

namespace Hub.Application.Retention;

/// <summary>
/// What tells that an archived message that belongs to no subject may name a person: the values of the contact, however they are written, and the keys of the
/// order. To empty one body too many costs a look at a message that was not taken; to leave one costs a person's privacy.
/// </summary>
internal sealed class ContactTraces
{
    // Shorter ones stand in nearly every message.
    private const int ShortestKey = 3;
    private const int ShortestWord = 5;
    private const int PhoneDigits = 9;

    private readonly List<string> _folded = [];
    private readonly List<string> _verbatim = [];
    private readonly List<string> _keys = [];
    private readonly HashSet<string?> _parties = [];

    /// <summary>Takes what is known of the person.</summary>
    /// <param name="contact">The contact; null where it is gone.</param>
    /// <param name="order">The order; null where there is none.</param>
    /// <param name="withUnreadable">
    /// True where a body of the order's parties that could not be read, or was cut off, counts too: what it says cannot be trusted to show.
    /// </param>
    public ContactTraces(ResidentContact? contact, Order? order, bool withUnreadable)
    {
        foreach (var value in (string?[])[contact?.Name, contact?.Email])
        {
            if (string.IsNullOrWhiteSpace(value)) continue;
            if (Fold(value) is { Length: >= ShortestKey } folded) _folded.Add(folded);
            else _verbatim.Add(value.Trim());
        }
        // "J. de Vries" may be "Vries, de" elsewhere: the longest word tells.
        if (contact?.Name?.Split([' ', ',', '.', '-', '/'], StringSplitOptions.RemoveEmptyEntries).MaxBy(w => w.Length) is { } word
            && Fold(word) is { Length: >= ShortestWord } longest)
            _folded.Add(longest);
        foreach (var phone in (string?[])[contact?.Phone, contact?.SecondPhone])
            if (phone is not null && new string([.. phone.Where(char.IsAsciiDigit)]) is { Length: >= ShortestWord } digits)
                _folded.Add(digits.Length > PhoneDigits ? digits[^PhoneDigits..] : digits.TrimStart('0'));

        if (order is null) return;
        var content = order.Content;
        _keys.AddRange(((string?[])[content.Number, content.Keys.Id, content.Keys.ExternalId, content.Keys.Code]).OfType<string>().Distinct());
        if (!withUnreadable) return;
        _parties.Add(order.ErpId);
        if (order.Assignment.ContractorId is { } contractor) _parties.Add(contractor);
    }

    /// <summary>True where a message shows a trace of any of these persons.</summary>
    public static bool AreIn(IReadOnlyList<ContactTraces> persons, ArchivedMessage message)
    {
        if (persons.Any(p => p.IsUntold(message))) return true;
        foreach (var text in Texts(message.Body.Span))
        {
            var folded = Fold(text);
            if (persons.Any(p => p.IsIn(message, text, folded))) return true;
        }
        return false;
    }

    private bool IsUntold(ArchivedMessage message) =>
        _parties.Contains(message.PartnerId) && (message.Outcome is MessageOutcome.Unreadable || message.Size > message.Body.Length);

    private bool IsIn(ArchivedMessage message, string text, string folded) =>
        _folded.Exists(t => folded.Contains(t, StringComparison.Ordinal))
        || _verbatim.Exists(t => text.Contains(t, StringComparison.OrdinalIgnoreCase))
        || _keys.Exists(k => message.Request.EndsWith($" {k}", StringComparison.Ordinal) || (k.Length >= ShortestKey && HasWord(text, k)));

    // The text as each encoding reads it that it may have, with the escapes of JSON and XML undone.
    private static IEnumerable<string> Texts(ReadOnlySpan<byte> body)
    {
        var texts = new List<string> { Unescape(Encoding.UTF8.GetString(body)) };
        // 0xFFFD stands for bytes that are no UTF-8.
        if (texts[0].Contains('\uFFFD', StringComparison.Ordinal)) texts.Add(Unescape(Encoding.Latin1.GetString(body)));
        if (body.Contains((byte)0))
        {
            texts.Add(Unescape(Encoding.Unicode.GetString(body)));
            texts.Add(Unescape(Encoding.BigEndianUnicode.GetString(body)));
        }
        return texts;
    }

    private static string Unescape(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal)) text = WebUtility.HtmlDecode(text);
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 5 < text.Length && text[i + 1] == 'u'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 5;
            }
            else if (text[i] == '\\' && i + 1 < text.Length)
            {
                plain.Append(text[++i]);
            }
            else
            {
                plain.Append(text[i]);
            }
        }
        return plain.ToString();
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }

    // Letters and digits alone, without case and accents, so that every spelling of a name, number or address is the same.
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (c is >= '\u00C0' and <= '\u00FF') folded.Append(WithoutAccents[c - '\u00C0']);
        }
        return folded.ToString();
    }

    // Of the letters U+00C0 to U+00FF (Latin-1).
    private const string WithoutAccents = "aaaaaaaceeeeiiiidnooooo_ouuuuypsaaaaaaaceeeeiiiidnooooo_ouuuuypy";
}
