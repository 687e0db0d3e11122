using static Hub.PowerBi.Tests.Model.Condition;

namespace Hub.PowerBi.Tests.Model;

/// <summary>What a figure's cells count, restated over the rows of a feed.</summary>
/// <param name="Figure">The cells: <see cref="Domain.Figures.KpiMeasure.Figure"/>.</param>
/// <param name="Table">The table whose rows count.</param>
/// <param name="Day">The moment in whose month a row counts; null for figures of now.</param>
/// <param name="Where">Which rows count.</param>
/// <param name="Did">Of shares: which of these did what the figure asks.</param>
/// <param name="Value">Of sums, means and percentiles: the column of the value. Of ages: the moment since when.</param>
internal sealed record Counting(string Figure, ModelTable Table, string? Day, Condition Where, Condition? Did = null, string? Value = null);

/// <summary>The countings of all figures: the table to add to when a figure is added.</summary>
internal static class Countings
{
    private static readonly Condition Repair = Is("kind", "Repair");

    private static readonly Condition Open = Not(Is("status", "Closed", "Cancelled"));

    // Late is who is not ready while the clock runs.
    private static readonly Condition Late = Any(
        Condition.All(Is("repairOutcome", "Open"), Over("completeBy")), Condition.All(Is("leadTimeOutcome", "Open"), Over("leadTimeBy")));

    private static readonly Condition Temporary = Condition.All(Filled("temporarilyRestoredAt"), Not(Filled("completedAt")), Not(Is("status", "Cancelled")));

    private static readonly Condition Judged = Condition.All(Filled("samplePickedAt"), Filled("inspectedAt"), Filled("passedFirstTime"));

    private static readonly Condition Waited = Condition.All(Is("kind", "Wait"), Filled("endedAt"));

    /// <summary>One a figure.</summary>
    public static readonly IReadOnlyList<Counting> All =
    [
        Deadline("responseOnTime", "respondBy", "responseOutcome"),
        Deadline("repairOnTime", "completeBy", "repairOutcome", Repair),
        Deadline("repairOnTime.other", "completeBy", "repairOutcome", Repair, Not(Yes("isEmergency"))),
        Deadline("emergencyOnTime", "completeBy", "repairOutcome", Repair, Yes("isEmergency")),

        new("appointmentsKept", FactTables.Appointments, "windowUntil",
            Any(Is("outcome", "Kept", "NoAccess", "Missed", "CancelledByContractor"), Condition.All(Is("outcome", "Planned"), Over("windowUntil"))),
            Is("outcome", "Kept", "NoAccess")),
        new("movedAppointments", FactTables.Appointments, "windowUntil", Filled("outcome"), Is("outcome", "Moved")),
        new("noAccessShare", FactTables.Steps, "countedAt", Is("kind", "Visit"), Yes("isNoAccess")),
        new("waitingReasons", FactTables.Steps, "countedAt", Waited, Value: "workingDays"),
        Waiting("waitingReasons.material", "Material"),
        Waiting("waitingReasons.weather", "Weather"),
        Waiting("waitingReasons.otherContractor", "OtherContractor"),
        Waiting("waitingReasons.client", "AwaitingClient"),
        Waiting("waitingReasons.resident", "NoAccess", "ResidentCallsBack", "NoAppointment", "ResidentRequest"),
        Waiting("waitingReasons.other", "Other", "WrongDiscipline", "NotEnoughTime"),

        new("firstTimeFix", FactTables.Orders, "completedAt", Filled("firstTimeFix"), Yes("firstTimeFix")),
        new("evidenceComplete", FactTables.Orders, "completedAt", Condition.All(Yes("evidenceNeeded"), Filled("completedAt")), Yes("evidenceComplete")),
        new("inspectionsPassed", FactTables.Orders, "inspectedAt", Judged, Yes("passedFirstTime")),
        new("inspectionsPassed.inspected", FactTables.Orders, "samplePickedAt",
            Condition.All(Filled("samplePickedAt"), Any(Filled("inspectedAt"), Not(Is("status", "Cancelled")))), Filled("inspectedAt")),
        new("inspectionsPassed.turnovers", FactTables.Orders, "inspectedAt",
            Condition.All(Is("kind", "Turnover"), Filled("inspectedAt"), Filled("passedFirstTime")), Yes("passedFirstTime")),
        new("refusedShare", FactTables.Steps, "countedAt", Is("kind", "Award"), Yes("isRefused")),
        new("extraWorkDays", FactTables.Steps, "countedAt",
            Condition.All(Is("kind", "ExtraWorkDecision"), Not(Yes("isAutomatic")), Filled("endedAt"), Filled("workingHours")), Value: "workingHours"),

        new("lumpSumShare", FactTables.Orders, "completedAt", Condition.All(Repair, Filled("completedAt")), Is("coverage", "LumpSum")),
        new("costOutsideLumpSum", FactTables.Orders, "settledAt", Condition.All(Filled("settledAt"), AboveZero("settledAmount")), Value: "settledAmount"),
        new("requestsPerDwelling", FactTables.Orders, "placedAt", Condition.All(Repair, Not(Is("status", "Cancelled")))),

        new("turnoverDays", FactTables.Orders, "passedAt", Condition.All(Filled("passedAt"), Filled("turnoverDays")), Value: "turnoverDays"),
        new("turnoverOnTime", FactTables.Orders, "passedAt",
            Condition.All(Filled("passedAt"), Is("leadTimeOutcome", "OnTime", "Missed")), Is("leadTimeOutcome", "OnTime")),
        new("preInspectionDays", FactTables.Orders, "preInspectedAt",
            Condition.All(Filled("preInspectedAt"), Filled("preInspectionDays")), Value: "preInspectionDays"),
        new("turnoverCost", FactTables.Orders, "costAt",
            Condition.All(
                Is("kind", "Turnover"), Filled("passedAt"), Any(Filled("settledAt"), Filled("closedAt")), Any(Filled("settledAmount"), Not(Filled("settledAt")))),
            Value: "settledAmount"),

        new("openByAge", FactTables.Orders, null, Open, Late, "placedAt"),
        Phase("openByAge.leave", "Leave"),
        Phase("openByAge.report", "Report"),
        Phase("openByAge.examine", "Examine"),
        Phase("openByAge.repair", "Repair"),
        Phase("openByAge.reportBack", "ReportBack"),
        new("temporaryOpen", FactTables.Orders, null, Temporary, Value: "temporarilyRestoredAt"),

        new("messagesHealthy", FactTables.Deliveries, "createdAt",
            Any(Is("state", "Delivered", "Parked"), Condition.All(Is("state", "Pending"), AboveZero("failures"))),
            Condition.All(Is("state", "Delivered"), Zero("failures"))),
        new("messagesHealthy.prompt", FactTables.Deliveries, "createdAt",
            Any(Is("state", "Delivered", "Parked"), Condition.All(Is("state", "Pending"), Over("createdAt", 300))), Yes("isPrompt")),
        new("messagesHealthy.parked", FactTables.Deliveries, null, Is("state", "Parked")),
    ];

    /// <summary>The counting of a figure.</summary>
    public static Counting Of(string figure) => All.Single(c => c.Figure == figure);

    private static Counting Deadline(string figure, string by, string outcome, params Condition[] also) => new(
        figure, FactTables.Orders, by,
        Condition.All([.. also, Any(Is(outcome, "OnTime", "Missed"), Condition.All(Is(outcome, "Open"), Over(by)))]), Is(outcome, "OnTime"));

    private static Counting Waiting(string figure, params string[] reasons) =>
        new(figure, FactTables.Steps, "countedAt", Condition.All(Waited, Is("reason", reasons)), Value: "workingDays");

    private static Counting Phase(string figure, string phase) => new(figure, FactTables.Orders, null, Condition.All(Open, Is("phase", phase)));
}
