using Hub.Application.Streams;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Reading;

/// <summary>
/// Who may see which order, field, photo and message. Every endpoint and every writer of a format asks here, and none decides for itself.
/// <list type="bullet">
/// <item>The administrator, and the corporation's people, see every order; an ERP sees the orders that it placed; a contractor sees the orders that it has
/// now, and so do its people.</item>
/// <item>Whoever has a role for social signals alone sees no order.</item>
/// <item>Another partner's order does not exist for a viewer.</item>
/// <item>Which role at the corporation may decide on which amount is the corporation's own matter: no contractor sees it.</item>
/// <item>What a contractor reported, photographed or sent in vain is between that contractor and the corporation: the next contractor does not see it.</item>
/// <item>The resident's contact goes to the order's contractor only, and only while it has the order.</item>
/// </list>
/// </summary>
public static class Visibility
{
    /// <summary>True where the order exists for this viewer.</summary>
    public static bool SeesOrder(Viewer viewer, Order order) =>
        viewer.Partner is { } partner ? order.IsOf(partner.AsActor()) : !viewer.SeesNoOrders;

    /// <summary>True where the order of a fact exists for this viewer.</summary>
    public static bool SeesOrder(Viewer viewer, OrderFact fact) => viewer.Partner switch
    {
        null => !viewer.SeesNoOrders,
        { Role: PartnerRole.Erp } erp => fact.ErpId == erp.Id,
        { Role: PartnerRole.Contractor } contractor => fact.ContractorId == contractor.Id,
        _ => false,
    };

    /// <summary>The part of a list of orders that this viewer sees; null where that is no order at all.</summary>
    public static OrderQuery? Narrow(Viewer viewer, OrderQuery query) => viewer.Partner switch
    {
        null => viewer.SeesNoOrders ? null : query,
        { Role: PartnerRole.Erp } erp => query with { ErpId = erp.Id },
        { Role: PartnerRole.Contractor } contractor => query with { ContractorId = contractor.Id },
        _ => null,
    };

    /// <summary>
    /// Which figures and reports of them the viewer sees: the corporation all, a contractor its own, and the others only together; null where that is none
    /// at all.
    /// </summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="contractor">The contractor that is asked for; null for all.</param>
    public static SeenFigures? Figures(Viewer viewer, string? contractor) => viewer.Partner switch
    {
        null => viewer.SeesNoOrders ? null : new SeenFigures(contractor, IsWhole: true),
        { Role: PartnerRole.Erp } => new SeenFigures(contractor, IsWhole: true),
        { Role: PartnerRole.Contractor } own => contractor is null || contractor == own.Id ? new SeenFigures(own.Id, IsWhole: false) : null,
        _ => null,
    };

    /// <summary>True where the viewer sees what a contractor did for an order that it sees.</summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="contractor">Partner id of the contractor; null where it was nobody.</param>
    public static bool SeesFactOf(Viewer viewer, string? contractor) => !viewer.IsContractor || contractor == viewer.Partner!.Id;

    /// <summary>The fact of an order that the viewer sees: without what a contractor before it did, and without the orders of others.</summary>
    public static OrderFact Fact(Viewer viewer, OrderFact fact)
    {
        if (!viewer.IsContractor) return fact;
        return fact.WithoutRepeatOrder() with
        {
            FirstAwardedAt = fact.AwardedAt, Refusals = 0, RefusedAt = null, AcceptedAt = Own(fact.AcceptedAt),
            FirstAppointmentAt = Own(fact.FirstAppointmentAt), RespondedAt = Own(fact.RespondedAt), StartedAt = Own(fact.StartedAt),
            TemporarilyRestoredAt = Own(fact.TemporarilyRestoredAt), FirstCompletedAt = Own(fact.FirstCompletedAt), CompletedAt = Own(fact.CompletedAt),
            ReopenedAt = Own(fact.ReopenedAt), PreInspectedAt = Own(fact.PreInspectedAt), SamplePickedAt = Own(fact.SamplePickedAt),
            InspectedAt = Own(fact.InspectedAt), PassedFirstTime = Own(fact.InspectedAt) is null ? null : fact.PassedFirstTime,
            InspectionFailures = Own(fact.InspectedAt) is null ? 0 : fact.InspectionFailures, Reopenings = Own(fact.ReopenedAt) is null ? 0 : fact.Reopenings,
        };

        DateTimeOffset? Own(DateTimeOffset? at) => at >= fact.AwardedAt ? at : null;
    }

    /// <summary>True where the viewer sees which role may decide on which amount, and what an order costs the corporation as a whole.</summary>
    public static bool SeesMandates(Viewer viewer) => !viewer.IsContractor && !viewer.SeesNoOrders;

    /// <summary>True where the viewer sees a photo of an order that it sees, whether the photo came, is still to be fetched, or was given up.</summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="by">Who added or announced the photo.</param>
    public static bool SeesPhoto(Viewer viewer, Actor by) =>
        !viewer.SeesNoOrders && (viewer.Partner is not { Role: PartnerRole.Contractor } contractor || PhotoRules.IsFor(contractor.Id, by));

    /// <summary>The events of an order's stream that the viewer sees.</summary>
    /// <param name="viewer">Who reads; the order is one that it sees.</param>
    /// <param name="events">The whole stream.</param>
    public static IReadOnlyList<RecordedEvent> Timeline(Viewer viewer, IReadOnlyList<RecordedEvent> events)
    {
        if (viewer.SeesNoOrders) return [];
        if (!viewer.IsContractor) return events;
        // Of the time before the award to this contractor only what the corporation asked.
        var awarded = events.Last(e => e.Event is OrderAwarded).Version;
        return [.. events.Where(e => (e.Version >= awarded || e.Event is OrderPlaced or OrderAmended)
            && e.Event is not (ApprovalRequired or ApprovalWithdrawn))];
    }

    /// <summary>The refused messages about an order that the viewer sees: a contractor its own.</summary>
    public static IReadOnlyList<Receipt> Refusals(Viewer viewer, IReadOnlyList<Receipt> refused) =>
        viewer.SeesNoOrders ? [] : viewer.IsContractor ? [.. refused.Where(r => r.PartnerId == viewer.Partner!.Id)] : refused;

    /// <summary>True where a message about an event may carry the resident's contact.</summary>
    /// <param name="recipient">Who gets the message.</param>
    /// <param name="order">The order as it was after the event.</param>
    /// <param name="now">The order as it is now.</param>
    public static bool SeesContact(Partner recipient, Order order, Order? now) =>
        recipient.Role is PartnerRole.Contractor && order.Assignment.ContractorId == recipient.Id && now?.Assignment.ContractorId == recipient.Id;
}
