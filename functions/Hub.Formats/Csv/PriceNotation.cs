using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Formats.Csv;

/// <summary>
/// An amount as a price list writes it, and which of its separators marks the decimals. <c>1.234,56</c> and <c>12,5</c> can
/// only be Dutch, <c>1,234.56</c> and <c>12.50</c> only English; <c>1234</c> is the same in both, and <c>1.234</c> is a
/// thousand in the one and one and a bit in the other.
/// </summary>
internal readonly partial record struct PriceText
{
    // So many digits a decimal holds without rounding.
    private const int LongestText = 28;

    private readonly string _text;

    private PriceText(string text, char? point, bool isAmbiguous) => (_text, DecimalSign, IsAmbiguous) = (text, point, isAmbiguous);

    /// <summary>The sign before the decimals, comma or point, where the amount itself shows it; null where both notations fit.</summary>
    public char? DecimalSign { get; }

    /// <summary>True where both notations fit, and give different amounts.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Looks at an amount, with or without a euro sign at either end and a dash for no cents; null for what is none in either notation.</summary>
    public static PriceText? Of(string given)
    {
        var text = given.Trim();
        text = (text.StartsWith('€') ? text[1..] : text.EndsWith('€') ? text[..^1] : text).Trim();
        text = WholeEuros().Replace(text, "$1${sign}00");
        if (Spaced().IsMatch(text)) text = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var (dutch, english) = (IsWritten(text, ','), IsWritten(text, '.'));
        if (text.Length > LongestText || (!dutch && !english)) return null;
        if (dutch != english) return new PriceText(text, dutch ? ',' : '.', false);
        return new PriceText(text, null, text.AsSpan().ContainsAny(',', '.'));
    }

    /// <summary>The amount, read with this sign before the decimals.</summary>
    public decimal Read(char decimalSign)
    {
        var plain = _text.Replace(decimalSign == ',' ? "." : ",", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.Parse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    // Digits, thousands apart in threes by the other sign or not at all, then perhaps the sign and decimals.
    private static bool IsWritten(string text, char decimalSign)
    {
        var at = text.IndexOf(decimalSign, StringComparison.Ordinal);
        var decimals = at < 0 ? null : text[(at + 1)..];
        if (decimals is not null && (decimals.Length == 0 || !decimals.All(char.IsAsciiDigit))) return false;
        var groups = (at < 0 ? text : text[..at]).Split(decimalSign == ',' ? '.' : ',');
        if (groups.Any(g => g.Length == 0 || !g.All(char.IsAsciiDigit))) return false;
        return groups.Length == 1 || (groups[0].Length <= 3 && groups[0][0] != '0' && groups.Skip(1).All(g => g.Length == 3));
    }

    // 12,- and 12,-- and 12.=: no cents, as amounts are written in Dutch.
    [GeneratedRegex(@"^([0-9](?:[0-9\s.,]*[0-9])?)(?<sign>[.,])(?:-{1,2}|=|\u2013|\u2014)$")]
    private static partial Regex WholeEuros();

    // Thousands apart by spaces; a space anywhere else is none that may be left out.
    [GeneratedRegex(@"^[1-9][0-9]{0,2}(\s[0-9]{3})+([.,][0-9]+)?$")]
    private static partial Regex Spaced();
}
