using Hub.Domain.Keys;

namespace Hub.Formats.Dico.Codes;

/// <summary>Which texts of a DICO message are codes: a code is the same one in any case, and a message that writes it otherwise is the same message.</summary>
internal static class CodeTexts
{
    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        ElementNames.ReverseChargeIndicator, ElementNames.Status, ElementNames.NormPriceCode, ElementNames.MeasurementUnitQuantity,
        ElementNames.MeasureUnitPriceBasis, ElementNames.ReasonRepairCode, ElementNames.VatRate, ElementNames.DocumentType, ElementNames.FileType,
        ElementNames.Location, ElementNames.Element, ElementNames.Defect, ElementNames.Cause, ElementNames.AttributeName,
    };

    /// <summary>The text of an element in the one form of keys, and in capitals what is a code in it.</summary>
    /// <param name="element">Local name.</param>
    /// <param name="text">What it holds.</param>
    public static string FormOf(string element, string text)
    {
        var form = KeyText.Of(text);
        if (Elements.Contains(element) || (element == ElementNames.AttributeValue && CodeMaps.Moments.Find(form) is not null)) return form.ToUpperInvariant();
        // The code of a detail, and words behind it.
        if (element != ElementNames.StatusDescription) return form;
        var end = form.AsSpan().IndexOfAny(' ', '-') is > 0 and var at ? at : form.Length;
        return StatusTable.Find(form[..end]) is null ? form : form[..end].ToUpperInvariant() + form[end..];
    }
}
