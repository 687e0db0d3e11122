using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>How far the lump sum covers an order. Work under warranty counts as covered: nothing is paid for it either.</summary>
public enum OrderCoverage
{
    /// <summary>Every line, or the order as a whole where it has none.</summary>
    LumpSum,

    /// <summary>Some lines.</summary>
    Mixed,

    /// <summary>No line.</summary>
    Outside,
}

/// <summary>
/// One order as one flat row: what figures, feeds and reports read. Folded from its stream alone, save what another order makes of it
/// (<see cref="RepeatOrderId"/>). Its columns are described in <see cref="OrderFactColumns"/>.
/// </summary>
public sealed partial record OrderFact
{
    /// <summary>The hub's key.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Partner id of the ERP that placed it.</summary>
    public required string ErpId { get; init; }

    /// <summary>Order number in the ERP.</summary>
    public required string Number { get; init; }

    /// <summary>Number of the order that it belongs to.</summary>
    public string? ParentNumber { get; init; }

    /// <summary>Repair, turnover or inspection.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>The urgency whose service level holds, in the contract's own word; without one as ordered.</summary>
    public string? Urgency { get; init; }

    /// <summary>The urgency as the ERP wrote it.</summary>
    public string? GivenUrgency { get; init; }

    /// <summary>True where the service level is one of emergencies.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>Partner id of the contractor that has it now.</summary>
    public string? ContractorId { get; init; }

    /// <summary>The contract that it was awarded under.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>Version of that contract.</summary>
    public int? ContractVersion { get; init; }

    /// <summary>Area of the dwelling, as the register had it when the order was placed or last amended.</summary>
    public string? Area { get; init; }

    /// <summary>Complex of the dwelling, or of the order itself.</summary>
    public string? Complex { get; init; }

    /// <summary>Key of the dwelling.</summary>
    public string? DwellingId { get; init; }

    /// <summary>What sort of dwelling, in the corporation's words.</summary>
    public string? DwellingType { get; init; }

    /// <summary>LEDO elements of its lines, distinct, sorted, and parted by "; ".</summary>
    public string? Elements { get; init; }

    /// <summary>Lines of the order, without extra work.</summary>
    public int Lines { get; init; }

    /// <summary>How far the lump sum covers it.</summary>
    public OrderCoverage Coverage { get; init; }

    /// <summary>The status, as everybody sees it.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>The phase of the sector's shared process.</summary>
    public AortaPhase Phase { get; init; }

    /// <summary>Version of the stream that it was folded from.</summary>
    public required int Version { get; init; }

    /// <summary>When it was placed; never changes.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When this row last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The day on which the corporation ordered it, as the order says.</summary>
    public DateOnly? OrderedOn { get; init; }

    /// <summary>Latest day of completion, as the order says.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When its present contractor got it.</summary>
    public DateTimeOffset? AwardedAt { get; init; }

    /// <summary>When any contractor first got it.</summary>
    public DateTimeOffset? FirstAwardedAt { get; init; }

    /// <summary>When its present contractor first accepted it.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When a contractor last refused it.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>When its present contractor first made an appointment.</summary>
    public DateTimeOffset? FirstAppointmentAt { get; init; }

    /// <summary>When the contractor responded, as its service level counts it.</summary>
    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>When work first began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was temporarily restored, while it was not completed since.</summary>
    public DateTimeOffset? TemporarilyRestoredAt { get; init; }

    /// <summary>When it was first technically complete.</summary>
    public DateTimeOffset? FirstCompletedAt { get; init; }

    /// <summary>When it was technically complete; null while it is not, or not any more.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was last opened again, by the corporation or a failed inspection.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>Turnovers: when the keys came in.</summary>
    public DateTimeOffset? KeysReceivedAt { get; init; }

    /// <summary>Turnovers: when the pre-inspection was held.</summary>
    public DateTimeOffset? PreInspectedAt { get; init; }

    /// <summary>When the inspector agreed to the work as it is now; the final inspection of a turnover.</summary>
    public DateTimeOffset? PassedAt { get; init; }

    /// <summary>When the costs were agreed.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When it was cancelled.</summary>
    public DateTimeOffset? CancelledAt { get; init; }
}
