namespace Hub.Domain.Documents;

/// <summary>
/// The one rule of free text (descriptions, remarks, reasons, names), whatever language or route it came by: no control characters but those of lines, and no
/// code units that are no characters (U+FFFE, U+FFFF, half a surrogate pair). XML cannot carry them, spreadsheets and terminals act on them, and nobody means
/// them.
/// </summary>
public static class FreeText
{
    /// <summary>What is expected, to follow "expected".</summary>
    public const string Expected = "text without control characters other than tabs and line ends";

    /// <summary>The same in Dutch.</summary>
    public const string ExpectedInDutch = "tekst zonder stuurtekens, anders dan tabs en regeleinden";

    /// <summary>False for text with a control character other than a tab, a carriage return or a line feed, or with what XML 1.0 has no place for.</summary>
    public static bool IsUsable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if ((char.IsControl(c) && c is not ('\t' or '\r' or '\n')) || c is '\uFFFE' or '\uFFFF') return false;
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
