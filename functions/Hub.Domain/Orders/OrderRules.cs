namespace Hub.Domain.Orders;

/// <summary>When and by whom a fact may be told.</summary>
/// <param name="By">Who may say it.</param>
/// <param name="In">Progress in which it is taken.</param>
/// <param name="Late">True where it is still recorded after completion, if it happened before.</param>
/// <param name="BlockedByWaiting">True where a required response, extra work or approval that waits rules it out.</param>
public sealed record FactRule(Sides By, IReadOnlyList<OrderStatus> In, bool Late = false, bool BlockedByWaiting = false);

/// <summary>The table of the domain's rules: one row for each fact that a partner may tell.</summary>
public static class OrderRules
{
    private static readonly OrderStatus[] Everywhere = Enum.GetValues<OrderStatus>();
    private static readonly OrderStatus[] BeforeDone =
        [OrderStatus.Registered, OrderStatus.AwaitingApproval, OrderStatus.Quoting, OrderStatus.Awarded, OrderStatus.Planned, OrderStatus.InProgress];
    private static readonly OrderStatus[] AtContractor = [OrderStatus.Awarded, OrderStatus.Planned, OrderStatus.InProgress];
    private static readonly OrderStatus[] AtContractorOrDone = [.. AtContractor, OrderStatus.TechnicallyComplete, OrderStatus.InSample, OrderStatus.Settling];
    // The corporation may show what is to be done before anybody has the order; proof may come when all else is over.
    private static readonly OrderStatus[] WithPhotos = [.. Everywhere.Except([OrderStatus.Cancelled])];
    private static readonly OrderStatus[] Done = [OrderStatus.TechnicallyComplete, OrderStatus.InSample, OrderStatus.Settling];

    private static readonly Dictionary<Type, FactRule> Rules = new()
    {
        [typeof(CancellationRequested)] = new(Sides.Both, BeforeDone),
        [typeof(OrderCancelled)] = new(Sides.Both, BeforeDone),
        [typeof(OrderAccepted)] = new(Sides.Contractor, AtContractor),
        [typeof(OrderRefused)] = new(Sides.Contractor, [OrderStatus.Quoting, OrderStatus.Awarded, OrderStatus.Planned]),
        [typeof(AppointmentMade)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(AppointmentMoved)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(AppointmentCancelled)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(WorkStarted)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(WorkInterrupted)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(WorkResumed)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(TemporarilyRestored)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(ResponseRequired)] = new(Sides.Both, AtContractor),
        [typeof(ResponseGiven)] = new(Sides.Both, AtContractorOrDone),
        [typeof(InformationRequested)] = new(Sides.Both, [OrderStatus.Quoting, .. AtContractorOrDone]),
        [typeof(InformationGiven)] = new(Sides.Both, [OrderStatus.Quoting, .. AtContractorOrDone]),
        [typeof(LeadTimeExtended)] = new(Sides.Contractor, AtContractor, Late: true),
        [typeof(LeadTimeAgreed)] = new(Sides.Corporation, AtContractor),
        [typeof(LeadTimeDeclined)] = new(Sides.Corporation, AtContractor),
        [typeof(KeysReceived)] = new(Sides.Both, BeforeDone),
        [typeof(PreInspectionHeld)] = new(Sides.Corporation, BeforeDone),
        [typeof(ExtraWorkRequested)] = new(Sides.Contractor, AtContractor),
        [typeof(ExtraWorkAcknowledged)] = new(Sides.Contractor, AtContractorOrDone),
        [typeof(ExtraWorkApproved)] = new(Sides.Corporation, AtContractor),
        [typeof(ExtraWorkDeclined)] = new(Sides.Corporation, AtContractor),
        [typeof(OrderApproved)] = new(Sides.Corporation, BeforeDone),
        [typeof(OrderDeclined)] = new(Sides.Corporation, BeforeDone),
        [typeof(QuotationGiven)] = new(Sides.Contractor, [OrderStatus.Quoting]),
        [typeof(QuotationAwarded)] = new(Sides.Corporation, [OrderStatus.Quoting]),
        [typeof(QuotationDeclined)] = new(Sides.Corporation, [OrderStatus.Quoting]),
        [typeof(PhotoAnnounced)] = new(Sides.Both, WithPhotos),
        [typeof(PhotoAdded)] = new(Sides.Both, WithPhotos),
        [typeof(WorkCompleted)] = new(Sides.Contractor, [.. AtContractor, OrderStatus.TechnicallyComplete, OrderStatus.InSample], BlockedByWaiting: true),
        [typeof(InspectionPassed)] = new(Sides.Corporation, [OrderStatus.TechnicallyComplete, OrderStatus.InSample]),
        [typeof(InspectionFailed)] = new(Sides.Corporation, [OrderStatus.TechnicallyComplete, OrderStatus.InSample]),
        [typeof(CostsSettled)] = new(Sides.Both, [OrderStatus.TechnicallyComplete, OrderStatus.Settling]),
        [typeof(OrderClosed)] = new(Sides.Both, [OrderStatus.TechnicallyComplete, OrderStatus.Settling]),
        [typeof(OrderReopened)] = new(Sides.Corporation, Done),
        [typeof(ComplaintRegistered)] = new(Sides.Corporation, Everywhere),
        [typeof(ComplaintAnswered)] = new(Sides.Both, Everywhere),
    };

    /// <summary>The rule of a fact; null for what partners cannot tell (the hub makes it, or it is a command of its own).</summary>
    public static FactRule? Of(OrderEvent fact) => Rules.GetValueOrDefault(fact.GetType());

    /// <summary>Progress in which the corporation may still change an order.</summary>
    public static bool CanBeAmended(OrderStatus progress) => BeforeDone.Contains(progress);

    /// <summary>Every fact of the table, for tests that walk it.</summary>
    public static IReadOnlyCollection<Type> Facts => Rules.Keys;
}
