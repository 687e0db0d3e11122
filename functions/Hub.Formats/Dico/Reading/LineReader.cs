using Hub.Domain;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>A line as it was read.</summary>
/// <param name="At">The element.</param>
/// <param name="Line">The line; its description is empty where it has none.</param>
/// <param name="NamesWork">False where it only points at a line of the order, with a status or a cause.</param>
/// <param name="Reason">ReasonRepairCode, or null.</param>
internal sealed record LineRead(Element At, OrderLine Line, bool NamesWork, CodeEntry<string?>? Reason);

/// <summary>Reads the lines of a status.</summary>
internal sealed class LineReader(Fields fields)
{
    /// <summary>Every line, checked whether or not the status has a use for it.</summary>
    public IReadOnlyList<LineRead> Read(IReadOnlyList<Element> lines) => [.. lines.Select(Line)];

    /// <summary>The lines that belong to what is reported; null where there are none.</summary>
    public IReadOnlyList<OrderLine>? Reported(IReadOnlyList<LineRead> lines)
    {
        var reported = new List<OrderLine>();
        var numbers = new HashSet<string>();
        foreach (var line in lines.Where(l => l.NamesWork))
        {
            if (line.Line.Description.Length == 0)
                fields.Fail(line.At.PlaceOf(ElementNames.ShortDescription), "ShortDescription is verplicht op een regel die werk noemt.");
            if (!numbers.Add(line.Line.Number))
                fields.Fail(line.At.Place, "Een LineNumber wordt verwacht dat geen andere regel heeft.");
            reported.Add(line.Line);
        }
        return reported.Count == 0 ? null : reported;
    }

    /// <summary>The order's cause: that of its lines where those that give one agree, else null, and each line keeps its own.</summary>
    public static string? Cause(IReadOnlyList<LineRead> lines)
    {
        var causes = lines.Where(l => l.Reason is not null).Select(l => l.Reason!.Value).Distinct().ToList();
        return causes is [var only] ? only : null;
    }

    private LineRead Line(Element element)
    {
        var number = fields.RequiredKey(element, ElementNames.LineNumber) ?? "";
        var quantity = fields.Number(element, ElementNames.Quantity);
        var unit = fields.Code(element, ElementNames.MeasurementUnitQuantity, CodeMaps.Units, "unit")?.Value;
        var priceCode = fields.Key(element, ElementNames.NormPriceCode);
        var shortly = fields.Text(element, ElementNames.ShortDescription);
        var longly = fields.Text(element, ElementNames.LongDescription);
        var words = fields.Text(element, ElementNames.FreeText);
        var reason = fields.Code(element, ElementNames.ReasonRepairCode, CodeMaps.Causes, "cause");
        var ledo = Ledo(fields.Find(element, ElementNames.LedoInformation), reason?.Value);
        var price = Price(fields.Find(element, ElementNames.PriceInformation), unit);
        var vat = Vat(fields.Find(element, ElementNames.VatInformation));
        var description = shortly ?? longly ?? words ?? priceCode;

        var line = new OrderLine
        {
            Number = number,
            Description = description ?? "",
            LongDescription = longly == description ? null : longly,
            PriceCode = priceCode,
            Quantity = quantity ?? 1,
            Unit = unit,
            Price = price,
            VatPercentage = vat,
            Ledo = ledo,
        };
        return new LineRead(element, line, description is not null || quantity is not null || price is not null, reason);
    }

    private Ledo? Ledo(Element? element, string? cause)
    {
        var ledo = new Ledo(
            fields.Key(element, ElementNames.Location), fields.Key(element, ElementNames.Element), fields.Key(element, ElementNames.Defect),
            fields.Key(element, ElementNames.Cause) ?? cause);
        return ledo == new Ledo() ? null : ledo;
    }

    /// <summary>EUR for one unit of the line's quantity.</summary>
    private decimal? Price(Element? element, string? unit)
    {
        var price = fields.Number(element, ElementNames.Price);
        var basis = fields.Find(element, ElementNames.PriceBase);
        var units = fields.Number(basis, ElementNames.NumberOfUnitsInPriceBasis);
        var basisUnit = fields.Code(basis, ElementNames.MeasureUnitPriceBasis, CodeMaps.Units, "unit");
        if (basisUnit is not null && unit is not null && basisUnit.Value != unit)
            fields.Fail(basis!.All(ElementNames.MeasureUnitPriceBasis).First().Place, "De eenheid van de hoeveelheid van de regel wordt verwacht.");
        // Below a thousandth of a unit no price basis is meant, and dividing by it would run out of bounds.
        if (units is < 0.001m)
        {
            fields.Fail(basis!.All(ElementNames.NumberOfUnitsInPriceBasis).First().Place, "Een aantal eenheden van ten minste 0.001 wordt verwacht.");
            return null;
        }
        return price / (units ?? 1);
    }

    private decimal? Vat(Element? element)
    {
        var rate = fields.Code(element, ElementNames.VatRate, CodeMaps.VatRates);
        var percentage = fields.Number(element, ElementNames.VatPercentage);
        if (percentage is < 0 or > 100)
            fields.Fail(element!.All(ElementNames.VatPercentage).First().Place, "Een percentage van 0 tot en met 100 wordt verwacht.");
        return percentage ?? (rate is { Value: false } ? 0 : null);
    }
}
