using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>The order is given to a contractor.</summary>
/// <param name="ContractorId">Partner id of the contractor.</param>
/// <param name="ContractNumber">The contract; null where the order named a contractor that has none.</param>
/// <param name="ForQuotation">True where it is offered for a price and not yet to be done.</param>
/// <param name="Terms">The terms of the contract, in the version of this moment, for this order; null where there is no contract.</param>
/// <param name="Prices">What its lines cost under that contract.</param>
public sealed record OrderAwarded(
    string ContractorId, string? ContractNumber = null, bool ForQuotation = false, OrderTerms? Terms = null,
    IReadOnlyList<LinePrice>? Prices = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        Progress = ForQuotation ? OrderStatus.Quoting : OrderStatus.Awarded,
        Assignment = order.Assignment with
        {
            ContractorId = ContractorId, ContractNumber = ContractNumber, Terms = Terms, Prices = Prices ?? [],
            ClockFrom = recorded.OccurredAt, Accepted = false,
        },
        Routing = order.Routing with { UnroutedReason = null },
        Approval = order.Approval.WithoutQuestion(),
    };
}

/// <summary>The hub found no contractor for the order; it stays Registered until a person or a contract changes that.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Code">The reason by its stable key (see <see cref="Hub.Domain.Contracts.RoutingAnswer.Nowhere"/>); null of an earlier version.</param>
/// <param name="Subject">The contract or the contractor that it is about; null where it is about none.</param>
public sealed record OrderUnrouted(string Reason, string? Code = null, string? Subject = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        Progress = OrderStatus.Registered,
        Routing = order.Routing with { UnroutedReason = Reason, UnroutedCode = Code, UnroutedSubject = Subject },
        Approval = order.Approval.WithoutQuestion(),
    };
}

/// <summary>The contractor takes the order.</summary>
public sealed record OrderAccepted(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Assignment = order.Assignment with { Accepted = true } };

    internal override OrderEvent? Interpret(Order order, Statement statement) => !order.Assignment.Accepted ? this
        // DICO has one code for "accepted": for an order that is accepted already it acknowledges the answer on extra work.
        : order.ExtraWork.Decisions.Any(d => d.AcknowledgedAt is null) ? new ExtraWorkAcknowledged(Remark)
        : order.EndedAt is null ? null
        : this;
}

/// <summary>The contractor does not take the order.</summary>
public sealed record OrderRefused(string? Reason = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.WithoutContractor(recorded.By.PartnerId ?? "");
}

/// <summary>How the search for a contractor went.</summary>
public sealed record RoutingState
{
    /// <summary>Contractors that refused the order: routing does not offer it to them again.</summary>
    public IReadOnlyList<string> RefusedBy { get; init; } = [];

    /// <summary>Why no contractor has it, or null.</summary>
    public string? UnroutedReason { get; init; }

    /// <summary>The reason by its stable key; null for one of an earlier version.</summary>
    public string? UnroutedCode { get; init; }

    /// <summary>The contract or the contractor that the reason is about.</summary>
    public string? UnroutedSubject { get; init; }
}

/// <summary>What holds between the order and the contractor that has it. All of it ends when the order goes to another.</summary>
public sealed record AssignmentState
{
    /// <summary>Partner id of the contractor; null while there is none.</summary>
    public string? ContractorId { get; init; }

    /// <summary>The contract that it was awarded under.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>The terms of that contract for it; null where there is none.</summary>
    public OrderTerms? Terms { get; init; }

    /// <summary>What its lines cost as agreed.</summary>
    public IReadOnlyList<LinePrice> Prices { get; init; } = [];

    /// <summary>When its contractor got it to be done, or its urgency last changed: the service level's clock began then.</summary>
    public DateTimeOffset? ClockFrom { get; init; }

    /// <summary>True once the contractor accepted the order as it now is.</summary>
    public bool Accepted { get; init; }

    /// <summary>Appointments with the resident.</summary>
    public VisitState Visit { get; init; } = new();

    /// <summary>How the work goes.</summary>
    public WorkState Work { get; init; } = new();

    /// <summary>Questions between the two sides.</summary>
    public QuestionsState Questions { get; init; } = new();

    /// <summary>More time, asked and agreed.</summary>
    public LeadTimeState LeadTime { get; init; } = new();

    /// <summary>Extra work, asked and agreed.</summary>
    public ExtraWorkState ExtraWork { get; init; } = new();

    /// <summary>Times in which the contractor waited for the client and has its answer.</summary>
    public IReadOnlyList<ClientWait> AnsweredWaits { get; init; } = [];

    /// <summary>With a time in which the contractor waited; the same where it did not wait.</summary>
    internal AssignmentState Answered(DateTimeOffset? askedAt, DateTimeOffset answeredAt) =>
        askedAt is { } asked && asked < answeredAt ? this with { AnsweredWaits = [.. AnsweredWaits, new ClientWait(asked, answeredAt)] } : this;
}

/// <content>Losing the contractor.</content>
public sealed partial record Order
{
    /// <summary>
    /// The order back at the search for a contractor. The next one starts afresh: nothing that was agreed with the last one, or asked by it,
    /// holds for another.
    /// </summary>
    /// <param name="lost">The contractor that no longer has it, and is not to be found again.</param>
    internal Order WithoutContractor(string? lost) => this with
    {
        Progress = OrderStatus.Registered,
        Routing = lost is null ? Routing : Routing with { RefusedBy = [.. Routing.RefusedBy, lost] },
        Assignment = new AssignmentState(),
        Approval = Approval.WithoutQuestion() with { Decided = Approval.DecidedBeforeAward },
        Quotation = QuotationState.Of(Content),
        Photos = Photos with { Awaited = [.. Photos.Awaited.Where(p => p.By.Role is not PartyRole.Contractor)] },
        CancellationRequested = CancellationRequested is { AskedBy: PartyRole.Contractor } ? null : CancellationRequested,
    };
}
