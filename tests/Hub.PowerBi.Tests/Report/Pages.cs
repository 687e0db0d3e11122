using Hub.PowerBi.Tests.Model;
using static Hub.PowerBi.Tests.Report.Visuals;

namespace Hub.PowerBi.Tests.Report;

/// <summary>The pages of the report.</summary>
internal static class Pages
{
    /// <summary>Name of the page about one order.</summary>
    public const string Order = "order";

    /// <summary>Name of the page that is the tooltip of charts.</summary>
    public const string Tooltip = "toelichting";

    private static readonly ModelTable O = FactTables.Orders;

    /// <summary>All of them, in order.</summary>
    public static readonly IReadOnlyList<Page> All =
    [
        new("overzicht", "Overzicht",
        [
            .. Head("Overzicht", "De belangrijkste cijfers van de keten."),
            .. Tiles("repairOnTime", "firstTimeFix", "appointmentsKept", "turnoverOnTime"),
            Months("lijn_op_tijd", "Op tijd: respons, reparaties en afspraken", Of("responseOnTime"), Of("repairOnTime"), Of("appointmentsKept")),
            Bars("staaf_open", "Openstaand werk per aannemer", Field.Contractor, Of("openByAge"), Of("openByAge.late")),
            Matrix("matrix_aannemers", "Cijfers per aannemer", Field.Contractor, Of("responseOnTime"), Of("repairOnTime"), Of("firstTimeFix"),
                Of("appointmentsKept"), Of("turnoverDays"), Of("lumpSumShare"), Of("evidenceComplete"), Of("openByAge")),
        ]),
        new("reparaties", "Reparaties",
        [
            .. Head("Reparaties", "Hoe snel en hoe goed reparaties gaan."),
            .. Tiles("responseOnTime", "repairOnTime", "emergencyOnTime", "firstTimeFix"),
            Months("lijn_hersteld", "Hersteld binnen norm, met norm en keten", Of("repairOnTime"), Target("repairOnTime"), Chain("repairOnTime")),
            Bars("staaf_gebied", "Hersteld binnen norm per gebied", Field.Area, Of("repairOnTime"), Of("emergencyOnTime")),
            List("lijst_te_laat", "Reparaties die te laat waren", Below, Field.Of(O, "number"), Field.Contractor, Field.Area, new("Urgentie", "Urgentie"),
                Field.Of(O, "placedAt"), Field.Of(O, "completeBy"), Field.Of(O, "completedAt"), Field.Of(O, "status"), Field.Of(O, "clockStoppedSince"))
            with { Only = new(Field.Of(O, "repairOutcome"), "Te laat") },
        ]),
        new("mutaties", "Mutaties",
        [
            .. Head("Mutaties", "Hoe lang woningen tussen twee huurders in onderhanden zijn, en wat dat kost."),
            .. Tiles("turnoverDays", "turnoverOnTime", "preInspectionDays", "turnoverCost"),
            Months("lijn_doorlooptijd", "Doorlooptijd: mediaan en 90e percentiel", Of("turnoverDays"), Of("turnoverDays.p90"), Target("turnoverDays")),
            Bars("staaf_doorlooptijd", "Doorlooptijd per aannemer", Field.Contractor, Of("turnoverDays")),
            List("lijst_mutaties", "Mutaties", Below, Field.Of(O, "number"), Field.Contractor, new("Complex", "Complex"), Field.Of(O, "keysReceivedAt"),
                Field.Of(O, "preInspectedAt"), Field.Of(O, "passedAt"), Field.Of(O, "leadTimeBy"), Field.Of(O, "leadTimeOutcome"), Field.Of(O, "turnoverDays"),
                Field.Of(O, "settledAmount"))
            with { Only = new(new("Soort", "Soort"), "Mutatie") },
        ]),
        new("planning", "Planning en afspraken",
        [
            .. Head("Planning en afspraken", "Of afspraken doorgaan, en waarop het werk wacht."),
            .. Tiles("appointmentsKept", "movedAppointments", "noAccessShare", "refusedShare"),
            Months("lijn_afspraken", "Afspraken nagekomen en verzet", Of("appointmentsKept"), Of("movedAppointments"), Chain("appointmentsKept")),
            Bars("staaf_wachten", "Werkdagen wachten per aannemer", Field.Contractor, Of("waitingReasons")),
            Matrix("matrix_wachten", "Werkdagen wachten naar reden", Field.Contractor, Of("waitingReasons"), Of("waitingReasons.material"),
                Of("waitingReasons.weather"), Of("waitingReasons.otherContractor"), Of("waitingReasons.client"), Of("waitingReasons.resident"),
                Of("waitingReasons.other")),
        ]),
        new("kosten", "Kosten en afkoop",
        [
            .. Head("Kosten en afkoop", "Wat onder de afkoop valt en wat ernaast wordt betaald."),
            .. Tiles("lumpSumShare", "costOutsideLumpSum", "requestsPerDwelling", "extraWorkDays"),
            Months("lijn_kosten", "Kosten buiten afkoop", Of("costOutsideLumpSum")),
            Bars("staaf_kosten", "Kosten buiten afkoop per complex", new("Complex", "Complex"), Of("costOutsideLumpSum")),
            Matrix("matrix_kosten", "Afkoop en kosten per aannemer", Field.Contractor, Of("lumpSumShare"), Of("costOutsideLumpSum"),
                Of("costOutsideLumpSum.perDwelling"), Of("requestsPerDwelling"), Of("turnoverCost"), Of("extraWorkDays")),
        ]),
        new("kwaliteit", "Kwaliteit",
        [
            .. Head("Kwaliteit", "Of de foto's er zijn en of het werk bij controle in orde is."),
            .. Tiles("evidenceComplete", "inspectionsPassed", "inspectionsPassed.inspected", "inspectionsPassed.turnovers"),
            Months("lijn_kwaliteit", "Foto's compleet en steekproef akkoord", Of("evidenceComplete"), Of("inspectionsPassed"), Of("firstTimeFix")),
            Bars("staaf_fotos", "Aantal foto's per aannemer", Field.Contractor, Field.Measure("Foto's")),
            List("lijst_afgekeurd", "Orders die niet in één keer akkoord waren", Below, Field.Of(O, "number"), Field.Contractor, Field.Area,
                Field.Of(O, "completedAt"), Field.Of(O, "inspectedAt"), Field.Of(O, "inspectionFailures"), Field.Of(O, "photosBefore"),
                Field.Of(O, "photosAfter"), Field.Of(O, "evidenceComplete"))
            with { Only = new(Field.Of(O, "passedFirstTime"), "false") },
        ]),
        new("koppeling", "Koppeling",
        [
            .. Head("Koppeling", "Of berichten bij partners aankomen."),
            .. Tiles("messagesHealthy", "messagesHealthy.prompt", "messagesHealthy.parked"),
            Months("lijn_berichten", "In één keer en binnen vijf minuten afgeleverd", Of("messagesHealthy"), Of("messagesHealthy.prompt")),
            Bars("staaf_berichten", "Berichten per partner", Field.Contractor, Field.Measure("Afleveringen"), Of("messagesHealthy.parked")),
            List("lijst_geparkeerd", "Geparkeerde berichten", Below, Field.Contractor, Field.Of(FactTables.Deliveries, "eventName"),
                Field.Of(FactTables.Deliveries, "createdAt"), Field.Of(FactTables.Deliveries, "doneAt"), Field.Of(FactTables.Deliveries, "attempts"),
                Field.Of(FactTables.Deliveries, "failures"))
            with { Only = new(Field.Of(FactTables.Deliveries, "state"), "Geparkeerd") },
        ]),
        new("begrippen", "Begrippen",
        [
            new("kop", "textbox", "Begrippen", "Titel van de pagina: Begrippen. Wat elk cijfer betekent en hoe het wordt berekend.", new(20, 8, 900, 60),
                new Dictionary<string, Field[]>()),
            Ververst(new(960, 8, 300, 76)),
            List("lijst_begrippen", "Wat elk cijfer betekent", new(20, 92, 1240, 620), new("KPI", "KPI"), new("KPI", "Uitleg"), new("KPI", "Berekening"),
                new("KPI", "Telt in"), new("KPI", "Richting")),
        ]),
        new(Order, "Order",
        [
            new("terug", "actionButton", "Terug", "Knop: terug naar de vorige pagina.", new(20, 8, 48, 48), new Dictionary<string, Field[]>()),
            new("kop", "textbox", "Order", "Titel van de pagina: Order. Alles over één order.", new(80, 8, 840, 60), new Dictionary<string, Field[]>()),
            Ververst(new(960, 8, 300, 76)),
            List("lijst_order", "De order", new(20, 92, 1240, 92), Field.Of(O, "number"), Field.Contractor, new("Soort", "Soort"), new("Urgentie", "Urgentie"),
                new("Complex", "Complex"), Field.Of(O, "status"), Field.Of(O, "phase"), Field.Of(O, "coverage"), Field.Of(O, "placedAt"),
                Field.Of(O, "settledAmount")),
            List("lijst_termijnen", "Termijnen", new(20, 194, 1240, 92), Field.Of(O, "respondBy"), Field.Of(O, "respondedAt"), Field.Of(O, "responseOutcome"),
                Field.Of(O, "completeBy"), Field.Of(O, "completedAt"), Field.Of(O, "repairOutcome"), Field.Of(O, "leadTimeBy"), Field.Of(O, "passedAt"),
                Field.Of(O, "leadTimeOutcome")),
            List("lijst_afspraken", "Afspraken", new(20, 296, 610, 206), Field.Of(FactTables.Appointments, "windowFrom"),
                Field.Of(FactTables.Appointments, "windowUntil"), Field.Of(FactTables.Appointments, "outcome"),
                Field.Measure("Afspraken van de order", "Aantal")),
            List("lijst_stappen", "Gunningen, bezoeken, besluiten en wachten", new(640, 296, 620, 206), Field.Of(FactTables.Steps, "kind"),
                Field.Of(FactTables.Steps, "beganAt"), Field.Of(FactTables.Steps, "endedAt"), Field.Of(FactTables.Steps, "reason"),
                Field.Of(FactTables.Steps, "workingDays"), Field.Measure("Stappen van de order", "Aantal")),
            List("lijst_fotos", "Foto's", new(20, 512, 1240, 200), Field.Of(FactTables.Photos, "moment"), Field.Of(FactTables.Photos, "receivedAt"),
                Field.Of(FactTables.Photos, "takenAt"), Field.Of(FactTables.Photos, "addedBy"), Field.Of(FactTables.Photos, "lineNumber"),
                Field.Of(FactTables.Photos, "deletedAt"), Field.Of(FactTables.Photos, "sha256")),
        ]) { Use = PageUse.Drillthrough },
        new(Tooltip, "Toelichting",
        [
            TooltipCard("orders", "Orders", Field.Measure("Orders"), 0),
            TooltipCard("hersteld", "Hersteld binnen norm", Of("repairOnTime"), 1),
            TooltipCard("afspraken", "Afspraak is afspraak", Of("appointmentsKept"), 2),
        ]) { Use = PageUse.Tooltip },
    ];

    private static Visual Ververst(Place place) => new(
        "ververst", "cardVisual", "Ververst op", "Kaart: moment waarop de gegevens zijn ververst.", place,
        new Dictionary<string, Field[]> { ["Data"] = [Field.Measure("Ververst op")] });

    private static Visual TooltipCard(string name, string title, Field field, int at) => new(
        $"kaart_{name}", "cardVisual", title, $"Kaart: {title}, van het punt onder de aanwijzer.", new(10, 8 + (at * 84), 340, 76),
        new Dictionary<string, Field[]> { ["Data"] = [field] });
}
