using Hub.Core.Contracts;
using Hub.Core.Dwellings;

namespace Hub.Core.Orders;

/// <summary>An interruption that stands.</summary>
public sealed record Interruption(InterruptionReason Reason, DateTimeOffset Since);

/// <summary>A question, request or approval that waits for somebody.</summary>
/// <param name="AskedBy">Whose question it is; the other side answers.</param>
/// <param name="Since">When it was asked.</param>
/// <param name="Text">The question or reason.</param>
public sealed record Pending(PartyRole AskedBy, DateTimeOffset Since, string? Text);

/// <summary>Extra work that waits for the client's answer.</summary>
/// <param name="Since">When it was asked.</param>
/// <param name="Reason">Why it is necessary.</param>
/// <param name="Lines">What it is.</param>
/// <param name="Prices">What it costs under the order's contract.</param>
/// <param name="Roles">The roles that may decide on all of it; null where anybody of the corporation may.</param>
public sealed record PendingExtraWork(
    DateTimeOffset Since, string? Reason, IReadOnlyList<OrderLine> Lines, IReadOnlyList<LinePrice> Prices, IReadOnlyList<string>? Roles = null);

/// <summary>An answer to a request for extra work.</summary>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="Role">In which role; null where it was within the lowest mandate, or the contract has none.</param>
/// <param name="Approved">Lines that were agreed.</param>
/// <param name="Declined">Lines that were not.</param>
/// <param name="AcknowledgedAt">When the contractor said that it had seen the answer.</param>
public sealed record ExtraWorkDecision(
    DateTimeOffset AskedAt, DateTimeOffset DecidedAt, string? Role, IReadOnlyList<string> Approved, IReadOnlyList<string> Declined, DateTimeOffset? AcknowledgedAt = null);

/// <summary>What the contractor says that its work costs.</summary>
/// <param name="Total">EUR without VAT, where it gave a total.</param>
/// <param name="Lines">Line by line, where it gave lines.</param>
public sealed record CostClaim(decimal? Total, IReadOnlyList<OrderLine>? Lines);

/// <summary>How far a turnover is.</summary>
public enum TurnoverPhase
{
    /// <summary>Before the works: the dwelling is looked over.</summary>
    PreInspection,

    /// <summary>The works.</summary>
    Works,

    /// <summary>The contractor says done; the final inspection is to be held.</summary>
    FinalInspection,

    /// <summary>Delivered: the final inspection was passed.</summary>
    Delivered,
}

/// <summary>
/// The state of one order, folded from its events. A value: the same events give the same order, whenever and wherever.
/// </summary>
public sealed record Order
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

    /// <summary>When its contractor got it to be done: the service level's clock began then.</summary>
    public DateTimeOffset? AwardedAt { get; init; }

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

    /// <summary>EUR without VAT outside the lump sum on which a role decided so far; what is above it is to be decided on.</summary>
    public decimal ApprovedAmount { get; init; }

    /// <summary>Who asked to cancel, while that is open.</summary>
    public Pending? CancellationRequested { get; init; }

    /// <summary>True once a quotation was taken, or none was asked.</summary>
    public bool QuotationSettled { get; init; }

    /// <summary>The quotation that is being judged.</summary>
    public QuotationGiven? Quotation { get; init; }

    /// <summary>The day of completion that the contractor extended to.</summary>
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>True while the client has not answered an extension.</summary>
    public bool ExtensionAsked { get; init; }

    /// <summary>The day of completion that the client agreed to when asked for longer.</summary>
    public DateOnly? AgreedUntil { get; init; }

    /// <summary>When the keys of a turnover came in.</summary>
    public DateTimeOffset? KeysReceivedAt { get; init; }

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

    /// <summary>The photos that came in, by what they show.</summary>
    public IReadOnlyList<PhotoMoment> Photos { get; init; } = [];

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
    public TurnoverPhase? TurnoverPhase => Content.Kind is not OrderKind.Turnover ? null
        : Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample ? Orders.TurnoverPhase.FinalInspection
        : IsDone ? Orders.TurnoverPhase.Delivered
        : PreInspectedAt is not null || Progress is OrderStatus.InProgress ? Orders.TurnoverPhase.Works
        : Orders.TurnoverPhase.PreInspection;

    /// <summary>Where the order is in the sector's shared process.</summary>
    public AortaPhase Phase => Progress switch
    {
        OrderStatus.Registered when Content.Kind is OrderKind.Turnover => AortaPhase.Leave,
        OrderStatus.Registered => AortaPhase.Report,
        OrderStatus.Awarded or OrderStatus.Planned or OrderStatus.Quoting or OrderStatus.AwaitingApproval => AortaPhase.Examine,
        OrderStatus.InProgress => AortaPhase.Repair,
        _ => AortaPhase.ReportBack,
    };

    /// <summary>The state after a whole stream; null where the stream is empty.</summary>
    public static Order? Fold(IEnumerable<RecordedEvent> stream)
    {
        Order? order = null;
        foreach (var recorded in stream) order = Apply(order, recorded);
        return order;
    }

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The stream does not begin with <see cref="OrderPlaced"/>.</exception>
    public static Order Apply(Order? order, RecordedEvent recorded)
    {
        if (order is null)
        {
            if (recorded.Event is not OrderPlaced placed)
                throw new InvalidOperationException($"The stream of order {recorded.OrderId} begins with {recorded.Event.Name}.");
            order = new Order
            {
                Id = recorded.OrderId,
                ErpId = recorded.By.PartnerId ?? "",
                Content = placed.Content,
                Dwelling = placed.Dwelling,
                QuotationSettled = !placed.Content.QuotationAsked,
                PlacedAt = recorded.OccurredAt,
            };
        }
        return order.After(recorded) with { Version = recorded.Version, ChangedAt = recorded.RecordedAt };
    }

    private Order After(RecordedEvent r) => r.Event switch
    {
        OrderPlaced => this,
        OrderAmended e => this with { Content = e.Content, Dwelling = e.Dwelling, Accepted = Accepted && !e.AcceptAgain, Prices = e.Prices ?? [] },
        CancellationRequested e => this with { CancellationRequested = new Pending(r.By.Role, r.OccurredAt, e.Reason) },
        OrderCancelled => Ended(OrderStatus.Cancelled, r),
        OrderAwarded e => this with
        {
            Progress = e.ForQuotation ? OrderStatus.Quoting : OrderStatus.Awarded,
            ContractorId = e.ContractorId, ContractNumber = e.ContractNumber, Accepted = false, Unrouted = null,
            Terms = e.Terms, Prices = e.Prices ?? [], AwardedAt = r.OccurredAt, PendingApproval = null, ApprovalSince = null,
        },
        OrderUnrouted e => this with { Progress = OrderStatus.Registered, Unrouted = e.Reason, PendingApproval = null, ApprovalSince = null },
        OrderAccepted => this with { Accepted = true },
        OrderRefused => WithoutContractor(r.By.PartnerId ?? ""),
        AppointmentMade e => Planned(e.Window, r),
        AppointmentMoved e => Planned(e.Window, r),
        AppointmentCancelled => IsDone || r.OccurredAt < AppointmentAsOf ? this : this with
        {
            Appointment = null, AppointmentAsOf = r.OccurredAt,
            Progress = Progress is OrderStatus.Planned ? OrderStatus.Awarded : Progress,
        },
        WorkStarted => Working(r),
        WorkResumed => Working(r),
        WorkInterrupted e => Interrupted(e, r),
        TemporarilyRestored => this,
        Orders.ResponseRequired e => this with { ResponseRequired = new Pending(r.By.Role, r.OccurredAt, e.Question) },
        ResponseGiven => Answered(ResponseRequired is { AskedBy: PartyRole.Contractor } asked ? asked.Since : null, r) with { ResponseRequired = null },
        Orders.InformationRequested e => this with { InformationRequested = new Pending(r.By.Role, r.OccurredAt, e.Question) },
        InformationGiven => this with { InformationRequested = InformationRequested?.AskedBy == r.By.Role ? InformationRequested : null },
        LeadTimeExtended e => this with { ExtendedTo = e.Until ?? ExtendedTo, ExtensionAsked = true },
        LeadTimeAgreed e => this with { AgreedUntil = e.Until ?? ExtendedTo ?? AgreedUntil, ExtensionAsked = false },
        LeadTimeDeclined => this with { ExtensionAsked = false },
        KeysReceived e => this with { KeysReceivedAt = e.On is { } day ? DutchTime.StartOf(day) : r.OccurredAt },
        PreInspectionHeld => this with { PreInspectedAt = r.OccurredAt },
        ExtraWorkRequested e => this with { ExtraWork = new PendingExtraWork(r.OccurredAt, e.Reason, e.Lines ?? [], e.Prices ?? [], e.Roles) },
        ExtraWorkApproved e => Decided(e.LineNumbers, e.Role, r),
        ExtraWorkDeclined e => Decided([], e.Role, r),
        ExtraWorkAcknowledged => this with { ExtraWorkDecisions = [.. ExtraWorkDecisions.Select(d => d with { AcknowledgedAt = d.AcknowledgedAt ?? r.OccurredAt })] },
        ApprovalRequired e => this with { PendingApproval = e, ApprovalSince = ApprovalSince ?? r.OccurredAt, Prices = e.Prices ?? Prices },
        OrderApproved => Answered(ContractorId is null ? null : ApprovalSince, r) with
        {
            ApprovedAmount = Math.Max(ApprovedAmount, PendingApproval?.Amount ?? 0), PendingApproval = null, ApprovalSince = null,
            ApprovalWaited = ApprovalWaited + Waited(ApprovalSince, r),
        },
        OrderDeclined => Ended(OrderStatus.Cancelled, r),
        QuotationGiven e => this with { Quotation = e },
        QuotationAwarded => this with
        {
            Progress = OrderStatus.Awarded, QuotationSettled = true, AwardedAt = r.OccurredAt,
            ApprovedAmount = Math.Max(ApprovedAmount, Quotation?.Total ?? 0),
        },
        QuotationDeclined => WithoutContractor(ContractorId),
        PhotoAdded e => this with { Photos = [.. Photos, e.Moment] },
        WorkCompleted e => this with
        {
            Progress = OrderStatus.TechnicallyComplete, CompletedAt = r.OccurredAt, StartedAt = StartedAt ?? r.OccurredAt,
            ReadyOn = e.ReadyOn, Interruption = null, Appointment = null, Standstills = [.. Standstills, new StandstillMark(r.OccurredAt, null)],
            Claim = e.Total is null && e.Lines is null ? null : new CostClaim(e.Total, e.Lines),
        },
        SamplePicked => this with { Progress = OrderStatus.InSample },
        InspectionPassed => this with { Progress = OrderStatus.Settling, InspectedAt = r.OccurredAt },
        InspectionFailed => Reopened(r) with { FailedInspections = FailedInspections + 1 },
        WorkAgreed => this with { Progress = OrderStatus.Settling },
        CostsDiffer e => this with { CostDifferences = e.Differences },
        CostsSettled e => this with
        {
            Progress = OrderStatus.Settling, SettledAt = r.OccurredAt, SettledTotal = e.Total ?? SettledTotal, CostDifferences = e.Differences ?? [],
        },
        OrderClosed => Ended(OrderStatus.Closed, r),
        OrderReopened => Reopened(r),
        ComplaintRegistered e => this with { OpenComplaints = [.. OpenComplaints, e.Reference] },
        ComplaintAnswered e => this with { OpenComplaints = [.. OpenComplaints.Where(c => c != e.Reference)] },
        _ => throw new InvalidOperationException($"Order.Apply does not know {r.Event.Name}."),
    };

    /// <summary>True from the contractor's "done" on: late facts are recorded but move nothing any more.</summary>
    public bool IsDone => Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling
        or OrderStatus.Closed or OrderStatus.Cancelled;

    private Order Planned(TimeWindow window, RecordedEvent r)
    {
        var made = this with
        {
            FirstVisitMadeAt = FirstVisitMadeAt is { } first && first < r.OccurredAt ? first : r.OccurredAt,
            // Before work began, an interruption is about the visit (nobody home): a new visit ends it.
            Standstills = StartedAt is null ? [.. Standstills, new StandstillMark(r.OccurredAt, null)] : Standstills,
        };
        return IsDone || r.OccurredAt < AppointmentAsOf ? made : made with
        {
            Appointment = window,
            AppointmentAsOf = r.OccurredAt,
            Progress = Progress is OrderStatus.Awarded ? OrderStatus.Planned : Progress,
            Interruption = StartedAt is null ? null : Interruption,
        };
    }

    private Order Interrupted(WorkInterrupted e, RecordedEvent r)
    {
        var marked = this with { Standstills = [.. Standstills, new StandstillMark(r.OccurredAt, e.Reason)] };
        return IsDone || r.OccurredAt < WorkAsOf ? marked : marked with { Interruption = new Interruption(e.Reason, r.OccurredAt), WorkAsOf = r.OccurredAt };
    }

    private Order Working(RecordedEvent r)
    {
        var started = StartedAt is { } first && first < r.OccurredAt ? first : r.OccurredAt;
        var marked = this with { StartedAt = started, Standstills = [.. Standstills, new StandstillMark(r.OccurredAt, null)] };
        if (IsDone) return marked;
        var older = r.OccurredAt < WorkAsOf;
        return marked with { Progress = OrderStatus.InProgress, WorkAsOf = older ? WorkAsOf : r.OccurredAt, Interruption = older ? Interruption : null };
    }

    // The next contractor starts afresh: nothing that was agreed with this one, or asked by it, holds for another.
    private Order WithoutContractor(string? gone) => this with
    {
        Progress = OrderStatus.Registered, RefusedBy = gone is null ? RefusedBy : [.. RefusedBy, gone],
        ContractorId = null, ContractNumber = null, Terms = null, Prices = [], AwardedAt = null, FirstVisitMadeAt = null,
        Accepted = false, Appointment = null, AppointmentAsOf = default, Interruption = null, WorkAsOf = default, Standstills = [], AnsweredWaits = [],
        ResponseRequired = null, InformationRequested = null, ExtraWork = null, AgreedExtraLines = [], AgreedExtraPrices = [], ExtraWorkDecisions = [],
        ExtendedTo = null, ExtensionAsked = false, AgreedUntil = null, PendingApproval = null, ApprovalSince = null,
        Quotation = null, QuotationSettled = !Content.QuotationAsked,
        CancellationRequested = CancellationRequested is { AskedBy: PartyRole.Contractor } ? null : CancellationRequested,
    };

    private Order Reopened(RecordedEvent r) => this with
    {
        Progress = OrderStatus.InProgress, CompletedAt = null, ReadyOn = null, ReopenedAt = r.OccurredAt, InspectedAt = null,
        Claim = null, CostDifferences = [], SettledAt = null, SettledTotal = null,
        // Between "done" and "not so" the contractor waited for the client's look at the work.
        AnsweredWaits = CompletedAt is { } completed && completed < r.OccurredAt ? [.. AnsweredWaits, new ClientWait(completed, r.OccurredAt)] : AnsweredWaits,
    };

    private Order Ended(OrderStatus status, RecordedEvent r) => this with
    {
        Progress = status, EndedAt = r.OccurredAt, Appointment = null, Interruption = null, CancellationRequested = null,
        PendingApproval = null, ApprovalSince = null, ApprovalWaited = ApprovalWaited + Waited(ApprovalSince, r),
        ExtraWork = null, ResponseRequired = null, InformationRequested = null, ExtensionAsked = false,
    };

    // To these lines of the request that waits, or to all of it where there is no list.
    private Order Decided(IReadOnlyList<string>? approved, string? role, RecordedEvent r)
    {
        var asked = ExtraWork ?? new PendingExtraWork(r.OccurredAt, null, [], []);
        bool Agreed(string number) => approved?.Contains(number) ?? true;
        OrderLine[] lines = [.. asked.Lines.Where(l => Agreed(l.Number))];
        var decision = new ExtraWorkDecision(
            asked.Since, r.OccurredAt, role, [.. lines.Select(l => l.Number)], [.. asked.Lines.Select(l => l.Number).Where(n => !Agreed(n))]);
        var decided = Answered(ExtraWork?.Since, r) with
        {
            ExtraWork = null,
            AgreedExtraLines = [.. AgreedExtraLines, .. lines],
            AgreedExtraPrices = [.. AgreedExtraPrices, .. asked.Prices.Where(p => Agreed(p.Number))],
            ExtraWorkDecisions = [.. ExtraWorkDecisions, decision],
        };
        // A role that decided answers for the whole of what stands now; the hub's own "within the mandate" does not.
        return role is null ? decided : decided with { ApprovedAmount = Math.Max(decided.ApprovedAmount, decided.Money.OutsideLumpSum) };
    }

    private Order Answered(DateTimeOffset? asked, RecordedEvent r) =>
        asked is { } since && since < r.OccurredAt ? this with { AnsweredWaits = [.. AnsweredWaits, new ClientWait(since, r.OccurredAt)] } : this;

    private static TimeSpan Waited(DateTimeOffset? since, RecordedEvent r) => since is { } from && from < r.OccurredAt ? r.OccurredAt - from : TimeSpan.Zero;
}
