using Hub.Domain.Orders;

namespace Hub.Application.Deliveries;

/// <summary>Which event goes to whom: the table of the design's section "Which event goes to whom". Nobody hears back what it said itself.</summary>
public static class Audience
{
    private static readonly Dictionary<Type, Sides> Table = new()
    {
        // The contractor's copy of a placed order is its award.
        [typeof(OrderPlaced)] = Sides.None,
        [typeof(OrderAwarded)] = Sides.Both,
        [typeof(OrderUnrouted)] = Sides.Corporation,
        [typeof(OrderAmended)] = Sides.Both,
        [typeof(CancellationRequested)] = Sides.Both,
        [typeof(OrderCancelled)] = Sides.Both,
        [typeof(OrderApproved)] = Sides.Both,
        [typeof(OrderDeclined)] = Sides.Both,
        [typeof(ApprovalRequired)] = Sides.Corporation,
        [typeof(ApprovalWithdrawn)] = Sides.Corporation,
        [typeof(ExtraWorkRequested)] = Sides.Corporation,
        [typeof(ExtraWorkApproved)] = Sides.Both,
        [typeof(ExtraWorkDeclined)] = Sides.Both,
        [typeof(QuotationGiven)] = Sides.Corporation,
        [typeof(QuotationAwarded)] = Sides.Both,
        [typeof(QuotationDeclined)] = Sides.Both,
        // Questions and answers go to the other side, whoever asks.
        [typeof(ResponseRequired)] = Sides.Both,
        [typeof(ResponseGiven)] = Sides.Both,
        [typeof(InformationRequested)] = Sides.Both,
        [typeof(InformationGiven)] = Sides.Both,
        [typeof(OrderAccepted)] = Sides.Corporation,
        [typeof(OrderRefused)] = Sides.Corporation,
        [typeof(AppointmentMade)] = Sides.Corporation,
        [typeof(AppointmentMoved)] = Sides.Corporation,
        [typeof(AppointmentCancelled)] = Sides.Corporation,
        [typeof(WorkStarted)] = Sides.Corporation,
        [typeof(WorkInterrupted)] = Sides.Corporation,
        [typeof(WorkResumed)] = Sides.Corporation,
        [typeof(TemporarilyRestored)] = Sides.Corporation,
        [typeof(LeadTimeExtended)] = Sides.Corporation,
        [typeof(LeadTimeAgreed)] = Sides.Both,
        [typeof(LeadTimeDeclined)] = Sides.Both,
        [typeof(KeysReceived)] = Sides.Both,
        [typeof(PreInspectionHeld)] = Sides.Both,
        [typeof(ExtraWorkAcknowledged)] = Sides.Corporation,
        // From here on the contractor may send its bill, or must mend its claim.
        [typeof(WorkAgreed)] = Sides.Both,
        [typeof(CostsDiffer)] = Sides.Both,
        // The other side hears of it when the hub has it.
        [typeof(PhotoAnnounced)] = Sides.None,
        [typeof(PhotoAdded)] = Sides.Both,
        [typeof(PhotoRejected)] = Sides.Both,
        [typeof(PhotoDeleted)] = Sides.Both,
        [typeof(PhotosMissing)] = Sides.Both,
        [typeof(WorkCompleted)] = Sides.Corporation,
        [typeof(SamplePicked)] = Sides.Corporation,
        [typeof(InspectionPassed)] = Sides.Both,
        [typeof(InspectionFailed)] = Sides.Both,
        [typeof(CostsSettled)] = Sides.Both,
        [typeof(OrderClosed)] = Sides.Corporation,
        // To the contractor it is work again.
        [typeof(OrderReopened)] = Sides.Both,
        [typeof(ComplaintRegistered)] = Sides.Both,
        [typeof(ComplaintAnswered)] = Sides.Both,
    };

    /// <summary>The sides that hear of an event, whoever says it.</summary>
    public static Sides Of(Type eventType) => Table[eventType];

    /// <summary>
    /// What is owed for the events of <paramref name="stream"/> from version <paramref name="from"/> on. The same stream
    /// gives the same deliveries, any number of times.
    /// </summary>
    public static IReadOnlyList<Delivery> DeliveriesFor(OrderStream stream, int from, DateTimeOffset now)
    {
        var owed = new List<Delivery>();
        Order? before = null;
        foreach (var recorded in stream.Events)
        {
            var after = Order.Apply(before, recorded);
            if (recorded.Version >= from)
            {
                var sides = Of(recorded.Event.GetType());
                // Who just lost the order still hears of it.
                var contractor = after.ContractorId ?? before?.ContractorId;
                if (sides.HasFlag(Sides.Corporation) && IsAbout(recorded.Event, before, after.ErpId, PartyRole.Corporation)) Owe(after.ErpId, recorded);
                if (sides.HasFlag(Sides.Contractor) && IsAbout(recorded.Event, before, contractor, PartyRole.Contractor)) Owe(contractor, recorded);
            }
            before = after;
        }
        return owed;

        // That a photo could not be had is for who announced it; that one is no more, for who knew of it.
        static bool IsAbout(OrderEvent e, Order? before, string? partnerId, PartyRole role) => e switch
        {
            PhotoRejected rejected => before?.AwaitedPhotos.FirstOrDefault(p => p.Announced.PhotoId == rejected.PhotoId)?.By is { } by && (by.PartnerId ?? before.ErpId) == partnerId,
            PhotoDeleted deleted when role is PartyRole.Contractor && partnerId is not null =>
                before?.Photos.FirstOrDefault(p => p.Id == deleted.PhotoId) is { } photo && PhotoRules.IsFor(partnerId, photo.By),
            _ => true,
        };

        void Owe(string? partnerId, RecordedEvent recorded)
        {
            if (partnerId is not null && partnerId != recorded.By.PartnerId) owed.Add(Delivery.For(recorded, partnerId, now));
        }
    }
}
