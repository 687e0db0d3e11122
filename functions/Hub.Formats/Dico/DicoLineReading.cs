using Hub.Core.Orders;

namespace Hub.Formats.Dico;

/// <summary>A line as it was read.</summary>
/// <param name="At">The element.</param>
/// <param name="Line">The line; its description is empty where it has none.</param>
/// <param name="SaysWork">False where it only points at a line of the order, with a status or a cause.</param>
/// <param name="Reason">ReasonRepairCode, or null.</param>
internal sealed record DicoLineRead(DicoElement At, OrderLine Line, bool SaysWork, DicoCode<string?>? Reason);

/// <summary>Reads the lines of a status.</summary>
internal sealed class DicoLineReading(DicoFields fields)
{
    /// <summary>Every line, checked whether or not the status has a use for it.</summary>
    public IReadOnlyList<DicoLineRead> Read(IReadOnlyList<DicoElement> lines) => [.. lines.Select(Line)];

    /// <summary>The lines that belong to what is told; null where there are none.</summary>
    public IReadOnlyList<OrderLine>? Told(IReadOnlyList<DicoLineRead> lines)
    {
        var told = new List<OrderLine>();
        var numbers = new HashSet<string>();
        foreach (var line in lines.Where(l => l.SaysWork))
        {
            if (line.Line.Description.Length == 0)
                fields.Fail(line.At.PlaceOf(DicoNames.ShortDescription), "ShortDescription is required on a line that names work.");
            if (!numbers.Add(line.Line.Number))
                fields.Fail(line.At.Place, "A LineNumber is expected that no other line has.");
            told.Add(line.Line);
        }
        return told.Count == 0 ? null : told;
    }

    /// <summary>The order's cause: that of its lines where those that give one agree, else null, and each line keeps its own.</summary>
    public static string? Cause(IReadOnlyList<DicoLineRead> lines)
    {
        var causes = lines.Where(l => l.Reason is not null).Select(l => l.Reason!.Value).Distinct().ToList();
        return causes is [var only] ? only : null;
    }

    private DicoLineRead Line(DicoElement element)
    {
        var number = fields.RequiredText(element, DicoNames.LineNumber, longest: 100) ?? "";
        var quantity = fields.Number(element, DicoNames.Quantity);
        var unit = fields.Code(element, DicoNames.MeasurementUnitQuantity, DicoCodes.Units, "unit")?.Value;
        var priceCode = fields.Text(element, DicoNames.NormPriceCode);
        var shortly = fields.Text(element, DicoNames.ShortDescription);
        var longly = fields.Text(element, DicoNames.LongDescription);
        var words = fields.Text(element, DicoNames.FreeText);
        var reason = fields.Code(element, DicoNames.ReasonRepairCode, DicoCodes.Causes, "cause");
        var ledo = Ledo(fields.Find(element, DicoNames.LedoInformation), reason?.Value);
        var price = Price(fields.Find(element, DicoNames.PriceInformation), unit);
        var vat = Vat(fields.Find(element, DicoNames.VatInformation));
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
        return new DicoLineRead(element, line, description is not null || quantity is not null || price is not null, reason);
    }

    private Ledo? Ledo(DicoElement? element, string? cause)
    {
        var ledo = new Ledo(
            fields.Text(element, DicoNames.Location), fields.Text(element, DicoNames.Element), fields.Text(element, DicoNames.Defect),
            fields.Text(element, DicoNames.Cause) ?? cause);
        return ledo == new Ledo() ? null : ledo;
    }

    /// <summary>EUR for one unit of the line's quantity.</summary>
    private decimal? Price(DicoElement? element, string? unit)
    {
        var price = fields.Number(element, DicoNames.Price);
        var basis = fields.Find(element, DicoNames.PriceBase);
        var units = fields.Number(basis, DicoNames.NumberOfUnitsInPriceBasis);
        var basisUnit = fields.Code(basis, DicoNames.MeasureUnitPriceBasis, DicoCodes.Units, "unit");
        if (basisUnit is not null && unit is not null && basisUnit.Value != unit)
            fields.Fail(basis!.All(DicoNames.MeasureUnitPriceBasis).First().Place, "The unit of the line's quantity is expected.");
        // Below a thousandth of a unit no price basis is meant, and dividing by it would run out of bounds.
        if (units is < 0.001m)
        {
            fields.Fail(basis!.All(DicoNames.NumberOfUnitsInPriceBasis).First().Place, "A number of units of at least 0.001 is expected.");
            return null;
        }
        return price / (units ?? 1);
    }

    private decimal? Vat(DicoElement? element)
    {
        var rate = fields.Code(element, DicoNames.VatRate, DicoCodes.VatRates);
        var percentage = fields.Number(element, DicoNames.VatPercentage);
        if (percentage is < 0 or > 100)
            fields.Fail(element!.All(DicoNames.VatPercentage).First().Place, "A percentage from 0 to 100 is expected.");
        return percentage ?? (rate is { Value: false } ? 0 : null);
    }
}
