using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Figures on the quality of work and its proof.</summary>
internal static class QualityKpis
{
    private const string InMonthOfCompletion = "De kalendermaand (Nederlandse tijd) waarin de order technisch gereed was.";

    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new YearMonth(2026, 3));

    public static readonly IReadOnlyList<Kpi<OrderFacts>> All =
        [FirstTimeFix(), EvidenceComplete(), InspectionsPassed(), RefusedShare(), ExtraWorkDays()];

    private static Kpi<OrderFacts> FirstTimeFix() => new(
        new KpiDefinition
        {
            Key = "firstTimeFix",
            Name = "In één keer goed",
            Explanation = "Hoe vaak een reparatie in één bezoek klaar is en niet binnen 30 dagen terugkomt.",
            Formula = "Reparaties die in één bezoek klaar waren, niet zijn heropend of afgekeurd, en waarna binnen 30 kalenderdagen geen nieuwe "
                + "reparatieorder kwam voor dezelfde woning en hetzelfde element (LEDO), gedeeld door alle reparaties die in de maand technisch gereed "
                + "waren. Een bezoek waarbij niemand opendeed, telt niet als bezoek. Een geannuleerde order telt niet als nieuwe reparatie. Zonder element "
                + "wordt alleen naar bezoeken en heropenen gekeken. Tot 30 dagen na het einde van de maand is het cijfer voorlopig.",
            FormulaInEnglish = "Repairs completed with one visit (no-access visits left aside), never opened again, and without a new repair order that was "
                + "not cancelled on the same dwelling and LEDO element, placed after the completion and within 30 Dutch calendar days, by whichever "
                + "contractor / repairs completed in the month. Provisional until 30 days after the month.",
            CountsIn = InMonthOfCompletion,
            Direction = KpiDirection.HigherIsBetter,
            SettlesInDays = RepeatRepairs.Days,
            Example = new("In maart waren 100 reparaties gereed. 10 vroegen een tweede bezoek en 6 kwamen binnen 30 dagen terug: 84 / 100 = 84 %.",
                new Cell { Numerator = 84, Denominator = 100 }, 0.84m, Reading),
            Measures = [new("firstTimeFix", "In één keer goed", "firstTimeFix", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Order.FirstTimeFix is { } isFixed
            ? [new Counted("firstTimeFix", f.Order.CompletedAt, Cell.Counted(isFixed), f.Order.Party)]
            : []);

    private static Kpi<OrderFacts> EvidenceComplete() => new(
        new KpiDefinition
        {
            Key = "evidenceComplete",
            Name = "Foto's compleet",
            Explanation = "Hoe vaak de foto's die het contract vraagt er allemaal zijn.",
            Formula = "Orders met alle foto's die het contract vraagt, gedeeld door alle orders die in de maand technisch gereed waren en waarvoor het "
                + "contract foto's vraagt. Foto's die later komen tellen mee; een foto die voor de privacy is verwijderd, blijft meetellen.",
            FormulaInEnglish = "Orders none of whose photos asked by the contract is missing / orders completed in the month of which the contract asks "
                + "photos; as the photos are now, deleted ones included.",
            CountsIn = InMonthOfCompletion,
            Direction = KpiDirection.HigherIsBetter,
            Example = new("In maart waren 25 orders gereed waarvoor foto's nodig zijn. Bij 24 zijn ze er allemaal: 24 / 25 = 96 %.",
                new Cell { Numerator = 24, Denominator = 25 }, 0.96m, Reading),
            Measures = [new("evidenceComplete", "Foto's compleet", "evidenceComplete", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Order is { EvidenceNeeded: true, CompletedAt: { } at }
            ? [new Counted("evidenceComplete", at, Cell.Counted(f.Order.EvidenceComplete), f.Order.Party)]
            : []);

    private static Kpi<OrderFacts> InspectionsPassed() => new(
        new KpiDefinition
        {
            Key = "inspectionsPassed",
            Name = "Steekproef akkoord",
            Explanation = "Hoe vaak de inspecteur het werk in een steekproef in één keer goedkeurt.",
            Formula = "Orders uit de steekproef waarover het eerste oordeel goed was, gedeeld door alle orders uit de steekproef die voor het eerst zijn "
                + "beoordeeld. Ernaast staan het deel van de getrokken orders dat is beoordeeld, in de maand van de trekking, en hetzelfde cijfer voor de "
                + "eindinspecties van mutaties.",
            FormulaInEnglish = "Sampled orders whose first verdict was good / sampled orders by the month of their first verdict. Beside it: sampled orders "
                + "with a verdict / sampled orders by the month of the pick (not cancelled ones without a verdict), and the first of the final inspections "
                + "of turnovers.",
            CountsIn = "De kalendermaand (Nederlandse tijd) van het eerste oordeel.",
            Direction = KpiDirection.HigherIsBetter,
            Example = new("In maart beoordeelde de inspecteur 20 orders uit de steekproef. 18 waren in één keer goed: 18 / 20 = 90 %.",
                new Cell { Numerator = 18, Denominator = 20 }, 0.9m, Reading),
            Measures =
            [
                new("inspectionsPassed", "Steekproef akkoord", "inspectionsPassed", KpiUnit.Share, new KpiMethod.Share()),
                new("inspectionsPassed.inspected", "Steekproef beoordeeld", "inspectionsPassed.inspected", KpiUnit.Share, new KpiMethod.Share()),
                new("inspectionsPassed.turnovers", "Eindinspectie in één keer akkoord", "inspectionsPassed.turnovers", KpiUnit.Share, new KpiMethod.Share()),
            ],
        },
        f => Inspected(f.Order));

    private static Kpi<OrderFacts> RefusedShare() => new(
        new KpiDefinition
        {
            Key = "refusedShare",
            Name = "Geweigerd",
            Explanation = "Hoe vaak een aannemer een order niet aanneemt.",
            Formula = "Gunningen die de aannemer weigerde, gedeeld door alle gunningen. Gaat een order na een weigering naar een ander, dan is dat een "
                + "nieuwe gunning, die voor die ander telt. Een offerteaanvraag telt als gunning; wijst de corporatie de offerte af, dan is dat geen "
                + "weigering.",
            FormulaInEnglish = "Awards refused by their contractor / awards, each for the contractor that got it; an offer for a quotation is an award.",
            CountsIn = "De kalendermaand (Nederlandse tijd) van de gunning.",
            Direction = KpiDirection.LowerIsBetter,
            Example = new("In maart kreeg een aannemer 50 orders. 2 weigerde hij: 2 / 50 = 4 %.", new Cell { Numerator = 2, Denominator = 50 }, 0.04m, Reading),
            Measures = [new("refusedShare", "Geweigerd", "refusedShare", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Steps.Where(s => s.Kind is StepKind.Award).Select(s => new Counted("refusedShare", s.BeganAt, Cell.Counted(s.IsRefused), s.Party)));

    private static Kpi<OrderFacts> ExtraWorkDays() => new(
        new KpiDefinition
        {
            Key = "extraWorkDays",
            Name = "Besluit meerwerk",
            Explanation = "Hoe lang de aannemer wacht op een besluit over meerwerk. De helft van de besluiten is sneller, de helft is langzamer.",
            Formula = "De mediaan van de werkuren van het verzoek om meerwerk tot het besluit van de corporatie. Verzoeken die Ketenhub zelf goedkeurt, "
                + "omdat ze binnen het mandaat vallen, tellen niet mee.",
            FormulaInEnglish = "Median of the working hours (of the contract) from a request for extra work to its decision by the corporation; decisions "
                + "by the hub within the mandate are left out.",
            CountsIn = "De kalendermaand (Nederlandse tijd) van het besluit.",
            Direction = KpiDirection.LowerIsBetter,
            Resolution = "Hele werkuren.",
            Example = new("In maart waren er 5 besluiten, na 2, 4, 9, 9 en 30 werkuren. De middelste is 9 werkuren.",
                new Cell { Denominator = 5, Values = Counts.Of([(2, 1), (4, 1), (9, 2), (30, 1)]) }, 9, Reading),
            Measures = [new("extraWorkDays", "Besluit meerwerk, mediaan", "extraWorkDays", KpiUnit.WorkingHours, new KpiMethod.Percentile(0.5m, 1))],
        },
        f => f.Steps.Where(s => s is { Kind: StepKind.ExtraWorkDecision, IsAutomatic: false })
            .SelectMany(s => KpiCounting.Value("extraWorkDays", s.EndedAt, s.WorkingHours, 1, s.Party)));

    private static IEnumerable<Counted> Inspected(OrderFact order)
    {
        if (order is { Kind: OrderKind.Turnover, InspectedAt: { } finalAt, PassedFirstTime: { } passedFinal })
            yield return new Counted("inspectionsPassed.turnovers", finalAt, Cell.Counted(passedFinal), order.Party);
        if (order.SamplePickedAt is not { } picked) yield break;
        if (order is { InspectedAt: { } at, PassedFirstTime: { } passed })
            yield return new Counted("inspectionsPassed", at, Cell.Counted(passed), order.Party);
        if (order.InspectedAt is not null || order.Status is not OrderStatus.Cancelled)
            yield return new Counted("inspectionsPassed.inspected", picked, Cell.Counted(order.InspectedAt is not null), order.Party);
    }
}
