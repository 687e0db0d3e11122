using Hub.Domain.Orders;

namespace Hub.Domain.Figures;

/// <summary>Figures of now, on work that is not finished.</summary>
internal static class OpenWorkKpis
{
    private const int TemporaryWorkingDays = 10;
    private const string Now = "Een stand van nu, zonder maand.";

    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 3, 31, 10, 0, 0, TimeSpan.Zero));

    public static readonly IReadOnlyList<Kpi<OrderFacts>> All = [OpenByAge(), TemporaryOpen()];

    private static Kpi<OrderFacts> OpenByAge() => new(
        new KpiDefinition
        {
            Key = "openByAge",
            Name = "Openstaand werk",
            Explanation = "Hoeveel orders er nu openstaan, hoe oud ze zijn en waar ze in het proces zijn.",
            Formula = "Orders die niet zijn afgesloten of geannuleerd. Ernaast staan ze per leeftijd in kalenderdagen sinds plaatsing (0 tot en met 5, 6 "
                + "tot en met 10, 11 tot en met 20, meer dan 20), per fase van (V)AORTA, en het aantal waarvan de hersteltijd of de doorlooptijd voorbij "
                + "is terwijl de klok loopt.",
            FormulaInEnglish = "Orders neither closed nor cancelled now; by Dutch calendar days since the placing, by phase, and those whose completion or "
                + "lead-time deadline has passed with the clock running.",
            CountsIn = Now,
            Direction = KpiDirection.LowerIsBetter,
            IsOfNow = true,
            Resolution = "Hele dagen; te laat op de minuut.",
            Example = new("Op 31 maart staan 12 orders open: 7 van 0 tot en met 5 dagen, 3 van 6 tot en met 10, 1 van 15 en 1 van 40 dagen: samen 12.",
                new Cell { Denominator = 12, Values = Counts.Of([(Day(29), 7), (Day(22), 3), (Day(16), 1), (Day(31) - 40, 1)]) }, 12, Reading),
            Measures =
            [
                new("openByAge", "Openstaand werk", "openByAge", KpiUnit.Number, new KpiMethod.CountNow()),
                new("openByAge.to5", "Openstaand, 0 tot en met 5 dagen", "openByAge", KpiUnit.Number, new KpiMethod.AgedNow(0, 5)),
                new("openByAge.to10", "Openstaand, 6 tot en met 10 dagen", "openByAge", KpiUnit.Number, new KpiMethod.AgedNow(6, 10)),
                new("openByAge.to20", "Openstaand, 11 tot en met 20 dagen", "openByAge", KpiUnit.Number, new KpiMethod.AgedNow(11, 20)),
                new("openByAge.over20", "Openstaand, meer dan 20 dagen", "openByAge", KpiUnit.Number, new KpiMethod.AgedNow(21, null)),
                new("openByAge.late", "Openstaand, te laat", "openByAge", KpiUnit.Number, new KpiMethod.LateNow()),
                .. new (AortaPhase Phase, string Name)[]
                {
                    (AortaPhase.Leave, "Openstaand, Vertrekken"), (AortaPhase.Report, "Openstaand, Aanmelden"), (AortaPhase.Examine, "Openstaand, "
                        + "Onderzoeken"),
                    (AortaPhase.Repair, "Openstaand, Repareren"), (AortaPhase.ReportBack, "Openstaand, Terugkoppelen"),
                }.Select(p => new KpiMeasure(FigureOf(p.Phase), p.Name, FigureOf(p.Phase), KpiUnit.Number, new KpiMethod.CountNow())),
            ],
        },
        f => f.Order.Status is OrderStatus.Closed or OrderStatus.Cancelled ? [] : Open(f.Order));

    private static Kpi<OrderFacts> TemporaryOpen() => new(
        new KpiDefinition
        {
            Key = "temporaryOpen",
            Name = "Tijdelijk hersteld, nog open",
            Explanation = "Hoeveel storingen tijdelijk zijn verholpen en na tien werkdagen nog niet echt zijn gerepareerd.",
            Formula = "Orders die tijdelijk zijn hersteld en niet technisch gereed of geannuleerd zijn, terwijl er sindsdien tien werkdagen voorbij zijn; "
                + "de dag van het tijdelijk herstel telt niet mee.",
            FormulaInEnglish = "Orders temporarily restored, neither complete since nor cancelled, when the tenth working day after that day is over.",
            CountsIn = Now,
            Direction = KpiDirection.LowerIsBetter,
            IsOfNow = true,
            Resolution = "Hele dagen.",
            Example = new("Op 31 maart zijn 4 orders tijdelijk hersteld en nog open: 1 sinds 16 maart en 3 sinds 25 maart. Van 16 maart is de tiende "
                + "werkdag 30 maart: 1 order.",
                new Cell { Denominator = 4, Values = Counts.Of([(Day(16), 1), (Day(25), 3)]) }, 1, Reading),
            Measures =
            [
                new("temporaryOpen", "Tijdelijk hersteld, na 10 werkdagen nog open", "temporaryOpen", KpiUnit.Number,
                    new KpiMethod.OlderNow(TemporaryWorkingDays)),
                new("temporaryOpen.all", "Tijdelijk hersteld, nog open", "temporaryOpen", KpiUnit.Number, new KpiMethod.CountNow()),
            ],
        },
        f => f.Order is { TemporarilyRestoredAt: { } since, CompletedAt: null, Status: not OrderStatus.Cancelled }
            ? [new Counted("temporaryOpen", null, Cell.Valued(FactTime.DayOf(since).DayNumber), f.Order.Party)]
            : []);

    private static IEnumerable<Counted> Open(OrderFact order)
    {
        var cell = Cell.Valued(FactTime.DayOf(order.PlacedAt).DayNumber);
        var due = new[]
        {
            order.RepairOutcome is DeadlineOutcome.Open ? order.CompleteBy : null,
            order.LeadTimeOutcome is DeadlineOutcome.Open ? order.LeadTimeBy : null,
        }.Min();
        yield return new Counted("openByAge", null, due is { } by ? cell + Cell.Open(by) : cell, order.Party);
        yield return new Counted(FigureOf(order.Phase), null, new Cell { Denominator = 1 }, order.Party);
    }

    private static string FigureOf(AortaPhase phase) => phase switch
    {
        AortaPhase.Leave => "openByAge.leave",
        AortaPhase.Report => "openByAge.report",
        AortaPhase.Examine => "openByAge.examine",
        AortaPhase.Repair => "openByAge.repair",
        _ => "openByAge.reportBack",
    };

    private static long Day(int ofMarch) => new DateOnly(2026, 3, ofMarch).DayNumber;
}
