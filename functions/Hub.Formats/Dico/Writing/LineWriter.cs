using System.Globalization;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// Writes InstructionLine, in an instruction and in a status. A unit that the standard does not have is left out, since any
/// other would change the quantity, and named in the line's FreeText; so is a way of payment that differs from the order's,
/// for which a line has no element.
/// </summary>
internal sealed class LineWriter(DocumentWriter document, Connection connection, AgreementMethod? agreement)
{
    /// <summary>The lines of an instruction, as agreed: the order's own, then the extra ones, each with a number of its own.</summary>
    public static IReadOnlyList<(OrderLine Line, string? Remark)> Of(Order order)
    {
        var content = order.Content;
        var lines = new List<(OrderLine Line, string? Remark)>();
        foreach (var line in AgreedAmounts.Lines(order)) lines.Add((line, null));
        // An amendment may have taken up an extra line as it was agreed: it is written once.
        foreach (var extra in AgreedAmounts.ExtraLines(order).Where((_, i) => !content.Lines.Contains(order.ExtraWork.AgreedLines[i])))
        {
            var taken = lines.Select(l => l.Line.Number).ToHashSet();
            if (taken.Contains(extra.Number)) lines.Add((extra with { Number = Free(taken) }, $"Meerwerk, regel {extra.Number} van de aanvraag"));
            else lines.Add((extra, "Meerwerk"));
        }
        // The standard asks for a line, also where the description is enough.
        if (lines.Count == 0)
            lines.Add((new OrderLine { Number = "1", Description = content.Description ?? $"Opdracht {content.Number}", Unit = "PCE" }, null));
        return lines;
    }

    /// <summary>Writes a line; <paramref name="remark"/> opens its FreeText, and <paramref name="photos"/> has the photos of its number.</summary>
    public void Write(OrderLine line, string? remark, PhotoWriter? photos = null)
    {
        var unit = line.Unit is null ? null : CodeMaps.Units.CodeOf(line.Unit);
        string?[] words =
        [
            remark,
            line.Unit is not null && unit is null ? $"Eenheid: {line.Unit}" : null,
            line.Agreement is { } own && own != agreement ? $"Afrekenwijze van deze regel: {CodeMaps.Agreements.CodeOf(own)}" : null,
        ];
        var theirs = unit is null ? null : connection.FromStandard("unit", unit);
        document.Group(ElementNames.InstructionLine, () =>
        {
            document.Value(ElementNames.LineNumber, line.Number);
            document.Value(ElementNames.Quantity, line.Quantity);
            document.Value(ElementNames.MeasurementUnitQuantity, theirs);
            document.Value(ElementNames.NormPriceCode, line.PriceCode);
            document.Value(ElementNames.ShortDescription, line.Description);
            document.Value(ElementNames.LongDescription, line.LongDescription);
            Ledo(line.Ledo);
            photos?.WriteOfLine(line.Number);
            document.Value(ElementNames.FreeText, string.Join('\n', words.Where(w => w is not null)));
            Price(line, theirs);
            Vat(line);
        });
    }

    private void Ledo(Ledo? ledo) => document.GroupIf(ledo is not null && ledo != new Ledo(), ElementNames.LedoInformation, () =>
    {
        document.Value(ElementNames.Location, ledo!.Location);
        document.Value(ElementNames.Element, ledo.Element);
        document.Value(ElementNames.Defect, ledo.Defect);
        document.Value(ElementNames.Cause, ledo.Cause);
    });

    private void Price(OrderLine line, string? unit) => document.GroupIf(line.Price is not null, ElementNames.PriceInformation, () =>
    {
        document.Amount(ElementNames.Price, line.Price);
        document.GroupIf(unit is not null, ElementNames.PriceBase, () =>
        {
            document.Value(ElementNames.NumberOfUnitsInPriceBasis, 1m);
            document.Value(ElementNames.MeasureUnitPriceBasis, unit);
        });
    });

    private void Vat(OrderLine line) => document.GroupIf(line.VatPercentage is not null, ElementNames.VatInformation, () =>
    {
        document.Value(ElementNames.VatRate, CodeMaps.VatRates.CodeOf(line.VatPercentage > 0));
        document.Value(ElementNames.VatPercentage, line.VatPercentage);
        document.Amount(ElementNames.VatBaseAmount, Pricing.Amount(line.Quantity, line.Price));
    });

    private static string Free(HashSet<string> taken)
    {
        var number = taken.Count + 1;
        while (taken.Contains(Text(number))) number++;
        return Text(number);

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
