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
public sealed record PendingExtraWork(DateTimeOffset Since, string? Reason, IReadOnlyList<OrderLine> Lines);

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

    /// <summary>A decision by a mandate holder that is waited for.</summary>
    public ApprovalRequired? PendingApproval { get; init; }

    /// <summary>Who asked to cancel, while that is open.</summary>
    public Pending? CancellationRequested { get; init; }

    /// <summary>True once a quotation was taken, or none was asked.</summary>
    public bool QuotationSettled { get; init; }

    /// <summary>The quotation that is being judged.</summary>
    public QuotationGiven? Quotation { get; init; }

    /// <summary>The day of completion that the contractor extended to.</summary>
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>When work first began, as told.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the contractor last said done.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was last opened again after the contractor said done.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>Day of completion as the contractor gave it.</summary>
    public DateOnly? ReadyOn { get; init; }

    /// <summary>When the money was agreed.</summary>
    public DateTimeOffset? SettledAt { get; init; }

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
        OrderAmended e => this with { Content = e.Content, Dwelling = e.Dwelling, Accepted = Accepted && !e.AcceptAgain },
        CancellationRequested e => this with { CancellationRequested = new Pending(r.By.Role, r.OccurredAt, e.Reason) },
        OrderCancelled => Ended(OrderStatus.Cancelled, r),
        OrderAwarded e => this with
        {
            Progress = e.ForQuotation ? OrderStatus.Quoting : OrderStatus.Awarded,
            ContractorId = e.ContractorId, ContractNumber = e.ContractNumber, Accepted = false, Unrouted = null,
        },
        OrderUnrouted e => this with { Progress = OrderStatus.Registered, Unrouted = e.Reason },
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
        WorkInterrupted e => IsDone || r.OccurredAt < WorkAsOf ? this : this with
        {
            Interruption = new Interruption(e.Reason, r.OccurredAt), WorkAsOf = r.OccurredAt,
        },
        TemporarilyRestored => this,
        Orders.ResponseRequired e => this with { ResponseRequired = new Pending(r.By.Role, r.OccurredAt, e.Question) },
        ResponseGiven => this with { ResponseRequired = null },
        Orders.InformationRequested e => this with { InformationRequested = new Pending(r.By.Role, r.OccurredAt, e.Question) },
        InformationGiven => this with { InformationRequested = InformationRequested?.AskedBy == r.By.Role ? InformationRequested : null },
        LeadTimeExtended e => this with { ExtendedTo = e.Until ?? ExtendedTo },
        ExtraWorkRequested e => this with { ExtraWork = new PendingExtraWork(r.OccurredAt, e.Reason, e.Lines ?? []) },
        ExtraWorkApproved e => this with { AgreedExtraLines = [.. AgreedExtraLines, .. Agreed(e)], ExtraWork = null },
        ExtraWorkDeclined => this with { ExtraWork = null },
        ApprovalRequired e => this with { PendingApproval = e },
        OrderApproved => this with { PendingApproval = null },
        OrderDeclined => Ended(OrderStatus.Cancelled, r),
        QuotationGiven e => this with { Quotation = e },
        QuotationAwarded => this with { Progress = OrderStatus.Awarded, QuotationSettled = true },
        QuotationDeclined => WithoutContractor(ContractorId),
        PhotoAdded => this,
        WorkCompleted e => this with
        {
            Progress = OrderStatus.TechnicallyComplete, CompletedAt = r.OccurredAt, StartedAt = StartedAt ?? r.OccurredAt,
            ReadyOn = e.ReadyOn, Interruption = null, Appointment = null,
        },
        SamplePicked => this with { Progress = OrderStatus.InSample },
        InspectionPassed => this with { Progress = OrderStatus.Settling },
        InspectionFailed => Reopened(r),
        CostsSettled => this with { Progress = OrderStatus.Settling, SettledAt = r.OccurredAt },
        OrderClosed => Ended(OrderStatus.Closed, r),
        OrderReopened => Reopened(r),
        ComplaintRegistered e => this with { OpenComplaints = [.. OpenComplaints, e.Reference] },
        ComplaintAnswered e => this with { OpenComplaints = [.. OpenComplaints.Where(c => c != e.Reference)] },
        _ => throw new InvalidOperationException($"Order.Apply does not know {r.Event.Name}."),
    };

    /// <summary>True from the contractor's "done" on: late facts are recorded but move nothing any more.</summary>
    public bool IsDone => Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling
        or OrderStatus.Closed or OrderStatus.Cancelled;

    private Order Planned(TimeWindow window, RecordedEvent r) => IsDone || r.OccurredAt < AppointmentAsOf
        ? this
        : this with
        {
            Appointment = window,
            AppointmentAsOf = r.OccurredAt,
            Progress = Progress is OrderStatus.Awarded ? OrderStatus.Planned : Progress,
            // Before work began, an interruption is about the visit (nobody home): a new visit ends it.
            Interruption = StartedAt is null ? null : Interruption,
        };

    private Order Working(RecordedEvent r)
    {
        var started = StartedAt is { } first && first < r.OccurredAt ? first : r.OccurredAt;
        if (IsDone) return this with { StartedAt = started };
        var older = r.OccurredAt < WorkAsOf;
        return this with
        {
            Progress = OrderStatus.InProgress, StartedAt = started,
            WorkAsOf = older ? WorkAsOf : r.OccurredAt, Interruption = older ? Interruption : null,
        };
    }

    // The next contractor starts afresh: nothing that was agreed with this one, or asked by it, holds for another.
    private Order WithoutContractor(string? gone) => this with
    {
        Progress = OrderStatus.Registered, RefusedBy = gone is null ? RefusedBy : [.. RefusedBy, gone],
        ContractorId = null, ContractNumber = null, Accepted = false, Appointment = null, AppointmentAsOf = default, Interruption = null, WorkAsOf = default,
        ResponseRequired = null, InformationRequested = null, ExtraWork = null, AgreedExtraLines = [], ExtendedTo = null,
        Quotation = null, QuotationSettled = !Content.QuotationAsked,
        CancellationRequested = CancellationRequested is { AskedBy: PartyRole.Contractor } ? null : CancellationRequested,
    };

    private Order Reopened(RecordedEvent r) => this with
    {
        Progress = OrderStatus.InProgress, CompletedAt = null, ReadyOn = null, SettledAt = null, ReopenedAt = r.OccurredAt,
    };

    private Order Ended(OrderStatus status, RecordedEvent r) => this with
    {
        Progress = status, EndedAt = r.OccurredAt, Appointment = null, Interruption = null, CancellationRequested = null,
        PendingApproval = null, ExtraWork = null, ResponseRequired = null, InformationRequested = null,
    };

    private IEnumerable<OrderLine> Agreed(ExtraWorkApproved e) =>
        (ExtraWork?.Lines ?? []).Where(l => e.LineNumbers is null || e.LineNumbers.Contains(l.Number));
}
