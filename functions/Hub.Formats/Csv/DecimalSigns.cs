using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Formats.Csv;

/// <summary>Which sign a file has before the decimals, by the amounts that show it.</summary>
internal sealed class DecimalSigns
{
    private int _commas;
    private int _points;
    private char _first;

    /// <summary>The sign of most amounts that show it, or of the first of them where it is a draw.</summary>
    public char OfTheFile => _commas == _points ? _first : _commas > _points ? ',' : '.';

    /// <summary>Counts an amount.</summary>
    public void Note(PriceText? text)
    {
        if (text?.DecimalSign is not { } sign) return;
        if (_commas + _points == 0) _first = sign;
        if (sign == ',') _commas++;
        else _points++;
    }

    /// <summary>Why an amount cannot be read, or null where it can.</summary>
    public string? Problem(PriceText text)
    {
        if (text.IsAmbiguous && _commas + _points == 0)
            return "A price that can be read in one way: nothing in the file tells whether this is a thousand or has three decimals. Write 1234.00 or 1.2340.";
        if (text.DecimalSign is { } sign && sign != OfTheFile)
            return OfTheFile == ','
                ? "A price with a decimal comma, as elsewhere in the file: this one has a decimal point."
                : "A price with a decimal point, as elsewhere in the file: this one has a decimal comma.";
        return null;
    }
}
