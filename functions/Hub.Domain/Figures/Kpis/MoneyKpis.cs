using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Figures on the lump sum and what is paid beside it.</summary>
internal static class MoneyKpis
{
    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new YearMonth(2026, 3), Dwellings: 1_250);

    public static readonly IReadOnlyList<Kpi<OrderFacts>> All = [LumpSumShare(), CostOutsideLumpSum(), RequestsPerDwelling()];

    private static Kpi<OrderFacts> LumpSumShare() => new(
        new KpiDefinition
        {
            Key = "lumpSumShare",
            Name = "Aandeel binnen afkoop",
            Explanation = "Welk deel van de reparaties helemaal onder de afkoop valt. Gewoon is 80 tot 90 %.",
            Formula = "Reparatieorders waarvan alle regels, ook het meerwerk, onder de afkoop of garantie vallen, gedeeld door alle reparatieorders die in "
                + "de maand technisch gereed waren.",
            FormulaInEnglish = "Repairs with every line, agreed extra work included, under the lump sum or warranty / repairs completed in the month.",
            CountsIn = "De kalendermaand (Nederlandse tijd) waarin de order technisch gereed was.",
            Direction = KpiDirection.HigherIsBetter,
            Example = new("In maart waren 200 reparaties gereed. 170 vielen helemaal onder de afkoop: 170 / 200 = 85 %.",
                new Cell { Numerator = 170, Denominator = 200 }, 0.85m, Reading),
            Measures = [new("lumpSumShare", "Aandeel binnen afkoop", "lumpSumShare", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Order is { Kind: OrderKind.Repair, CompletedAt: { } at }
            ? [new Counted("lumpSumShare", at, Cell.Counted(f.Order.Coverage is OrderCoverage.LumpSum), f.Order.Party)]
            : []);

    private static Kpi<OrderFacts> CostOutsideLumpSum() => new(
        new KpiDefinition
        {
            Key = "costOutsideLumpSum",
            Name = "Kosten buiten afkoop",
            Explanation = "Hoeveel er naast de afkoop is betaald, in totaal en per woning.",
            Formula = "De vastgestelde bedragen buiten de afkoop, zonder btw, van alle soorten orders opgeteld. Ernaast staat dat bedrag gedeeld door het "
                + "aantal woningen in het contract. Wordt een bedrag later verbeterd, dan telt het laatste. Wordt de order heropend, dan telt hij tot het "
                + "nieuwe besluit niet mee.",
            FormulaInEnglish = "Sum of the amounts settled, EUR without VAT, above zero, of all kinds of orders; beside it divided by the dwellings of the "
                + "contract. The last settlement counts; a reopened order has none.",
            CountsIn = "De kalendermaand (Nederlandse tijd) waarin de kosten zijn vastgesteld.",
            Direction = KpiDirection.LowerIsBetter,
            Example = new("In maart is voor 3 orders vastgesteld: 250,00, 1.100,50 en 149,50 euro. Samen 1.500,00 euro; per woning (1.250 woningen) is dat "
                + "1,20 euro.",
                Cell.Summed(25_000) + Cell.Summed(110_050) + Cell.Summed(14_950), 1_500m, Reading),
            Measures =
            [
                new("costOutsideLumpSum", "Kosten buiten afkoop", "costOutsideLumpSum", KpiUnit.Euro, new KpiMethod.Sum(100)),
                new("costOutsideLumpSum.perDwelling", "Kosten buiten afkoop per woning", "costOutsideLumpSum", KpiUnit.Euro, new KpiMethod.SumPerDwelling(100)),
            ],
        },
        f => f.Order is { SettledAt: { } at, SettledAmount: { } amount and > 0 }
            ? [new Counted("costOutsideLumpSum", at, Cell.Summed(KpiCounting.Scaled(amount, 100)), f.Order.Party)]
            : []);

    private static Kpi<OrderFacts> RequestsPerDwelling() => new(
        new KpiDefinition
        {
            Key = "requestsPerDwelling",
            Name = "Reparatieverzoeken per VHE",
            Explanation = "Hoeveel reparaties er in een jaar per woning worden gevraagd.",
            Formula = "Reparatieorders die in de laatste twaalf maanden zijn geplaatst, zonder geannuleerde, gedeeld door het aantal woningen in het "
                + "contract.",
            FormulaInEnglish = "Repairs placed in the twelve months up to and with the month, cancelled ones left out / dwellings of the contract.",
            CountsIn = "De kalendermaand (Nederlandse tijd) waarin de order is geplaatst; een cijfer loopt over die maand en de elf ervoor.",
            Direction = KpiDirection.LowerIsBetter,
            Months = 12,
            Example = new("Van april 2025 tot en met maart 2026 zijn 2.500 reparaties geplaatst voor 1.250 woningen: 2.500 / 1.250 = 2 per woning.",
                new Cell { Denominator = 2_500 }, 2, Reading),
            Measures =
                [new("requestsPerDwelling", "Reparatieverzoeken per VHE", "requestsPerDwelling", KpiUnit.Number, new KpiMethod.CountPerDwelling())],
        },
        f => f.Order.Kind is OrderKind.Repair && f.Order.Status is not OrderStatus.Cancelled
            ? [new Counted("requestsPerDwelling", f.Order.PlacedAt, new Cell { Denominator = 1 }, f.Order.Party)]
            : []);
}
