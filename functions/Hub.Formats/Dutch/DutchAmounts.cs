using System.Globalization;

namespace Hub.Formats.Dutch;

/// <summary>Amounts and numbers as they are written in the Netherlands.</summary>
internal static class DutchAmounts
{
    // The hub runs without the data of cultures.
    private static readonly NumberFormatInfo Dutch = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>An amount in EUR, with two to four decimals: EUR 11.850,00.</summary>
    public static string Euros(decimal amount) => "EUR " + amount.ToString("#,##0.00##", Dutch);

    /// <summary>A number of at most so many decimals, in groups of three: 11.850,5.</summary>
    public static string Grouped(decimal number, int decimals) =>
        decimal.Round(number, decimals, MidpointRounding.AwayFromZero).ToString("#,##0.####", Dutch);

    /// <summary>A number with up to four decimals: 1,5.</summary>
    public static string Number(decimal number) => number.ToString("0.####", Dutch);
}
