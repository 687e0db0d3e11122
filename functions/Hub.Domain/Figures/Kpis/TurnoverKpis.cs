using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Figures on turnovers: work between two tenancies.</summary>
internal static class TurnoverKpis
{
    private const string InMonthOfDelivery = "De kalendermaand (Nederlandse tijd) van de goedgekeurde eindinspectie.";
    private const string Tenths = "Tienden van dagen.";

    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new YearMonth(2026, 3));

    public static readonly IReadOnlyList<Kpi<OrderFacts>> All = [TurnoverDays(), TurnoverOnTime(), PreInspectionDays(), TurnoverCost()];

    private static Kpi<OrderFacts> TurnoverDays() => new(
        new KpiDefinition
        {
            Key = "turnoverDays",
            Name = "Doorlooptijd mutatie",
            Explanation = "Hoe lang het duurt voordat een leeggekomen woning klaar is voor de volgende huurder.",
            Formula = "De mediaan van de kalenderdagen van sleutels ontvangen (zonder sleutelmelding: order geplaatst) tot de goedgekeurde eindinspectie. "
                + "Ernaast staat het 90e percentiel: negen van de tien mutaties duren niet langer.",
            FormulaInEnglish = "Median and 90th percentile (linear between values) of calendar days from keys received, else placed, to the passed final "
                + "inspection.",
            CountsIn = InMonthOfDelivery,
            Direction = KpiDirection.LowerIsBetter,
            Resolution = Tenths,
            Example = new("In maart zijn 5 woningen opgeleverd, na 6,0, 8,5, 10,0, 12,5 en 30,0 dagen. De middelste is 10 dagen. Het 90e percentiel ligt op "
                + "12,5 + 0,6 x 17,5 = 23 dagen.",
                new Cell { Denominator = 5, Values = Counts.Of([(60, 1), (85, 1), (100, 1), (125, 1), (300, 1)]) }, 10, Reading),
            Measures =
            [
                new("turnoverDays", "Doorlooptijd mutatie, mediaan", "turnoverDays", KpiUnit.Days, new KpiMethod.Percentile(0.5m, 10)),
                new("turnoverDays.p90", "Doorlooptijd mutatie, 90e percentiel", "turnoverDays", KpiUnit.Days, new KpiMethod.Percentile(0.9m, 10)),
            ],
        },
        f => KpiCounting.Value("turnoverDays", f.Order.PassedAt, f.Order.TurnoverDays, 10, f.Order.Party));

    private static Kpi<OrderFacts> TurnoverOnTime() => new(
        new KpiDefinition
        {
            Key = "turnoverOnTime",
            Name = "Mutatie binnen norm",
            Explanation = "Hoe vaak een mutatiewoning klaar is binnen de afgesproken doorlooptijd.",
            Formula = "Mutaties waarvan de eindinspectie binnen de afgesproken doorlooptijd is goedgekeurd, gedeeld door alle mutaties met een afgesproken "
                + "doorlooptijd waarvan de eindinspectie in de maand is goedgekeurd. Tijd waarin de klok van het contract stilstond, telt niet mee.",
            FormulaInEnglish = "Turnovers whose final inspection passed by the lead-time deadline (net of stopped clock) / turnovers with one that passed "
                + "in the month.",
            CountsIn = InMonthOfDelivery,
            Direction = KpiDirection.HigherIsBetter,
            Example = new("In maart zijn 10 mutaties opgeleverd, waarvan 9 binnen de afgesproken tijd: 9 / 10 = 90 %.",
                new Cell { Numerator = 9, Denominator = 10 }, 0.9m, Reading),
            Measures = [new("turnoverOnTime", "Mutatie binnen norm", "turnoverOnTime", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Order is { PassedAt: { } at, LeadTimeOutcome: DeadlineOutcome.OnTime or DeadlineOutcome.Missed }
            ? [new Counted("turnoverOnTime", at, Cell.Counted(f.Order.LeadTimeOutcome is DeadlineOutcome.OnTime), f.Order.Party)]
            : []);

    private static Kpi<OrderFacts> PreInspectionDays() => new(
        new KpiDefinition
        {
            Key = "preInspectionDays",
            Name = "Dagen tot voorinspectie",
            Explanation = "Hoe snel na de opdracht een mutatiewoning is bekeken.",
            Formula = "De mediaan van de kalenderdagen van order geplaatst tot voorinspectie gehouden.",
            FormulaInEnglish = "Median of calendar days from the placing of a turnover to its pre-inspection.",
            CountsIn = "De kalendermaand (Nederlandse tijd) van de voorinspectie.",
            Direction = KpiDirection.LowerIsBetter,
            Resolution = Tenths,
            Example = new("In maart waren er 6 voorinspecties, na 1, 1, 2, 3, 3 en 5 dagen. De middelste twee zijn 2 en 3: de mediaan is 2,5 dagen.",
                new Cell { Denominator = 6, Values = Counts.Of([(10, 2), (20, 1), (30, 2), (50, 1)]) }, 2.5m, Reading),
            Measures = [new("preInspectionDays", "Dagen tot voorinspectie, mediaan", "preInspectionDays", KpiUnit.Days, new KpiMethod.Percentile(0.5m, 10))],
        },
        f => KpiCounting.Value("preInspectionDays", f.Order.PreInspectedAt, f.Order.PreInspectionDays, 10, f.Order.Party));

    private static Kpi<OrderFacts> TurnoverCost() => new(
        new KpiDefinition
        {
            Key = "turnoverCost",
            Name = "Kosten per mutatie",
            Explanation = "Wat een mutatie gemiddeld kost.",
            Formula = "Het gemiddelde van de vastgestelde bedragen, zonder btw, van mutaties met een goedgekeurde eindinspectie. Een mutatie die is "
                + "afgesloten zonder kosten, telt voor nul euro.",
            FormulaInEnglish = "Mean of the amounts settled, EUR without VAT, of turnovers that passed their final inspection; one closed without costs "
                + "counts as zero.",
            CountsIn = "De kalendermaand (Nederlandse tijd) waarin de kosten zijn vastgesteld, of waarin de order zonder kosten is afgesloten.",
            Direction = KpiDirection.LowerIsBetter,
            Resolution = "Centen.",
            Example = new("In maart zijn de kosten van 5 mutaties vastgesteld: 950, 950, 1.400, 2.200 en 4.500 euro. Samen 10.000; gemiddeld 2.000 euro.",
                Cell.Summed(95_000) + Cell.Summed(95_000) + Cell.Summed(140_000) + Cell.Summed(220_000) + Cell.Summed(450_000), 2_000m, Reading),
            Measures = [new("turnoverCost", "Kosten per mutatie", "turnoverCost", KpiUnit.Euro, new KpiMethod.Mean(100))],
        },
        f => Cost(f.Order));

    private static IEnumerable<Counted> Cost(OrderFact order)
    {
        if (order is not { Kind: OrderKind.Turnover, PassedAt: not null }) yield break;
        var (at, amount) = order.SettledAt is null ? (order.ClosedAt, 0m) : (order.SettledAt, order.SettledAmount);
        if (at is not null && amount is { } euros)
            yield return new Counted("turnoverCost", at, Cell.Summed(KpiCounting.Scaled(euros, 100)), order.Party);
    }
}
