using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>What became of an appointment.</summary>
public enum AppointmentOutcome
{
    /// <summary>It is still to come, or nothing is known of it yet.</summary>
    Planned,

    /// <summary>Work began in its window.</summary>
    Kept,

    /// <summary>Nobody opened, in its window: the contractor kept it.</summary>
    NoAccess,

    /// <summary>Work did not begin in its window.</summary>
    Missed,

    /// <summary>The contractor moved it before its window began.</summary>
    Moved,

    /// <summary>The contractor cancelled it.</summary>
    CancelledByContractor,

    /// <summary>The resident cancelled it.</summary>
    CancelledByResident,

    /// <summary>The order was done, cancelled or with another contractor before its window.</summary>
    NotNeeded,
}

/// <summary>
/// One appointment: one window in which the contractor was to come. One that was moved is a row of its own beside the one that took its place.
/// </summary>
public sealed record AppointmentFact
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Its place in the order: 1, 2, 3, in the order in which they were made.</summary>
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

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Beginning of the window.</summary>
    public required DateTimeOffset WindowFrom { get; init; }

    /// <summary>End of the window.</summary>
    public required DateTimeOffset WindowUntil { get; init; }

    /// <summary>When it was moved or cancelled; null where it was not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What became of it.</summary>
    public required AppointmentOutcome Outcome { get; init; }

    /// <summary>When the order was placed; never changes.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When the order last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Version of the stream that it was folded from.</summary>
    public required int Version { get; init; }
}

/// <summary>The columns of <see cref="AppointmentFact"/>, a row each and in the order of the feed.</summary>
public static class AppointmentFactColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<AppointmentFact>> All = new ColumnTable<AppointmentFact>()
        .Text("orderId", "Order-id", "Sleutel van de order in Ketenhub.", "3f1c4f0a-7a5e-5d31-9c39-0a6f3a0b7c11", f => f.OrderId.ToString("D"))
        .Integer("sequence", "Volgnummer", "Volgnummer van de afspraak binnen de order: 1, 2, 3.", "1", f => f.Sequence)
        .Text("contractorId", "Aannemer", "De aannemer van wie de rij is.", "alfa", f => f.ContractorId, nullable: true)
        .Text("contractNumber", "Contract", "Nummer van het contract waaronder de aannemer de order had.", "RC-1", f => f.ContractNumber, nullable: true)
        .Text("area", "Gebied", "Gebied van de woning.", "Noord", f => f.Area, nullable: true)
        .Text("complex", "Complex", "Complex van de woning.", "C-1", f => f.Complex, nullable: true)
        .Choice("orderKind", "Soort", "Soort order.", OrderKind.Repair, f => f.OrderKind)
        .Text("urgency", "Urgentie", "Urgentie van de order.", "spoed", f => f.Urgency, nullable: true)
        .Moment("madeAt", "Gemaakt op", "Moment waarop de afspraak is gemaakt.", "2026-03-02T12:00:00Z", f => f.MadeAt)
        .Moment("windowFrom", "Tijdvak van", "Begin van het tijdvak.", "2026-03-04T08:00:00Z", f => f.WindowFrom)
        .Moment("windowUntil", "Tijdvak tot", "Einde van het tijdvak.", "2026-03-04T10:00:00Z", f => f.WindowUntil)
        .Moment("endedAt", "Verzet of afgezegd op", "Moment waarop de afspraak is verzet of afgezegd.",
            "2026-03-03T09:00:00Z", f => f.EndedAt, nullable: true)
        .Choice("outcome", "Uitkomst", "Wat er van de afspraak is geworden.", AppointmentOutcome.Kept, f => f.Outcome)
        .Moment("placedAt", "Order geplaatst op", "Moment waarop de order is geplaatst; verandert nooit.", "2026-03-02T09:00:00Z", f => f.PlacedAt)
        .Moment("changedAt", "Order gewijzigd op", "Moment waarop de order het laatst veranderde.", "2026-03-05T10:00:00Z", f => f.ChangedAt)
        .Integer("version", "Versie van de order", "Volgnummer van de laatste gebeurtenis van de order.", "12", f => f.Version)
        .Columns;
}
