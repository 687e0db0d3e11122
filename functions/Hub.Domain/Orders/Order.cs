using Hub.Domain.Dwellings;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>
/// The state of one order, folded from its events. A value: the same events give the same order, whenever and wherever. Each topic has a part
/// of its own, declared with its events in the file of the topic.
/// </summary>
public sealed partial record Order
{
    /// <summary>The hub's key.</summary>
    public required OrderId Id { get; init; }

    /// <summary>Number of events folded; the next event has this plus one.</summary>
    public int Version { get; init; }

    /// <summary>Partner id of the ERP that placed it.</summary>
    public required string ErpId { get; init; }

    /// <summary>When it was placed.</summary>
    public DateTimeOffset PlacedAt { get; init; }

    /// <summary>When its last event was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was closed or cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What is asked, as last amended.</summary>
    public required OrderContent Content { get; init; }

    /// <summary>The dwelling as the register had it when the order was placed or last amended.</summary>
    public Dwelling? Dwelling { get; init; }

    /// <summary>How far the work is, leaving aside what waits for approval.</summary>
    public OrderStatus Progress { get; init; }

    /// <summary>The status, as everybody sees it.</summary>
    public OrderStatus Status => Progress is OrderStatus.Closed or OrderStatus.Cancelled
        ? Progress
        : Approval.Pending is not null || ExtraWork.Pending is not null ? OrderStatus.AwaitingApproval : Progress;

    /// <summary>Who asked to cancel, while that is open.</summary>
    public Pending? CancellationRequested { get; init; }

    /// <summary>How the search for a contractor went.</summary>
    public RoutingState Routing { get; init; } = new();

    /// <summary>What holds between the order and its contractor, also the parts that follow here; all of it goes when the contractor does.</summary>
    public AssignmentState Assignment { get; init; } = new();

    /// <summary>Appointments with the resident. Part of the <see cref="Assignment"/>.</summary>
    public VisitState Visit { get => Assignment.Visit; init => Assignment = Assignment with { Visit = value }; }

    /// <summary>How the work goes. Part of the <see cref="Assignment"/>.</summary>
    public WorkState Work { get => Assignment.Work; init => Assignment = Assignment with { Work = value }; }

    /// <summary>Questions between the two sides. Part of the <see cref="Assignment"/>.</summary>
    public QuestionsState Questions { get => Assignment.Questions; init => Assignment = Assignment with { Questions = value }; }

    /// <summary>More time, asked and agreed. Part of the <see cref="Assignment"/>.</summary>
    public LeadTimeState LeadTime { get => Assignment.LeadTime; init => Assignment = Assignment with { LeadTime = value }; }

    /// <summary>Extra work, asked and agreed. Part of the <see cref="Assignment"/>.</summary>
    public ExtraWorkState ExtraWork { get => Assignment.ExtraWork; init => Assignment = Assignment with { ExtraWork = value }; }

    /// <summary>Decisions by people with a mandate.</summary>
    public ApprovalState Approval { get; init; } = new();

    /// <summary>The quotation, where the corporation wants one before the work.</summary>
    public QuotationState Quotation { get; init; } = new();

    /// <summary>What only a turnover has.</summary>
    public TurnoverState Turnover { get; init; } = new();

    /// <summary>The contractor's completion of the work.</summary>
    public CompletionState Completion { get; init; } = new();

    /// <summary>The inspector's verdicts.</summary>
    public InspectionState Inspection { get; init; } = new();

    /// <summary>Costs, claimed and settled.</summary>
    public CostsState Costs { get; init; } = new();

    /// <summary>The photos.</summary>
    public PhotosState Photos { get; init; } = new();

    /// <summary>References of complaints that are not answered yet.</summary>
    public IReadOnlyList<string> OpenComplaints { get; init; } = [];

    /// <summary>True from the contractor's completion on: late facts are recorded but move nothing any more.</summary>
    public bool IsDone => Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling
        or OrderStatus.Closed or OrderStatus.Cancelled;

    /// <summary>The phase of the sector's shared process.</summary>
    public AortaPhase Phase => Progress switch
    {
        OrderStatus.Registered when Content.Kind is OrderKind.Turnover => AortaPhase.Leave,
        OrderStatus.Registered => AortaPhase.Report,
        OrderStatus.Awarded or OrderStatus.Planned or OrderStatus.Quoting or OrderStatus.AwaitingApproval => AortaPhase.Examine,
        OrderStatus.InProgress => AortaPhase.Repair,
        _ => AortaPhase.ReportBack,
    };

    /// <summary>True for the order's two sides: the ERP that it came from, and the contractor that has it now. For anybody else it does not exist.</summary>
    public bool IsOf(Actor actor) => actor.PartnerId is { } partner && actor.Role switch
    {
        PartyRole.Corporation => ErpId == partner,
        PartyRole.Contractor => Assignment.ContractorId == partner,
        _ => false,
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
        order ??= recorded.Event is OrderPlaced placed
            ? placed.Begin(recorded)
            : throw new InvalidOperationException($"The stream {recorded.Stream} of an order begins with {recorded.Event.Name}.");
        return recorded.OrderEvent.ApplyTo(order, recorded) with { Version = recorded.Version, ChangedAt = recorded.RecordedAt };
    }

    /// <summary>The order closed or cancelled: nothing waits for anybody any more.</summary>
    internal Order Ended(OrderStatus status, RecordedEvent recorded) => this with
    {
        Progress = status,
        EndedAt = recorded.OccurredAt,
        CancellationRequested = null,
        Approval = Approval.Over(recorded.OccurredAt),
        Visit = Visit with { Appointment = null },
        Work = Work with { Interruption = null },
        Questions = new QuestionsState(),
        LeadTime = LeadTime with { RequestedSince = null },
        ExtraWork = ExtraWork with { Pending = null },
    };
}
