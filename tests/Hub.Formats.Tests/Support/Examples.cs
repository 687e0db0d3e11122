using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Settings;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Canonical.Reading;
using Hub.Formats.Canonical.Writing;

namespace Hub.Formats.Tests.Support;

/// <summary>An order and one example of every event, with every member filled.</summary>
internal static class Examples
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(1));

    public static readonly OrderId Id = OrderId.For("erp", "2026-004711");

    public static readonly ResidentContact Resident = new("A. Bewoner", "+31600000000", "+31100000000", "bewoner@example.org");

    public static readonly Corporation Corporation = new("Wonen Voorbeeld", "8712345678906");

    public static readonly TimeWindow Window = new(At.AddDays(1), At.AddDays(1).AddHours(2));

    public static readonly OrderLine[] Lines =
    [
        new()
        {
            Number = "1", Description = "Kraan vervangen", LongDescription = "Mengkraan keuken,\nincl. aansluiten", PriceCode = "K-101", Quantity = 1.50m,
            Unit = "PCE", Price = 12.5m, VatPercentage = 21.0m, Specialism = "LOO", Agreement = AgreementMethod.UnitPrice,
            Ledo = new Ledo("KEU", "KRN", "LEK", "SLT"),
        },
        new() { Number = "2", Description = "Kit é", Quantity = 3, Price = 0.0125m },
    ];

    public static readonly OrderContent Content = new()
    {
        Number = "2026-004711", Keys = new ErpKeys("17", "X-17", "2026-004711"), Kind = OrderKind.Repair, Description = "Lekkage \"keuken\"",
        DwellingId = "VHE-1", Complex = "C-12", GivenAddress = new Address("Dorpsstraat", "12", "a", "II", "1234AB", "Voorbeeldstad"),
        Urgency = "spoed", Agreement = AgreementMethod.LumpSum, ReverseCharge = true, OrderedOn = new DateOnly(2026, 3, 1),
        StartOn = new DateOnly(2026, 3, 2), DueOn = new DateOnly(2026, 3, 9), RequestedVisit = Window,
        Contractor = new ContractorReference("8712345678906", "CR-0042", "constructif", "RO-2026-1"), QuotationAsked = true, ParentNumber = "2026-004700",
        Remarks = "Sleutel bij de beheerder", Lines = Lines,
    };

    /// <summary>The terms of a contract, every member filled.</summary>
    public static readonly OrderTerms Terms = new()
    {
        ContractVersion = 3, Coverage = AgreementMethod.LumpSum,
        ServiceLevel = new ServiceLevel
        {
            Kind = OrderKind.Repair, Urgency = "spoed", RespondWithin = AgreedTime.InHours(4), CompleteWithin = AgreedTime.InDays(10),
            Clock = ServiceClockKind.WorkingDays, RespondBy = ResponseBy.Appointment,
            StopsFor = [InterruptionReason.NoAccess, InterruptionReason.AwaitingClient],
        },
        Mandates = [new Mandate("verhuurmakelaar", 1500), new Mandate("kwt", null)],
        Evidence = new EvidenceRule(null, OrderKind.Repair, 1, 2),
        SampleShare = 0.1m,
    };

    public static readonly LinePrice[] Prices = [new("1", AgreementMethod.UnitPrice, 12.5m), new("2", AgreementMethod.LumpSum, 0.0125m)];

    public static readonly CostDifference[] Differences =
    [
        new(CostDifferenceKind.Price, "1", 12.5m, 15m), new(CostDifferenceKind.Quantity, "2", 3, 5), new(CostDifferenceKind.NotOrdered, "9", null, 40m),
        new(CostDifferenceKind.Total, null, 22.5m, 62.50m),
    ];

    public static readonly Partner Contractor = new()
    {
        Id = "constructif", Role = PartnerRole.Contractor, Name = "Constructif",
        Connection = new Connection { Language = Language.Canonical, Transport = Transport.Webhook, Url = new Uri("https://constructif.example/hook") },
    };

    /// <summary>Every event, under the name of its CloudEvents type.</summary>
    public static readonly IReadOnlyDictionary<string, OrderEvent> Events = new Dictionary<string, OrderEvent>
    {
        ["order.placed"] = new OrderPlaced(Content),
        ["order.amended"] = new OrderAmended(Content, null, AcceptAgain: true, Prices),
        ["cancellation.requested"] = new CancellationRequested("Huurder heeft het zelf gemaakt"),
        ["order.cancelled"] = new OrderCancelled("Dubbel"),
        ["order.awarded"] = new OrderAwarded("constructif", "RO-2026-1", ForQuotation: true, Terms, Prices),
        ["order.unrouted"] = new OrderUnrouted("No contract covers complex C-12."),
        ["order.accepted"] = new OrderAccepted("Akkoord"),
        ["order.refused"] = new OrderRefused("Geen capaciteit"),
        ["appointment.made"] = new AppointmentMade(Window, "Belt een half uur vooraf"),
        ["appointment.moved"] = new AppointmentMoved(Window, "Verzet"),
        ["appointment.cancelled"] = new AppointmentCancelled("Ziek", ByResident: true),
        ["work.started"] = new WorkStarted("Begonnen"),
        ["work.interrupted"] = new WorkInterrupted(InterruptionReason.NoAccess, "Kaartje achtergelaten"),
        ["work.resumed"] = new WorkResumed("Verder"),
        ["work.temporarily-restored"] = new TemporarilyRestored("Afgedopt"),
        ["response.required"] = new ResponseRequired("Welke kleur?"),
        ["response.given"] = new ResponseGiven("Wit"),
        ["information.requested"] = new InformationRequested("Bouwjaar?"),
        ["information.given"] = new InformationGiven("1974"),
        ["lead-time.extended"] = new LeadTimeExtended(new DateOnly(2026, 3, 20), "Levertijd"),
        ["lead-time.agreed"] = new LeadTimeAgreed(new DateOnly(2026, 3, 18), "Niet later"),
        ["lead-time.declined"] = new LeadTimeDeclined("Duurt al te lang"),
        ["keys.received"] = new KeysReceived(new DateOnly(2026, 3, 2)),
        ["pre-inspection.held"] = new PreInspectionHeld("Schoon achtergelaten"),
        ["extra-work.requested"] = new ExtraWorkRequested("Leiding verrot", Lines, Prices, ["verhuurmakelaar", "kwt"]),
        ["extra-work.approved"] = new ExtraWorkApproved("Alleen 1", ["1"], "kwt"),
        ["extra-work.declined"] = new ExtraWorkDeclined("Te duur", "kwt"),
        ["extra-work.acknowledged"] = new ExtraWorkAcknowledged("Gezien"),
        ["approval.required"] = new ApprovalRequired("The order is above EUR 1,500.", "kwt", 1750m, ["kwt", "directeur"]),
        ["approval.withdrawn"] = new ApprovalWithdrawn("Weer binnen het mandaat"),
        ["order.approved"] = new OrderApproved("Akkoord", "kwt"),
        ["order.declined"] = new OrderDeclined("Niet nodig", "kwt"),
        ["quotation.given"] = new QuotationGiven(1234.5m, Lines, "Geldig 30 dagen"),
        ["quotation.awarded"] = new QuotationAwarded("Gegund", "kwt"),
        ["quotation.declined"] = new QuotationDeclined("Te hoog"),
        ["photo.announced"] = new PhotoAnnounced("p-2", PhotoMoment.Before, "https://partner.example/p-2?secret=1", "1", "Vooraf"),
        ["photo.added"] = new PhotoAdded("p-1", PhotoMoment.After,
            new StoredPicture(new string('a', 64), new string('b', 64), "image/jpeg", 81_234, 640, 480), "1", At, "Klaar"),
        ["photo.rejected"] = new PhotoRejected("p-2", "photo-not-fetched", "The photo could not be fetched at its address."),
        ["photo.deleted"] = new PhotoDeleted("p-1", PhotoDeletion.Privacy, "Iemand in beeld", "functionaris gegevensbescherming"),
        ["photos.missing"] = new PhotosMissing([new MissingPhotos(null, 1, 2), new MissingPhotos("2", 0, 1)]),
        ["work.completed"] = new WorkCompleted(new DateOnly(2026, 3, 3), "SLT", 50m, Lines, "Gereed"),
        ["sample.picked"] = new SamplePicked(0.10m),
        ["inspection.passed"] = new InspectionPassed("Netjes"),
        ["inspection.failed"] = new InspectionFailed("Kit los"),
        ["work.agreed"] = new WorkAgreed("Niets te controleren"),
        ["costs.differ"] = new CostsDiffer(Differences),
        ["costs.settled"] = new CostsSettled(50.005m, Lines, "Conform", Differences, "opzichter"),
        ["order.closed"] = new OrderClosed("Klaar"),
        ["order.reopened"] = new OrderReopened("Lekt weer"),
        ["complaint.registered"] = new ComplaintRegistered("KL-1", "Rommel achtergelaten"),
        ["complaint.answered"] = new ComplaintAnswered("KL-1", "Opgeruimd"),
    };

    /// <summary>Types that only the hub tells.</summary>
    public static readonly string[] HubOnly = ["order.awarded", "order.unrouted", "approval.required", "approval.withdrawn", "sample.picked",
        "photo.announced", "photo.added", "photo.rejected", "photo.deleted", "photos.missing", "work.agreed", "costs.differ"];

    public static readonly PublicAddress Hub = new(new Uri("https://hub.example/"));

    /// <summary>The order, placed and awarded, and then <paramref name="e"/>.</summary>
    public static OutgoingOrderMessage Outgoing(OrderEvent e, ResidentContact? contact = null, Corporation? corporation = null)
    {
        var order = Order.Fold([Recorded(1, new OrderPlaced(Content)), Recorded(2, new OrderAwarded("constructif", "RO-2026-1"))])!;
        var recorded = Recorded(3, e);
        return new OutgoingOrderMessage("dlv-1", recorded, Order.Apply(order, recorded), Contractor, Contractor, contact, corporation ?? Corporation, Hub);
    }

    public static RecordedEvent Recorded(int version, OrderEvent e) => new()
    {
        Stream = Id, Version = version, Event = e, By = new Actor(PartyRole.Corporation, "erp"), OccurredAt = At, RecordedAt = At.AddMinutes(1),
        CausationId = "msg-1", CorrelationId = "conversation-1", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    public static OutboundMessage Written(OutgoingOrderMessage outbound) => ((WriteResult.Written)new MessageWriter().Write(outbound)).Message;

    public static ReadResult Read(ReadOnlyMemory<byte> body) => new MessageReader().Read(body, new ReadContext(Contractor));

    public static ReadResult Read(string body) => Read(Encoding.UTF8.GetBytes(body));

    public static IncomingOrderMessage ReadOne(string body) =>
        Assert.IsType<IncomingOrderMessage>(Assert.Single(Assert.IsType<ReadResult.Read>(Read(body)).Messages));

    public static IReadOnlyList<ReadError> Errors(string body) => Assert.IsType<ReadResult.Failed>(Read(body)).Errors;

    /// <summary>A CloudEvent as JSON text; <paramref name="attributes"/> are put before the others' end.</summary>
    public static string Event(string type = "work.started", string? data = "{}", string subject = "2026-004711", string attributes = "") =>
        $$"""{"specversion":"1.0","id":"m-1","source":"urn:constructif","type":"nl.ketenhub.{{type}}.v1","subject":"{{subject}}","time":"2026-03-02T09:30:00+01:00"{{attributes}}{{(data is null ? "" : $",\"data\":{data}")}}}""";
}
