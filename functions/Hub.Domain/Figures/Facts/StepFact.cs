using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>What a step of an order was.</summary>
public enum StepKind
{
    /// <summary>A contractor was given the order.</summary>
    Award,

    /// <summary>The contractor came, and worked or found nobody.</summary>
    Visit,

    /// <summary>The corporation decided on a request for extra work.</summary>
    ExtraWorkDecision,

    /// <summary>The work, or its clock, stood still.</summary>
    Wait,
}

/// <summary>One thing that happened to an order and that a figure counts by itself: an award, a visit, a decision on extra work, a wait.</summary>
public sealed record StepFact
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Its place in the order: 1, 2, 3, in the order of their times.</summary>
    public required int Sequence { get; init; }

    /// <summary>Partner id of the contractor that it is about.</summary>
    public string? ContractorId { get; init; }

    /// <summary>The contract that it was under; null where there was none.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>Area of the order.</summary>
    public string? Area { get; init; }

    /// <summary>Complex of the order.</summary>
    public string? Complex { get; init; }

    /// <summary>Kind of the order.</summary>
    public required OrderKind OrderKind { get; init; }

    /// <summary>Urgency of the order.</summary>
    public string? Urgency { get; init; }

    /// <summary>What it was.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it ended; null where it is a moment, or goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Waits: why.</summary>
    public InterruptionReason? Reason { get; init; }

    /// <summary>Awards: true where the contractor refused.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Visits: true where nobody opened.</summary>
    public bool IsNoAccess { get; init; }

    /// <summary>Decisions: true where the hub decided by itself, within the mandate.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Decisions: working hours of the contract from request to decision, rounded to whole hours.</summary>
    public decimal? WorkingHours { get; init; }

    /// <summary>Waits that ended: working days of the contract; two decimals.</summary>
    public decimal? WorkingDays { get; init; }

    /// <summary>When the order was placed; never changes.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When the order last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Version of the stream that it was folded from.</summary>
    public required int Version { get; init; }
}

/// <summary>The columns of <see cref="StepFact"/>, a row each and in the order of the feed.</summary>
public static class StepFactColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<StepFact>> All = new ColumnTable<StepFact>()
        .Text("orderId", "Order-id", "Sleutel van de order in Ketenhub.", "3f1c4f0a-7a5e-5d31-9c39-0a6f3a0b7c11", f => f.OrderId.ToString("D"))
        .Integer("sequence", "Volgnummer", "Volgnummer van de stap binnen de order: 1, 2, 3.", "1", f => f.Sequence)
        .Text("contractorId", "Aannemer", "De aannemer van wie de rij is.", "alfa", f => f.ContractorId, nullable: true)
        .Text("contractNumber", "Contract", "Nummer van het contract waaronder de aannemer de order had.", "RC-1", f => f.ContractNumber, nullable: true)
        .Text("area", "Gebied", "Gebied van de woning.", "Noord", f => f.Area, nullable: true)
        .Text("complex", "Complex", "Complex van de woning.", "C-1", f => f.Complex, nullable: true)
        .Choice("orderKind", "Soort", "Soort order.", OrderKind.Repair, f => f.OrderKind)
        .Text("urgency", "Urgentie", "Urgentie van de order.", "spoed", f => f.Urgency, nullable: true)
        .Choice("kind", "Stap", "Wat er gebeurde.", StepKind.Visit, f => f.Kind)
        .Moment("beganAt", "Begonnen op", "Moment waarop de stap begon.", "2026-03-04T08:15:00Z", f => f.BeganAt)
        .Moment("endedAt", "Geëindigd op", "Moment waarop de stap eindigde; leeg als hij één moment is of nog loopt.",
            "2026-03-04T10:00:00Z", f => f.EndedAt, nullable: true)
        .Choice("reason", "Wachtreden", "Waarom het werk stillag.", InterruptionReason.Material, f => f.Reason, nullable: true)
        .Flag("isRefused", "Geweigerd", "Ja als de aannemer de gunning weigerde.", "false", f => f.IsRefused)
        .Flag("isNoAccess", "Niet thuis", "Ja als bij het bezoek niemand opendeed.", "false", f => f.IsNoAccess)
        .Flag("isAutomatic", "Automatisch", "Ja als Ketenhub zelf besloot, binnen het mandaat.", "false", f => f.IsAutomatic)
        .Hours("workingHours", "Werkuren", "Duur van een besluit over meerwerk, in werkuren van het contract.",
            "4", f => f.WorkingHours, nullable: true, unit: "werkuren")
        .Days("workingDays", "Werkdagen", "Duur van het wachten, in werkdagen van het contract.",
            "1.25", f => f.WorkingDays, nullable: true, unit: "werkdagen")
        .Moment("placedAt", "Order geplaatst op", "Moment waarop de order is geplaatst; verandert nooit.", "2026-03-02T09:00:00Z", f => f.PlacedAt)
        .Moment("changedAt", "Order gewijzigd op", "Moment waarop de order het laatst veranderde.", "2026-03-05T10:00:00Z", f => f.ChangedAt)
        .Integer("version", "Versie van de order", "Volgnummer van de laatste gebeurtenis van de order.", "12", f => f.Version)
        .Columns;
}
