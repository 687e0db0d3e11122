using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>
/// The columns of <see cref="OrderFact"/>, a row each and in the order of the feed: what feed, documentation and Power BI model are made from.
/// </summary>
public static class OrderFactColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<OrderFact>> All = new ColumnTable<OrderFact>()
        // What it is, and whose.
        .Text("orderId", "Order-id", "Sleutel van de order in Ketenhub.", "3f1c4f0a-7a5e-5d31-9c39-0a6f3a0b7c11", f => f.OrderId.ToString("D"))
        .Text("erpId", "Bronsysteem", "Het systeem van de corporatie dat de order plaatste.", "erp", f => f.ErpId)
        .Text("number", "Ordernummer", "Nummer van de order bij de corporatie.", "4711", f => f.Number)
        .Text("parentNumber", "Hoofdorder", "Nummer van de order waar deze bij hoort.", "4700", f => f.ParentNumber, nullable: true)
        .Choice("kind", "Soort", "Soort order.", OrderKind.Repair, f => f.Kind)
        .Text("urgency", "Urgentie", "De urgentie waarvan de afspraken uit het contract gelden; zonder contract die van de order.",
            "spoed", f => f.Urgency, nullable: true)
        .Text("givenUrgency", "Urgentie volgens order", "De urgentie zoals de corporatie die in de order schreef.",
            "SPOED", f => f.GivenUrgency, nullable: true)
        .Flag("isEmergency", "Spoed", "Ja als het contract deze urgentie als spoed aanmerkt.", "true", f => f.IsEmergency)
        .Text("contractorId", "Aannemer", "De aannemer die de order nu heeft.", "alfa", f => f.ContractorId, nullable: true)
        .Text("contractNumber", "Contract", "Nummer van het contract waaronder de order is gegund.", "RC-1", f => f.ContractNumber, nullable: true)
        .Integer("contractVersion", "Contractversie", "Versie van het contract die voor de order geldt.", "3", f => f.ContractVersion, nullable: true)
        .Text("area", "Gebied", "Gebied van de woning toen de order werd geplaatst of laatst gewijzigd.", "Noord", f => f.Area, nullable: true)
        .Text("complex", "Complex", "Complex van de woning, of dat van de order zelf.", "C-1", f => f.Complex, nullable: true)
        .Text("dwellingId", "Woning", "Sleutel van de woning (VHE) bij de corporatie.", "VHE-1", f => f.DwellingId, nullable: true)
        .Text("dwellingType", "Woningtype", "Soort woning in de woorden van de corporatie.", "flat", f => f.DwellingType, nullable: true)
        .Text("elements", "Elementen", "Codes van de elementen (LEDO) op de taakregels, gescheiden door een puntkomma en een spatie.",
            "KRA; WAS", f => f.Elements, nullable: true)
        .Integer("lines", "Taakregels", "Aantal taakregels, zonder meerwerk.", "2", f => f.Lines)
        .Choice("coverage", "Dekking", "Hoe ver de afkoop de order dekt; werk onder garantie telt als gedekt.", OrderCoverage.LumpSum, f => f.Coverage)
        .Choice("status", "Status", "De status van de order.", OrderStatus.InProgress, f => f.Status)
        .Choice("phase", "(V)AORTA-fase", "De fase in het (V)AORTA-proces.", AortaPhase.Repair, f => f.Phase)
        .Integer("version", "Versie", "Volgnummer van de laatste gebeurtenis van de order.", "12", f => f.Version)
        // When what happened.
        .Moment("placedAt", "Geplaatst op", "Moment waarop de corporatie de order plaatste; verandert nooit.", "2026-03-02T09:00:00Z", f => f.PlacedAt)
        .Moment("changedAt", "Gewijzigd op", "Moment waarop er voor het laatst iets aan deze rij veranderde.", "2026-03-05T10:00:00Z", f => f.ChangedAt)
        .Date("orderedOn", "Besteld op", "Dag waarop de corporatie de order gaf, volgens de order.", "2026-03-02", f => f.OrderedOn, nullable: true)
        .Date("dueOn", "Uiterste gereeddatum", "Uiterste dag van gereedkomen volgens de order.", "2026-03-13", f => f.DueOn, nullable: true)
        .Moment("awardedAt", "Gegund op", "Moment waarop de order naar de huidige aannemer ging.", "2026-03-02T09:00:01Z", f => f.AwardedAt, nullable: true)
        .Moment("firstAwardedAt", "Eerst gegund op", "Moment waarop de order voor het eerst naar een aannemer ging.",
            "2026-03-02T09:00:01Z", f => f.FirstAwardedAt, nullable: true)
        .Moment("acceptedAt", "Geaccepteerd op", "Moment waarop de huidige aannemer de order voor het eerst accepteerde.",
            "2026-03-02T10:00:00Z", f => f.AcceptedAt, nullable: true)
        .Moment("refusedAt", "Laatst geweigerd op", "Moment waarop een aannemer de order het laatst weigerde.",
            "2026-03-02T11:00:00Z", f => f.RefusedAt, nullable: true)
        .Moment("firstAppointmentAt", "Eerste afspraak gemaakt op", "Moment waarop de huidige aannemer de eerste afspraak maakte.",
            "2026-03-02T12:00:00Z", f => f.FirstAppointmentAt, nullable: true)
        .Moment("respondedAt", "Respons op", "Moment van de respons zoals het contract die telt: start van het werk, of de eerste afspraak.",
            "2026-03-02T12:00:00Z", f => f.RespondedAt, nullable: true)
        .Moment("startedAt", "Werk begonnen op", "Moment waarop het werk voor het eerst begon.", "2026-03-04T08:15:00Z", f => f.StartedAt, nullable: true)
        .Moment("temporarilyRestoredAt", "Tijdelijk hersteld op", "Moment van de tijdelijke oplossing, zolang de order daarna niet gereed is gemeld.",
            "2026-03-04T09:00:00Z", f => f.TemporarilyRestoredAt, nullable: true)
        .Moment("firstCompletedAt", "Eerst gereed op", "Moment waarop de order voor het eerst technisch gereed was.",
            "2026-03-05T10:00:00Z", f => f.FirstCompletedAt, nullable: true)
        .Moment("completedAt", "Technisch gereed op", "Moment waarop de order technisch gereed was; leeg als hij weer open is.",
            "2026-03-05T10:00:00Z", f => f.CompletedAt, nullable: true)
        .Moment("reopenedAt", "Heropend op", "Moment waarop de order het laatst weer is geopend of bij controle is afgekeurd.",
            "2026-03-06T10:00:00Z", f => f.ReopenedAt, nullable: true)
        .Moment("keysReceivedAt", "Sleutels ontvangen op", "Moment waarop de sleutels van een mutatiewoning binnenkwamen.",
            "2026-03-02T00:00:00+01:00", f => f.KeysReceivedAt, nullable: true)
        .Moment("preInspectedAt", "Voorinspectie op", "Moment van de voorinspectie van een mutatie.",
            "2026-03-03T09:00:00Z", f => f.PreInspectedAt, nullable: true)
        .Moment("passedAt", "Akkoord bij inspectie op", "Moment waarop de inspecteur het werk goedkeurde; bij een mutatie de eindinspectie.",
            "2026-03-12T09:00:00Z", f => f.PassedAt, nullable: true)
        .Moment("settledAt", "Kosten akkoord op", "Moment waarop de kosten zijn vastgesteld.", "2026-03-13T09:00:00Z", f => f.SettledAt, nullable: true)
        .Moment("closedAt", "Afgesloten op", "Moment waarop de order administratief is afgesloten.", "2026-03-13T09:00:00Z", f => f.ClosedAt, nullable: true)
        .Moment("cancelledAt", "Geannuleerd op", "Moment waarop de order is ingetrokken.", "2026-03-03T09:00:00Z", f => f.CancelledAt, nullable: true)
        // What was agreed on time, and whether it was kept.
        .Moment("respondBy", "Respons uiterlijk", "Uiterste moment van de respons; tijd dat de klok stilstond is erbij geteld.",
            "2026-03-04T15:30:00Z", f => f.RespondBy, nullable: true)
        .Choice("responseOutcome", "Uitkomst respons", "Of de respons op tijd was; leeg als er geen termijn is.",
            DeadlineOutcome.OnTime, f => f.ResponseOutcome, nullable: true)
        .Hours("responseHours", "Responstijd", "Uren van gunning tot respons op de klok van het contract, zonder de tijd dat de klok stilstond; leeg als er "
            + "geen respons is, en ook bij een respons op tijd als het gemelde tijdstip voor de gunning ligt.",
            "6.50", f => f.ResponseHours, nullable: true)
        .Moment("completeBy", "Gereed uiterlijk", "Uiterste moment van technisch gereed; tijd dat de klok stilstond is erbij geteld.",
            "2026-03-16T15:30:00Z", f => f.CompleteBy, nullable: true)
        .Choice("repairOutcome", "Uitkomst hersteltijd", "Of de order op tijd gereed was; leeg als er geen termijn is.",
            DeadlineOutcome.OnTime, f => f.RepairOutcome, nullable: true)
        .Hours("repairHours", "Hersteltijd", "Uren van gunning tot technisch gereed op de klok van het contract, zonder de tijd dat de klok stilstond.",
            "27.00", f => f.RepairHours, nullable: true)
        .Moment("leadTimeBy", "Oplevering uiterlijk", "Uiterste moment van de goedgekeurde eindinspectie van een mutatie.",
            "2026-03-16T15:30:00Z", f => f.LeadTimeBy, nullable: true)
        .Choice("leadTimeOutcome", "Uitkomst doorlooptijd", "Of de mutatie op tijd was opgeleverd; leeg als er geen termijn is.",
            DeadlineOutcome.Open, f => f.LeadTimeOutcome, nullable: true)
        .Moment("clockStoppedSince", "Klok staat stil sinds", "Moment sinds wanneer de klok van het contract stilstaat; leeg als hij loopt.",
            "2026-03-04T09:00:00Z", f => f.ClockStoppedSince, nullable: true)
        .Days("turnoverDays", "Doorlooptijd mutatie", "Kalenderdagen van sleutels ontvangen (anders order geplaatst) tot goedgekeurde eindinspectie.",
            "10.4", f => f.TurnoverDays, nullable: true)
        .Days("preInspectionDays", "Dagen tot voorinspectie", "Kalenderdagen van order geplaatst tot voorinspectie van een mutatie.",
            "1.3", f => f.PreInspectionDays, nullable: true)
        // What it costs. All amounts in EUR without VAT.
        .Money("orderedAmount", "Besteld bedrag", "Bedrag van de taakregels zoals besteld, zonder meerwerk en zonder btw, voor zover prijzen bekend zijn.",
            "170.00", f => f.OrderedAmount)
        .Money("insideLumpSum", "Binnen afkoop", "Wat de regels onder de afkoop gekost zouden hebben, zonder btw.", "85.00", f => f.InsideLumpSum)
        .Money("outsideLumpSum", "Buiten afkoop", "Afgesproken bedrag buiten afkoop en garantie, met meerwerk en zonder btw.", "85.00", f => f.OutsideLumpSum)
        .Money("extraWorkAmount", "Meerwerk", "Bedrag van het meerwerk dat is afgesproken, zonder btw.", "40.00", f => f.ExtraWorkAmount)
        .Money("settledAmount", "Vastgesteld bedrag", "Bedrag dat is vastgesteld om te betalen, zonder btw; leeg zolang dat niet is gebeurd.",
            "85.00", f => f.SettledAmount, nullable: true)
        .Integer("unpricedLines", "Regels zonder prijs", "Aantal regels buiten de afkoop waarvan geen prijs bekend is.", "0", f => f.UnpricedLines)
        // How often what happened, for the present contractor where it is about one.
        .Integer("refusals", "Weigeringen", "Aantal keren dat een aannemer de order weigerde.", "0", f => f.Refusals)
        .Integer("reopenings", "Heropeningen", "Aantal keren dat de order na gereedmelding weer openging.", "0", f => f.Reopenings)
        .Integer("visits", "Bezoeken", "Aantal bezoeken waarbij is gewerkt; meer starts op één dag zijn één bezoek.", "1", f => f.Visits)
        .Integer("noAccessVisits", "Niet thuis", "Aantal bezoeken waarbij niemand opendeed.", "0", f => f.NoAccessVisits)
        .Integer("appointmentsMade", "Afspraken gemaakt", "Aantal afspraken; een verzette afspraak is een nieuwe afspraak.", "1", f => f.AppointmentsMade)
        .Integer("appointmentsMoved", "Afspraken verzet", "Aantal afspraken dat de aannemer verzette voordat het tijdvak begon.",
            "0", f => f.AppointmentsMoved)
        .Integer("appointmentsKept", "Afspraken nagekomen", "Aantal afspraken waarbij het werk in het tijdvak begon of waarbij de bewoner niet thuis was.",
            "1", f => f.AppointmentsKept)
        .Integer("appointmentsMissed", "Afspraken gemist", "Aantal afspraken waarbij de aannemer niet in het tijdvak begon, of die hij afzegde.",
            "0", f => f.AppointmentsMissed)
        .Integer("appointmentsCancelledByResident", "Afgezegd door bewoner", "Aantal afspraken dat de bewoner afzegde.",
            "0", f => f.AppointmentsCancelledByResident)
        .Integer("photosBefore", "Foto's voor", "Aantal foto's van de situatie voor het werk, zonder verwijderde.", "1", f => f.PhotosBefore)
        .Integer("photosAfter", "Foto's na", "Aantal foto's van de situatie na het werk, zonder verwijderde.", "2", f => f.PhotosAfter)
        .Integer("extraWorkRequests", "Meerwerkverzoeken", "Aantal verzoeken om meerwerk.", "0", f => f.ExtraWorkRequests)
        .Integer("extraWorkApprovals", "Meerwerk akkoord", "Aantal verzoeken om meerwerk waarop geheel of voor een deel akkoord kwam.",
            "0", f => f.ExtraWorkApprovals)
        .Hours("extraWorkHours", "Besluit meerwerk", "Werkuren van verzoek tot besluit, van het traagste besluit van de corporatie over meerwerk.", "12",
            f => f.ExtraWorkHours, nullable: true, unit: "werkuren")
        // How well it was done.
        .Flag("evidenceNeeded", "Foto's nodig", "Ja als het contract foto's vraagt voor deze order.", "true", f => f.EvidenceNeeded)
        .Flag("evidenceComplete", "Foto's compleet", "Ja als alle foto's die het contract vraagt er zijn.", "true", f => f.EvidenceComplete)
        .Moment("samplePickedAt", "Steekproef getrokken op", "Moment waarop de order voor het eerst voor een steekproef is gekozen.",
            "2026-03-05T10:00:00Z", f => f.SamplePickedAt, nullable: true)
        .Moment("inspectedAt", "Eerst gecontroleerd op", "Moment van het eerste oordeel van de inspecteur.",
            "2026-03-06T10:00:00Z", f => f.InspectedAt, nullable: true)
        .Flag("passedFirstTime", "In één keer akkoord", "Ja als het eerste oordeel van de inspecteur goed was; leeg zonder oordeel.",
            "true", f => f.PassedFirstTime, nullable: true)
        .Integer("inspectionFailures", "Afkeuringen", "Aantal keren dat de inspecteur het werk afkeurde.", "0", f => f.InspectionFailures)
        .Flag("firstTimeFix", "In één keer goed", "Ja als een reparatie in één bezoek klaar was en niet terugkwam; leeg als hij niet gereed is.",
            "true", f => f.FirstTimeFix, nullable: true)
        .Text("repeatOrderId", "Herhaalde reparatie", "De eerste nieuwe reparatieorder voor dezelfde woning en hetzelfde element binnen 30 dagen na gereed.",
            "9d0a3f5b-64c0-5f0c-8a8e-5b0c1d2e3f40", f => f.RepeatOrderId?.ToString("D"), nullable: true)
        .Moment("firstTimeFixFinalAt", "In één keer goed definitief op",
            "Moment waarop de termijn van 30 dagen na gereed voorbij is; tot dan is het oordeel voorlopig.",
            "2026-04-04T22:00:00Z", f => f.FirstTimeFixFinalAt, nullable: true)
        // Working days that the work or its clock stood still, by reason; ended times only, two decimals.
        .Days("waitMaterialDays", "Wachten op materiaal", "Werkdagen dat het werk stillag omdat materiaal ontbrak.",
            "2.00", f => f.WaitMaterialDays, unit: "werkdagen")
        .Days("waitWeatherDays", "Wachten op weer", "Werkdagen dat het werk stillag door het weer.", "0", f => f.WaitWeatherDays, unit: "werkdagen")
        .Days("waitOtherContractorDays", "Wachten op andere aannemer", "Werkdagen dat het werk stillag omdat een andere aannemer eerst moest.",
            "0", f => f.WaitOtherContractorDays, unit: "werkdagen")
        .Days("waitClientDays", "Wachten op corporatie", "Werkdagen dat de aannemer wachtte op een antwoord of besluit van de corporatie.",
            "1.25", f => f.WaitClientDays, unit: "werkdagen")
        .Days("waitResidentDays", "Wachten op bewoner", "Werkdagen dat het werk stillag omdat de bewoner er niet was of om uitstel vroeg.",
            "0", f => f.WaitResidentDays, unit: "werkdagen")
        .Days("waitOtherDays", "Wachten om andere reden", "Werkdagen dat het werk om een andere reden stillag.", "0", f => f.WaitOtherDays, unit: "werkdagen")
        .Columns;
}
