using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>Figures on agreed times.</summary>
internal static class PunctualityKpis
{
    private const string InMonthOfDeadline = "De kalendermaand (Nederlandse tijd) waarin de termijn afloopt.";

    private const string WhatDoesNotCount = "Loopt de termijn nog, of staat de klok van het contract stil, dan telt de order nog niet mee. Een order die is "
        + "geannuleerd telt alleen mee als er al op tijd was gereageerd, of als de termijn toen al voorbij was.";

    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new YearMonth(2026, 3));

    public static readonly IReadOnlyList<Kpi<OrderFacts>> All = [ResponseOnTime(), RepairOnTime(), EmergencyOnTime()];

    private static Kpi<OrderFacts> ResponseOnTime() => new(
        new KpiDefinition
        {
            Key = "responseOnTime",
            Name = "Respons op tijd",
            Explanation = "Hoe vaak de aannemer binnen de afgesproken tijd in actie komt. In actie komen is beginnen met het werk of, als het contract dat "
                + "zegt, een afspraak maken met de bewoner.",
            Formula = "Orders met een respons op of voor het einde van de responstijd, gedeeld door alle orders waarvan de responstijd in de maand afloopt. "
                + $"De tijd begint bij de gunning aan de huidige aannemer. {WhatDoesNotCount}",
            FormulaInEnglish = "Orders responded to by the response deadline (net of stopped clock) / orders whose response deadline falls in the month. "
                + "Running and stopped deadlines do not count yet; of a cancelled order only one that was met, or had passed before the cancellation.",
            CountsIn = InMonthOfDeadline,
            Direction = KpiDirection.HigherIsBetter,
            Example = new("Van 40 orders liep de responstijd in maart af. Bij 38 kwam de aannemer op tijd: 38 / 40 = 95 %.",
                new Cell { Numerator = 38, Denominator = 40 }, 0.95m, Reading),
            Measures = [new("responseOnTime", "Respons op tijd", "responseOnTime", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => KpiCounting.Deadline("responseOnTime", f.Order.RespondBy, f.Order.ResponseOutcome, f.Order.Party));

    private static Kpi<OrderFacts> RepairOnTime() => new(
        new KpiDefinition
        {
            Key = "repairOnTime",
            Name = "Hersteld binnen norm",
            Explanation = "Hoe vaak een reparatie klaar is binnen de tijd die is afgesproken. Tijd waar de aannemer niets aan kan doen telt niet mee, als "
                + "dat in het contract staat.",
            Formula = "Reparatieorders die technisch gereed zijn op of voor het einde van de hersteltijd, gedeeld door alle reparatieorders waarvan de "
                + $"hersteltijd in de maand afloopt. Is de order heropend of afgekeurd, dan telt de laatste keer dat hij gereed was. {WhatDoesNotCount} "
                + "Ernaast staat hetzelfde voor alle orders die geen spoed zijn.",
            FormulaInEnglish = "Repairs technically complete by the completion deadline (net of stopped clock) / repairs whose completion deadline falls in "
                + "the month. After a reopening the last completion counts. Running, stopped and cancelled ones as responseOnTime.",
            CountsIn = InMonthOfDeadline,
            Direction = KpiDirection.HigherIsBetter,
            Example = new("Van 50 reparaties liep de hersteltijd in maart af. 46 waren op tijd klaar, 3 te laat en 1 is nog steeds niet klaar: 46 / 50 = 92 "
                + "%.",
                new Cell { Numerator = 46, Denominator = 49 } + Cell.Open(new DateTimeOffset(2026, 3, 20, 15, 30, 0, TimeSpan.Zero)), 0.92m, Reading),
            Measures =
            [
                new("repairOnTime", "Hersteld binnen norm", "repairOnTime", KpiUnit.Share, new KpiMethod.Share()),
                new("repairOnTime.other", "Hersteld binnen norm, geen spoed", "repairOnTime.other", KpiUnit.Share, new KpiMethod.Share()),
            ],
        },
        f => f.Order.Kind is not OrderKind.Repair ? []
            : Repaired("repairOnTime", f.Order).Concat(f.Order.IsEmergency ? [] : Repaired("repairOnTime.other", f.Order)));

    private static Kpi<OrderFacts> EmergencyOnTime() => new(
        new KpiDefinition
        {
            Key = "emergencyOnTime",
            Name = "Spoed binnen norm",
            Explanation = "Hoe vaak een spoedreparatie klaar is binnen de tijd die is afgesproken.",
            Formula = "Hetzelfde als Hersteld binnen norm, maar alleen voor reparaties met een urgentie die het contract als spoed aanmerkt.",
            FormulaInEnglish = "repairOnTime of repairs whose service level says that it is one of emergencies.",
            CountsIn = InMonthOfDeadline,
            Direction = KpiDirection.HigherIsBetter,
            Example = new("In maart liepen 8 termijnen van spoedreparaties af, en 7 daarvan waren op tijd klaar: 7 / 8 = 87,5 %.",
                new Cell { Numerator = 7, Denominator = 8 }, 0.875m, Reading),
            Measures = [new("emergencyOnTime", "Spoed binnen norm", "emergencyOnTime", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Order is { Kind: OrderKind.Repair, IsEmergency: true } ? Repaired("emergencyOnTime", f.Order) : []);

    private static IEnumerable<Counted> Repaired(string figure, OrderFact order) =>
        KpiCounting.Deadline(figure, order.CompleteBy, order.RepairOutcome, order.Party);
}
