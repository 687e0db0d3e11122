using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>
/// The state of one order, folded from its events. A value: the same events give the same order, whenever and wherever.
/// </summary>
public sealed partial record Order
{
    /// <summary>The hub's key.</summary>
    public required OrderId Id { get; init; }

    /// <summary>Number of events folded; the next event has this plus one.</summary>
    public int Version { get; init; }

    /// <summary>Partner id of the ERP that placed it.</summary>
    public required string ErpId { get; init; }

    /// <summary>What is asked, as last amended.</summary>
    public required OrderContent Content { get; init; }

    /// <summary>The dwelling as the register had it when the order was placed or last amended.</summary>
    public Dwelling? Dwelling { get; init; }

    /// <summary>How far the work is, leaving aside what waits for approval.</summary>
    public OrderStatus Progress { get; init; }

    /// <summary>Where the order stands, as everybody sees it.</summary>
    public OrderStatus Status => Progress is OrderStatus.Closed or OrderStatus.Cancelled
        ? Progress
        : PendingApproval is not null || ExtraWork is not null ? OrderStatus.AwaitingApproval : Progress;

    /// <summary>Partner id of the contractor; null while there is none.</summary>
    public string? ContractorId { get; init; }

    /// <summary>The contract that it was awarded under.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>What that contract says of it; null where there is none.</summary>
    public OrderTerms? Terms { get; init; }

    /// <summary>What its lines cost as agreed.</summary>
    public IReadOnlyList<LinePrice> Prices { get; init; } = [];

    /// <summary>When its contractor got it to be done, or its urgency last changed: the service level's clock began then.</summary>
    public DateTimeOffset? ClockFrom { get; init; }

    /// <summary>Contractors that refused it: routing does not offer it to them again.</summary>
    public IReadOnlyList<string> RefusedBy { get; init; } = [];

    /// <summary>True once the contractor took it as it now stands.</summary>
    public bool Accepted { get; init; }

    /// <summary>The visit that stands.</summary>
    public TimeWindow? Appointment { get; init; }

    // Facts arrive late and out of order: an older one is recorded but does not undo what a newer one said.
    private DateTimeOffset AppointmentAsOf { get; init; }

    private DateTimeOffset WorkAsOf { get; init; }

    /// <summary>Why work stands still, or null where it does not.</summary>
    public Interruption? Interruption { get; init; }

    /// <summary>A response that is required: completing is refused meanwhile.</summary>
    public Pending? ResponseRequired { get; init; }

    /// <summary>Information that is asked; stops nothing.</summary>
    public Pending? InformationRequested { get; init; }

    /// <summary>Extra work that waits for an answer.</summary>
    public PendingExtraWork? ExtraWork { get; init; }

    /// <summary>Extra lines agreed on so far.</summary>
    public IReadOnlyList<OrderLine> AgreedExtraLines { get; init; } = [];

    /// <summary>What they cost.</summary>
    public IReadOnlyList<LinePrice> AgreedExtraPrices { get; init; } = [];

    /// <summary>The answers to requests for extra work so far.</summary>
    public IReadOnlyList<ExtraWorkDecision> ExtraWorkDecisions { get; init; } = [];

    /// <summary>A decision by a mandate holder that is waited for.</summary>
    public ApprovalRequired? PendingApproval { get; init; }

    /// <summary>Since when it is waited for.</summary>
    public DateTimeOffset? ApprovalSince { get; init; }

    /// <summary>How long approvals that were decided on had waited.</summary>
    public TimeSpan ApprovalWaited { get; init; }

    /// <summary>What was decided on so far, by people in a role; null while nobody decided.</summary>
    public MandateDecision? Decided { get; init; }

    /// <summary>What was decided on before any contractor had the order: that holds for whoever gets it.</summary>
    public MandateDecision? DecidedBeforeAward { get; init; }

    /// <summary>Who asked to cancel, while that is open.</summary>
    public Pending? CancellationRequested { get; init; }

    /// <summary>True once a quotation was taken, or none was asked.</summary>
    public bool QuotationSettled { get; init; }

    /// <summary>The quotation that is being judged.</summary>
    public QuotationGiven? Quotation { get; init; }

    /// <summary>The day of completion that the contractor extended to.</summary>
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>Since when the contractor waits for an answer on a longer lead time; null where it does not.</summary>
    public DateTimeOffset? ExtensionSince { get; init; }

    /// <summary>The day of completion that the client agreed to when asked for longer.</summary>
    public DateOnly? AgreedUntil { get; init; }

    /// <summary>When the keys of a turnover came in.</summary>
    public DateTimeOffset? KeysReceivedAt { get; init; }

    /// <summary>True where the corporation said so: then its word holds.</summary>
    public bool KeysByCorporation { get; init; }

    /// <summary>When the pre-inspection of a turnover was held.</summary>
    public DateTimeOffset? PreInspectedAt { get; init; }

    /// <summary>When its contractor first made an appointment.</summary>
    public DateTimeOffset? FirstVisitMadeAt { get; init; }

    /// <summary>When work first began, as told.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the contractor last said done.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was last opened again after the contractor said done.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>When the inspector last agreed to the work that stands.</summary>
    public DateTimeOffset? InspectedAt { get; init; }

    /// <summary>How often the inspector did not agree. From the first time on the rework is at the contractor's cost (warranty).</summary>
    public int FailedInspections { get; init; }

    /// <summary>Day of completion as the contractor gave it.</summary>
    public DateOnly? ReadyOn { get; init; }

    /// <summary>What the contractor claims, while nothing is settled.</summary>
    public CostClaim? Claim { get; init; }

    /// <summary>What keeps the claim from being settled, or differed when it was.</summary>
    public IReadOnlyList<CostDifference> CostDifferences { get; init; } = [];

    /// <summary>When the money was agreed.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>EUR without VAT that was settled; null while nothing is, or no total is known.</summary>
    public decimal? SettledTotal { get; init; }

    /// <summary>The photos that came in, deleted ones too, in the order of arrival.</summary>
    public IReadOnlyList<Photo> Photos { get; init; } = [];

    /// <summary>Photos that the hub is still to fetch.</summary>
    public IReadOnlyList<AwaitedPhoto> AwaitedPhotos { get; init; } = [];

    /// <summary>Photos that were waited for and given up, the last ones, in the order in which they were; without those that came or were announced again.</summary>
    public IReadOnlyList<RejectedPhoto> RejectedPhotos { get; init; } = [];

    /// <summary>True once both sides were told, since the last "done", that photos are missing.</summary>
    public bool MissingPhotosReported { get; init; }

    /// <summary>When work came to stand still or went on, as told, in the order of arrival.</summary>
    public IReadOnlyList<StandstillMark> Standstills { get; init; } = [];

    /// <summary>Times in which the contractor waited for the client and has its answer.</summary>
    public IReadOnlyList<ClientWait> AnsweredWaits { get; init; } = [];

    /// <summary>When it was closed or cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why no contractor has it, or null.</summary>
    public string? Unrouted { get; init; }

    /// <summary>References of complaints that are not answered yet.</summary>
    public IReadOnlyList<string> OpenComplaints { get; init; } = [];

    /// <summary>When it was placed.</summary>
    public DateTimeOffset PlacedAt { get; init; }

    /// <summary>When its last event was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>All times in which the contractor waited, or waits, for the client's answer.</summary>
    public IEnumerable<ClientWait> ClientWaits =>
    [
        .. AnsweredWaits,
        .. new[]
        {
            ResponseRequired is { AskedBy: PartyRole.Contractor } asked ? asked.Since : (DateTimeOffset?)null,
            ExtraWork?.Since,
            ContractorId is null ? null : ApprovalSince,
        }.OfType<DateTimeOffset>().Select(since => new ClientWait(since, null)),
    ];

    /// <summary>When the contractor responded, as its service level counts it.</summary>
    public DateTimeOffset? RespondedAt => Terms?.ServiceLevel?.RespondBy is ResponseBy.Appointment && !(StartedAt < FirstVisitMadeAt)
        ? FirstVisitMadeAt ?? StartedAt
        : StartedAt;

    /// <summary>True for the order's two sides: the ERP that it came from, and the contractor that has it now. To anybody else it is not there.</summary>
    public bool IsOf(Actor sayer) => sayer.PartnerId is { } partner && sayer.Role switch
    {
        PartyRole.Corporation => ErpId == partner,
        PartyRole.Contractor => ContractorId == partner,
        _ => false,
    };

    /// <summary>What it costs as agreed, extra work included.</summary>
    public OrderMoney Money => new(
        [
            .. OrderMoney.Of(Content.Lines, Prices, Content.ReverseCharge, isExtra: false),
            .. OrderMoney.Of(AgreedExtraLines, AgreedExtraPrices, Content.ReverseCharge, isExtra: true),
        ],
        Content.ReverseCharge);

    /// <summary>True where nothing is settled one by one: all of it falls under the lump sum or warranty.</summary>
    public bool IsWithinLumpSum => Content.Lines.Count == 0
        ? (Content.Agreement ?? Terms?.Coverage) is AgreementMethod.LumpSum or AgreementMethod.Warranty && (AgreedExtraLines.Count == 0 || Money.IsWithinLumpSum)
        : Money.IsWithinLumpSum;

    /// <summary>How far a turnover is; null for other kinds.</summary>
    public TurnoverPhase? TurnoverPhase => Content.Kind is not OrderKind.Turnover || Progress is OrderStatus.Cancelled ? null
        : Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample ? Hub.Domain.Orders.TurnoverPhase.FinalInspection
        : IsDone ? Hub.Domain.Orders.TurnoverPhase.Delivered
        : PreInspectedAt is not null || Progress is OrderStatus.InProgress ? Hub.Domain.Orders.TurnoverPhase.Works
        : Hub.Domain.Orders.TurnoverPhase.PreInspection;

    /// <summary>Where the order is in the sector's shared process.</summary>
    public AortaPhase Phase => Progress switch
    {
        OrderStatus.Registered when Content.Kind is OrderKind.Turnover => AortaPhase.Leave,
        OrderStatus.Registered => AortaPhase.Report,
        OrderStatus.Awarded or OrderStatus.Planned or OrderStatus.Quoting or OrderStatus.AwaitingApproval => AortaPhase.Examine,
        OrderStatus.InProgress => AortaPhase.Repair,
        _ => AortaPhase.ReportBack,
    };

    /// <summary>True from the contractor's "done" on: late facts are recorded but move nothing any more.</summary>
    public bool IsDone => Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling
        or OrderStatus.Closed or OrderStatus.Cancelled;
}
