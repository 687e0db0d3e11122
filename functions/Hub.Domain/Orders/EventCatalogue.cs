using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Hub.Domain.Orders;

/// <summary>What holds for one kind of event.</summary>
/// <param name="Event">The event's record.</param>
/// <param name="WireName">Its name between partners, e.g. <c>order.placed</c>.</param>
/// <param name="Audience">The sides that it is sent to. No partner is sent what it reported itself.</param>
/// <param name="By">The sides that may report it; none where the hub makes it, or where it follows from a command of its own.</param>
/// <param name="In">Progress of the order in which a report of it is accepted; empty where nobody reports it.</param>
/// <param name="Late">True where it is still recorded after completion, if it happened before.</param>
/// <param name="BlockedByWaiting">True where a required response, extra work or an approval that waits rules it out.</param>
/// <param name="WithFile">True where it follows from a file, or the address of one, that a partner sends: nobody reports it in so many words.</param>
public sealed record EventDefinition(
    Type Event, string WireName, Sides Audience, Sides By, IReadOnlyList<OrderStatus> In,
    bool Late = false, bool BlockedByWaiting = false, bool WithFile = false)
{
    /// <summary>The event's name in the domain, and the key under which it is stored.</summary>
    public string Name => Event.Name;

    /// <summary>Its CloudEvents <c>type</c>.</summary>
    public string CloudEventType => $"nl.ketenhub.{WireName}.v1";

    /// <summary>True where a partner can report it.</summary>
    public bool IsReported => By is not Sides.None;
}

/// <summary>
/// The events of the domain, a row each. Rules, audiences, formats and tests take their lists from it. The JSON of stored events needs its
/// list at compile time, for source generation: the attributes below, which a test holds to the table.
/// </summary>
public static class EventCatalogue
{
    private const Sides Nobody = Sides.None, Corporation = Sides.Corporation, Contractor = Sides.Contractor, Both = Sides.Both;

    private static readonly OrderStatus[] Everywhere = Enum.GetValues<OrderStatus>();
    private static readonly OrderStatus[] BeforeDone =
        [OrderStatus.Registered, OrderStatus.AwaitingApproval, OrderStatus.Quoting, OrderStatus.Awarded, OrderStatus.Planned, OrderStatus.InProgress];
    private static readonly OrderStatus[] Quoting = [OrderStatus.Quoting];
    private static readonly OrderStatus[] BeforeWork = [OrderStatus.Quoting, OrderStatus.Awarded, OrderStatus.Planned];
    private static readonly OrderStatus[] AtContractor = [OrderStatus.Awarded, OrderStatus.Planned, OrderStatus.InProgress];
    private static readonly OrderStatus[] UntilDone = [.. AtContractor, OrderStatus.TechnicallyComplete, OrderStatus.InSample];
    private static readonly OrderStatus[] UntilSettled = [.. UntilDone, OrderStatus.Settling];
    private static readonly OrderStatus[] QuotingUntilSettled = [OrderStatus.Quoting, .. UntilSettled];
    private static readonly OrderStatus[] ToInspect = [OrderStatus.TechnicallyComplete, OrderStatus.InSample];
    private static readonly OrderStatus[] ToSettle = [OrderStatus.TechnicallyComplete, OrderStatus.Settling];
    private static readonly OrderStatus[] Done = [OrderStatus.TechnicallyComplete, OrderStatus.InSample, OrderStatus.Settling];
    // The corporation may show what is to be done before anybody has the order; proof may come when all else is over.
    private static readonly OrderStatus[] UnlessCancelled = [.. Everywhere.Except([OrderStatus.Cancelled])];

    /// <summary>The table, in the order in which events came into the domain's list.</summary>
    public static readonly IReadOnlyList<EventDefinition> All =
    [
        //                            name between partners        audience      reported by   while the order is
        // The contractor's copy of a placed order is its award.
        ByHub<OrderPlaced>(           "order.placed",              Nobody),
        ByHub<OrderAmended>(          "order.amended",             Both),
        Row<CancellationRequested>(   "cancellation.requested",    Both,         Both,         BeforeDone),
        Row<OrderCancelled>(          "order.cancelled",           Both,         Both,         BeforeDone),
        ByHub<OrderAwarded>(          "order.awarded",             Both),
        ByHub<OrderUnrouted>(         "order.unrouted",            Corporation),
        Row<OrderAccepted>(           "order.accepted",            Corporation,  Contractor,   AtContractor),
        Row<OrderRefused>(            "order.refused",             Corporation,  Contractor,   BeforeWork),
        Row<AppointmentMade>(         "appointment.made",          Corporation,  Contractor,   AtContractor, late: true),
        Row<AppointmentMoved>(        "appointment.moved",         Corporation,  Contractor,   AtContractor, late: true),
        Row<AppointmentCancelled>(    "appointment.cancelled",     Corporation,  Contractor,   AtContractor, late: true),
        Row<WorkStarted>(             "work.started",              Corporation,  Contractor,   AtContractor, late: true),
        Row<WorkInterrupted>(         "work.interrupted",          Corporation,  Contractor,   AtContractor, late: true),
        Row<WorkResumed>(             "work.resumed",              Corporation,  Contractor,   AtContractor, late: true),
        Row<TemporarilyRestored>(     "work.temporarily-restored", Corporation,  Contractor,   AtContractor, late: true),
        // Questions and answers go to the other side, whoever asks.
        Row<ResponseRequired>(        "response.required",         Both,         Both,         AtContractor),
        Row<ResponseGiven>(           "response.given",            Both,         Both,         UntilSettled),
        Row<InformationRequested>(    "information.requested",     Both,         Both,         QuotingUntilSettled),
        Row<InformationGiven>(        "information.given",         Both,         Both,         QuotingUntilSettled),
        Row<LeadTimeExtended>(        "lead-time.extended",        Corporation,  Contractor,   AtContractor, late: true),
        Row<LeadTimeAgreed>(          "lead-time.agreed",          Both,         Corporation,  AtContractor),
        Row<LeadTimeDeclined>(        "lead-time.declined",        Both,         Corporation,  AtContractor),
        Row<KeysReceived>(            "keys.received",             Both,         Both,         BeforeDone),
        Row<PreInspectionHeld>(       "pre-inspection.held",       Both,         Corporation,  BeforeDone),
        Row<ExtraWorkRequested>(      "extra-work.requested",      Corporation,  Contractor,   AtContractor),
        Row<ExtraWorkApproved>(       "extra-work.approved",       Both,         Corporation,  AtContractor),
        Row<ExtraWorkDeclined>(       "extra-work.declined",       Both,         Corporation,  AtContractor),
        Row<ExtraWorkAcknowledged>(   "extra-work.acknowledged",   Corporation,  Contractor,   UntilSettled),
        ByHub<ApprovalRequired>(      "approval.required",         Corporation),
        ByHub<ApprovalWithdrawn>(     "approval.withdrawn",        Corporation),
        Row<OrderApproved>(           "order.approved",            Both,         Corporation,  BeforeDone),
        Row<OrderDeclined>(           "order.declined",            Both,         Corporation,  BeforeDone),
        Row<QuotationGiven>(          "quotation.given",           Corporation,  Contractor,   Quoting),
        Row<QuotationAwarded>(        "quotation.awarded",         Both,         Corporation,  Quoting),
        Row<QuotationDeclined>(       "quotation.declined",        Both,         Corporation,  Quoting),
        // The other side is sent a photo when the hub has it.
        Row<PhotoAnnounced>(          "photo.announced",           Nobody,       Both,         UnlessCancelled, withFile: true),
        Row<PhotoAdded>(              "photo.added",               Both,         Both,         UnlessCancelled, withFile: true),
        ByHub<PhotoRejected>(         "photo.rejected",            Both),
        ByHub<PhotoDeleted>(          "photo.deleted",             Both),
        ByHub<PhotosMissing>(         "photos.missing",            Both),
        Row<WorkCompleted>(           "work.completed",            Corporation,  Contractor,   UntilDone, blockedByWaiting: true),
        ByHub<SamplePicked>(          "sample.picked",             Corporation),
        Row<InspectionPassed>(        "inspection.passed",         Both,         Corporation,  ToInspect),
        Row<InspectionFailed>(        "inspection.failed",         Both,         Corporation,  ToInspect),
        // From here on the contractor may send its bill, or must mend its claim.
        ByHub<WorkAgreed>(            "work.agreed",               Both),
        ByHub<CostsDiffer>(           "costs.differ",              Both),
        Row<CostsSettled>(            "costs.settled",             Both,         Both,         ToSettle),
        Row<OrderClosed>(             "order.closed",              Corporation,  Both,         ToSettle),
        // To the contractor it is work again.
        Row<OrderReopened>(           "order.reopened",            Both,         Corporation,  Done),
        Row<ComplaintRegistered>(     "complaint.registered",      Both,         Corporation,  Everywhere),
        Row<ComplaintAnswered>(       "complaint.answered",        Both,         Both,         Everywhere),
    ];

    private static readonly FrozenDictionary<Type, EventDefinition> ByType = All.ToFrozenDictionary(d => d.Event);

    private static readonly FrozenDictionary<string, EventDefinition> ByName = All.ToFrozenDictionary(d => d.Name);

    /// <summary>The row of an event.</summary>
    public static EventDefinition Of(OrderEvent e) => ByType[e.GetType()];

    /// <summary>The row of an event's type.</summary>
    /// <exception cref="KeyNotFoundException">The type is no event of the domain.</exception>
    public static EventDefinition Of(Type eventType) => ByType[eventType];

    /// <summary>The row of an event by its name in the domain.</summary>
    /// <exception cref="KeyNotFoundException">No event has that name.</exception>
    public static EventDefinition Named(string name) => ByName[name];

    /// <summary>The events that a side may report of an order with this progress, leaving aside late facts and files.</summary>
    public static IEnumerable<EventDefinition> ReportedBy(Sides side, OrderStatus progress) =>
        side is Sides.None ? [] : All.Where(d => d.By.HasFlag(side) && !d.WithFile && d.In.Contains(progress));

    /// <summary>True while the corporation may still change an order.</summary>
    public static bool CanBeAmended(OrderStatus progress) => BeforeDone.Contains(progress);

    private static EventDefinition Row<T>(
        string name, Sides audience, Sides by, OrderStatus[] during, bool late = false, bool blockedByWaiting = false, bool withFile = false)
        where T : OrderEvent => new(typeof(T), name, audience, by, during, late, blockedByWaiting, withFile);

    private static EventDefinition ByHub<T>(string name, Sides audience) where T : OrderEvent => new(typeof(T), name, audience, Sides.None, []);
}

// What is stored is read for ever: a row is added, never renamed or taken away.
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OrderPlaced), nameof(OrderPlaced))]
[JsonDerivedType(typeof(OrderAmended), nameof(OrderAmended))]
[JsonDerivedType(typeof(CancellationRequested), nameof(CancellationRequested))]
[JsonDerivedType(typeof(OrderCancelled), nameof(OrderCancelled))]
[JsonDerivedType(typeof(OrderAwarded), nameof(OrderAwarded))]
[JsonDerivedType(typeof(OrderUnrouted), nameof(OrderUnrouted))]
[JsonDerivedType(typeof(OrderAccepted), nameof(OrderAccepted))]
[JsonDerivedType(typeof(OrderRefused), nameof(OrderRefused))]
[JsonDerivedType(typeof(AppointmentMade), nameof(AppointmentMade))]
[JsonDerivedType(typeof(AppointmentMoved), nameof(AppointmentMoved))]
[JsonDerivedType(typeof(AppointmentCancelled), nameof(AppointmentCancelled))]
[JsonDerivedType(typeof(WorkStarted), nameof(WorkStarted))]
[JsonDerivedType(typeof(WorkInterrupted), nameof(WorkInterrupted))]
[JsonDerivedType(typeof(WorkResumed), nameof(WorkResumed))]
[JsonDerivedType(typeof(TemporarilyRestored), nameof(TemporarilyRestored))]
[JsonDerivedType(typeof(ResponseRequired), nameof(ResponseRequired))]
[JsonDerivedType(typeof(ResponseGiven), nameof(ResponseGiven))]
[JsonDerivedType(typeof(InformationRequested), nameof(InformationRequested))]
[JsonDerivedType(typeof(InformationGiven), nameof(InformationGiven))]
[JsonDerivedType(typeof(LeadTimeExtended), nameof(LeadTimeExtended))]
[JsonDerivedType(typeof(LeadTimeAgreed), nameof(LeadTimeAgreed))]
[JsonDerivedType(typeof(LeadTimeDeclined), nameof(LeadTimeDeclined))]
[JsonDerivedType(typeof(KeysReceived), nameof(KeysReceived))]
[JsonDerivedType(typeof(PreInspectionHeld), nameof(PreInspectionHeld))]
[JsonDerivedType(typeof(ExtraWorkRequested), nameof(ExtraWorkRequested))]
[JsonDerivedType(typeof(ExtraWorkApproved), nameof(ExtraWorkApproved))]
[JsonDerivedType(typeof(ExtraWorkDeclined), nameof(ExtraWorkDeclined))]
[JsonDerivedType(typeof(ExtraWorkAcknowledged), nameof(ExtraWorkAcknowledged))]
[JsonDerivedType(typeof(ApprovalRequired), nameof(ApprovalRequired))]
[JsonDerivedType(typeof(ApprovalWithdrawn), nameof(ApprovalWithdrawn))]
[JsonDerivedType(typeof(OrderApproved), nameof(OrderApproved))]
[JsonDerivedType(typeof(OrderDeclined), nameof(OrderDeclined))]
[JsonDerivedType(typeof(QuotationGiven), nameof(QuotationGiven))]
[JsonDerivedType(typeof(QuotationAwarded), nameof(QuotationAwarded))]
[JsonDerivedType(typeof(QuotationDeclined), nameof(QuotationDeclined))]
[JsonDerivedType(typeof(PhotoAnnounced), nameof(PhotoAnnounced))]
[JsonDerivedType(typeof(PhotoAdded), nameof(PhotoAdded))]
[JsonDerivedType(typeof(PhotoRejected), nameof(PhotoRejected))]
[JsonDerivedType(typeof(PhotoDeleted), nameof(PhotoDeleted))]
[JsonDerivedType(typeof(PhotosMissing), nameof(PhotosMissing))]
[JsonDerivedType(typeof(WorkCompleted), nameof(WorkCompleted))]
[JsonDerivedType(typeof(SamplePicked), nameof(SamplePicked))]
[JsonDerivedType(typeof(InspectionPassed), nameof(InspectionPassed))]
[JsonDerivedType(typeof(InspectionFailed), nameof(InspectionFailed))]
[JsonDerivedType(typeof(WorkAgreed), nameof(WorkAgreed))]
[JsonDerivedType(typeof(CostsDiffer), nameof(CostsDiffer))]
[JsonDerivedType(typeof(CostsSettled), nameof(CostsSettled))]
[JsonDerivedType(typeof(OrderClosed), nameof(OrderClosed))]
[JsonDerivedType(typeof(OrderReopened), nameof(OrderReopened))]
[JsonDerivedType(typeof(ComplaintRegistered), nameof(ComplaintRegistered))]
[JsonDerivedType(typeof(ComplaintAnswered), nameof(ComplaintAnswered))]
public abstract partial record OrderEvent;
