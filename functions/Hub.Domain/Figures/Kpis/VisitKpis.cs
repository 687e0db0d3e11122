namespace Hub.Domain.Figures;

/// <summary>Figures on appointments and visits.</summary>
internal static class VisitKpis
{
    private const string InMonthOfWindow = "De kalendermaand (Nederlandse tijd) waarin het tijdvak van de afspraak eindigt.";

    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new YearMonth(2026, 3));

    public static readonly IReadOnlyList<Kpi<OrderFacts>> All = [AppointmentsKept(), MovedAppointments(), NoAccessShare(), WaitingReasons()];

    private static Kpi<OrderFacts> AppointmentsKept() => new(
        new KpiDefinition
        {
            Key = "appointmentsKept",
            Name = "Afspraak is afspraak",
            Explanation = "Hoe vaak de aannemer komt binnen het tijdvak dat met de bewoner is afgesproken.",
            Formula = "Afspraken waarbij het werk in het tijdvak begon of de bewoner toen niet thuis was, gedeeld door alle afspraken waarvan het tijdvak "
                + "in de maand eindigt. Te vroeg is niet op tijd. Is alleen het gereed melden bekend, dan telt dat als begin. Afspraken die de aannemer "
                + "afzegt of pas tijdens of na het tijdvak verzet, en afspraken die pas na het tijdvak zijn afgezegd, tellen als niet nagekomen. Afspraken "
                + "die de bewoner afzegt, die vooraf zijn verzet of die niet meer nodig waren, tellen niet mee.",
            FormulaInEnglish = "Appointments in whose window (bounds included) work began or nobody opened / appointments whose window ended in the month, "
                + "without those cancelled by the resident, moved before their window began, or not needed any more. A completion without a start counts "
                + "as the start. Cancelled by the contractor, cancelled after the window, or moved during or after it, is not kept.",
            CountsIn = InMonthOfWindow,
            Direction = KpiDirection.HigherIsBetter,
            Example = new("Van 60 afspraken eindigde het tijdvak in maart. Bij 52 begon het werk op tijd en bij 2 was de bewoner niet thuis: 54 / 60 = 90 %.",
                new Cell { Numerator = 54, Denominator = 60 }, 0.9m, Reading),
            Measures = [new("appointmentsKept", "Afspraak is afspraak", "appointmentsKept", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Appointments.SelectMany(Kept));

    private static Kpi<OrderFacts> MovedAppointments() => new(
        new KpiDefinition
        {
            Key = "movedAppointments",
            Name = "Verzette afspraken",
            Explanation = "Hoe vaak de aannemer een afspraak met de bewoner verzet.",
            Formula = "Afspraken die de aannemer verzette voordat het tijdvak begon, gedeeld door alle gemaakte afspraken. Elke verzette afspraak geeft ook "
                + "een nieuwe afspraak. Ketenhub weet niet wie om het verzetten vroeg: alles wat de aannemer meldt, telt. Een nieuwe afspraak na een "
                + "bezoek is niet verzet.",
            FormulaInEnglish = "Appointments moved by the contractor before their window began / appointments made; one that takes the place of a moved one "
                + "is another appointment. A new appointment after a visit moves nothing.",
            CountsIn = InMonthOfWindow,
            Direction = KpiDirection.LowerIsBetter,
            Example = new("In maart eindigden 60 tijdvakken, en 9 daarvan waren vooraf verzet: 9 / 60 = 15 %.",
                new Cell { Numerator = 9, Denominator = 60 }, 0.15m, Reading),
            Measures = [new("movedAppointments", "Verzette afspraken", "movedAppointments", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Appointments.Select(a => new Counted(
            "movedAppointments", a.WindowUntil, Cell.Counted(a.Outcome is AppointmentOutcome.Moved), a.Party)));

    private static Kpi<OrderFacts> NoAccessShare() => new(
        new KpiDefinition
        {
            Key = "noAccessShare",
            Name = "Niet thuis",
            Explanation = "Hoe vaak de aannemer voor een dichte deur staat.",
            Formula = "Bezoeken waarbij niemand opendeed, gedeeld door alle bezoeken. Een bezoek is een dag waarop het werk begon of verderging, of een "
                + "keer dat niemand opendeed. Tijdelijk herstellen is ook werk. Is alleen het gereed melden bekend, dan is dat het bezoek; na tijdelijk "
                + "herstel op een andere dag is het een nieuw bezoek.",
            FormulaInEnglish = "Visits at which nobody opened / visits. A visit is a Dutch day on which work began or went on, or a time that nobody "
                + "opened; a completion without a start is one visit.",
            CountsIn = "De kalendermaand (Nederlandse tijd) van het bezoek.",
            Direction = KpiDirection.LowerIsBetter,
            Example = new("In maart waren er 80 bezoeken. Bij 6 deed niemand open: 6 / 80 = 7,5 %.",
                new Cell { Numerator = 6, Denominator = 80 }, 0.075m, Reading),
            Measures = [new("noAccessShare", "Niet thuis", "noAccessShare", KpiUnit.Share, new KpiMethod.Share())],
        },
        f => f.Steps.Where(s => s.Kind is StepKind.Visit).Select(s => new Counted("noAccessShare", s.BeganAt, Cell.Counted(s.IsNoAccess), s.Party)));

    private static Kpi<OrderFacts> WaitingReasons() => new(
        new KpiDefinition
        {
            Key = "waitingReasons",
            Name = "Wachtreden",
            Explanation = "Hoeveel werkdagen het werk stillag, en waarom.",
            Formula = "De werkdagen dat het werk stillag of de aannemer op een besluit wachtte, opgeteld per reden: materiaal, weer, andere aannemer, "
                + "corporatie, bewoner of iets anders. Is er op één moment meer dan één reden, dan telt de reden die het eerst begon. Wachten dat nog "
                + "duurt, telt als het voorbij is.",
            FormulaInEnglish = "Working days (of the contract's hours) that work or its clock stood still, summed by reason, whether or not the contract "
                + "stops the clock for it. Overlapping waits count once, under the reason that began first; a wait counts when it is over.",
            CountsIn = "De kalendermaand (Nederlandse tijd) waarin het wachten voorbij is.",
            Direction = KpiDirection.LowerIsBetter,
            Resolution = "Honderdsten van werkdagen per keer wachten.",
            Example = new("In maart wachtten 3 orders: 2,5 werkdagen op materiaal, 1 werkdag op de corporatie en 0,75 werkdag op de bewoner: samen 4,25 "
                + "werkdagen.",
                Cell.Summed(250) + Cell.Summed(100) + Cell.Summed(75), 4.25m, Reading),
            Measures =
            [
                new("waitingReasons", "Wachten, alle redenen", "waitingReasons", KpiUnit.WorkingDays, new KpiMethod.Sum(100)),
                .. new (WaitGroup Group, string Name)[]
                {
                    (WaitGroup.Material, "Wachten op materiaal"), (WaitGroup.Weather, "Wachten op weer"),
                    (WaitGroup.OtherContractor, "Wachten op andere aannemer"), (WaitGroup.Client, "Wachten op corporatie"),
                    (WaitGroup.Resident, "Wachten op bewoner"), (WaitGroup.Other, "Wachten om andere reden"),
                }.Select(g => new KpiMeasure(FigureOf(g.Group), g.Name, FigureOf(g.Group), KpiUnit.WorkingDays, new KpiMethod.Sum(100))),
            ],
        },
        f => f.Steps.Where(s => s is { Kind: StepKind.Wait, EndedAt: not null }).SelectMany(Waited));

    private static IEnumerable<Counted> Kept(AppointmentFact appointment)
    {
        Cell? cell = appointment.Outcome switch
        {
            AppointmentOutcome.Kept or AppointmentOutcome.NoAccess => Cell.Counted(true),
            AppointmentOutcome.Missed or AppointmentOutcome.CancelledByContractor => Cell.Counted(false),
            AppointmentOutcome.Planned => Cell.Open(appointment.WindowUntil),
            _ => null,
        };
        if (cell is not null) yield return new Counted("appointmentsKept", appointment.WindowUntil, cell, appointment.Party);
    }

    private static IEnumerable<Counted> Waited(StepFact wait)
    {
        var cell = Cell.Summed(KpiCounting.Scaled(wait.WorkingDays ?? 0, 100));
        yield return new Counted("waitingReasons", wait.EndedAt, cell, wait.Party);
        yield return new Counted(FigureOf(WaitGroups.Of(wait.Reason!.Value)), wait.EndedAt, cell, wait.Party);
    }

    private static string FigureOf(WaitGroup group) => group switch
    {
        WaitGroup.Material => "waitingReasons.material",
        WaitGroup.Weather => "waitingReasons.weather",
        WaitGroup.OtherContractor => "waitingReasons.otherContractor",
        WaitGroup.Client => "waitingReasons.client",
        WaitGroup.Resident => "waitingReasons.resident",
        _ => "waitingReasons.other",
    };
}
