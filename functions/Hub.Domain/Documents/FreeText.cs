namespace Hub.Domain.Documents;

/// <summary>
/// The one rule of free text (descriptions, remarks, reasons, names), whatever language or route it came by: no control characters but those of lines. XML
/// cannot carry them, spreadsheets and terminals act on them, and nobody means them.
/// </summary>
public static class FreeText
{
    /// <summary>What is expected, to follow "expected".</summary>
    public const string Expected = "text without control characters other than tabs and line ends";

    /// <summary>The same in Dutch.</summary>
    public const string ExpectedInDutch = "tekst zonder stuurtekens, anders dan tabs en regeleinden";

    /// <summary>False for text with a control character other than a tab, a carriage return or a line feed.</summary>
    public static bool IsUsable(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n')) return false;
        return true;
    }
}
