using System.Globalization;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Fingerprints;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// The one form of each text of a document, by which it is known again: keys and codes as <see cref="CodeTexts"/> has them, numbers without zeros at their
/// end, and a time, with the day that stands before it, as a moment.
/// </summary>
internal sealed class TextForms
{
    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        ElementNames.Quantity, ElementNames.TotalAmount, ElementNames.Price, ElementNames.NumberOfUnitsInPriceBasis, ElementNames.VatPercentage,
    };

    private static readonly Dictionary<string, string> DayOf = new(StringComparer.Ordinal)
    {
        [ElementNames.MessageTime] = ElementNames.MessageDate,
        [ElementNames.RequiredDeliveryTime] = ElementNames.RequiredDeliveryDate,
        [ElementNames.DeliveryTimeEarliest] = ElementNames.DeliveryDateEarliest,
        [ElementNames.DeliveryTimeLatest] = ElementNames.DeliveryDateLatest,
    };

    // The days that were read so far, by their element. A time before its day stays as it is written.
    private readonly Dictionary<string, Date> _days = new(StringComparer.Ordinal);

    /// <summary>The form of the text of an element.</summary>
    /// <param name="element">Local name.</param>
    /// <param name="text">What it holds, without white space around it.</param>
    public string Of(string element, string text)
    {
        if (Numbers.Contains(element) && decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return TextForm.OfNumber(number);
        if (DayOf.TryGetValue(element, out var day))
        {
            if (_days.TryGetValue(day, out var date) && Timestamps.ParseTime(text) is { } clock && Timestamps.Only(date, clock) is { } moment)
                return TextForm.OfMoment(moment);
        }
        else if (DayOf.ContainsValue(element) && Timestamps.ParseDate(text) is { } found)
        {
            _days[element] = found;
        }
        return CodeTexts.FormOf(element, text);
    }
}
