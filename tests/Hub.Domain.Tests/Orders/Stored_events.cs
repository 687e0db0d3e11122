using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>What is stored is read for ever: the JSON of every event, every member filled.</summary>
public sealed class Stored_events
{
    private static readonly OrderLine Line = new()
    {
        Number = "1", Description = "Replace tap", LongDescription = "Replace the kitchen tap.", PriceCode = "P-100", Quantity = 1.5m,
        Unit = "PCE", Price = 12.34m,
        VatPercentage = 21m, Specialism = "LOO", Agreement = AgreementMethod.UnitPrice, Ledo = new Ledo("KEU", "KRN", "LEK", "OUD"),
    };

    private static readonly OrderContent Content = new()
    {
        Number = "4711", Keys = new ErpKeys("17", "X-17", "OHO-17"), Kind = OrderKind.Repair, Description = "Leaking tap",
        DwellingId = "VHE-1", Complex = "C-1",
        GivenAddress = new Address("Merelstraat", "1", "a", "bis", "1234AB", "Lindedam"), Urgency = "urgent", Agreement = AgreementMethod.LumpSum,
        ReverseCharge = true,
        OrderedOn = new DateOnly(2026, 3, 2), StartOn = new DateOnly(2026, 3, 3), DueOn = new DateOnly(2026, 3, 9), RequestedVisit = Given.Visit(),
        Contractor = new ContractorReference("8712345000011", "R-1", "alfa", "C-ALFA"), QuotationAsked = true, ParentNumber = "4700",
        Remarks = "Ring twice.", Lines = [Line],
    };

    private static readonly LinePrice[] Prices = [new("1", AgreementMethod.UnitPrice, 12.34m)];

    private static readonly OrderTerms Terms = new()
    {
        ContractVersion = 2, Coverage = AgreementMethod.LumpSum, WorkingHours = new WorkingHours(new TimeOnly(7, 30), new TimeOnly(16, 0)),
        ServiceLevel = new ServiceLevel
        {
            Kind = OrderKind.Repair, Urgency = "urgent", RespondWithin = AgreedTime.InHours(4), CompleteWithin = AgreedTime.InDays(3),
            LeadTime = AgreedTime.InDays(10),
            Clock = ServiceClockKind.WorkingDays, RespondBy = ResponseBy.Appointment, StopsFor = [InterruptionReason.NoAccess],
        },
        Mandates = [new Mandate("agent", 1500m), new Mandate("inspector", null)],
        Evidence = new EvidenceRule(AgreementMethod.UnitPrice, OrderKind.Repair, 1, 2, true), PhotoYears = 5, SampleShare = 0.05m,
    };

    private static readonly CostDifference[] Differences = [new(CostDifferenceKind.Price, "1", 12.34m, 15m)];

    private static readonly OrderEvent[] Full =
    [
        new OrderPlaced(Content, Given.Home), new OrderAmended(Content, Given.Home, true, Prices, Terms), new CancellationRequested("why"),
        new OrderCancelled("why"),
        new OrderAwarded("alfa", "C-ALFA", true, Terms, Prices), new OrderUnrouted("why"), new OrderAccepted("so"), new OrderRefused("why"),
        new AppointmentMade(Given.Visit(), "so"),
        new AppointmentMoved(Given.Visit(), "so"), new AppointmentCancelled("why", true), new WorkStarted("so"),
        new WorkInterrupted(InterruptionReason.NoAccess, "so"),
        new WorkResumed("so"), new TemporarilyRestored("so"), new ResponseRequired("what?"), new ResponseGiven("that"), new InformationRequested("what?"),
        new InformationGiven("that"), new LeadTimeExtended(new DateOnly(2026, 3, 20), "why"), new ExtraWorkRequested("why", [Line], Prices, ["inspector"]),
        new ExtraWorkApproved("so", ["1"], "inspector"), new ExtraWorkDeclined("why", "inspector"), new ExtraWorkAcknowledged("so"),
        new ApprovalRequired("why", "inspector", 1500.5m, ["inspector"], Prices), new OrderApproved("so", "inspector"),
        new OrderDeclined("why", "inspector"), new QuotationGiven(250.25m, [Line], "so"), new QuotationAwarded("so", "inspector"), new QuotationDeclined("why"),
        new PhotoAnnounced("P-1", PhotoMoment.Before, "https://alfa.example/photos/1.jpg", "1", "so"), new PhotoRejected("P-1", "photo-not-fetched", "why"),
        new PhotoAdded("P-1", PhotoMoment.Damage, new StoredPicture(new string('a', 64), new string('b', 64), "image/jpeg", 81_234, 640, 480),
            "1", Given.Start, "so"),
        new PhotoDeleted("P-1", PhotoDeletion.Privacy, "why", "data protection officer"), new PhotosMissing([new MissingPhotos("1", 1, 2)]),
        new WorkCompleted(new DateOnly(2026, 3, 5), "OUD", 99.95m, [Line], "so"),
        new SamplePicked(0.05m), new InspectionPassed("so"), new InspectionFailed("why"), new ApprovalWithdrawn("why"), new WorkAgreed("so"),
        new CostsDiffer(Differences), new CostsSettled(99.95m, [Line], "so", Differences, "inspector"), new OrderClosed("so"),
        new OrderReopened("why"), new LeadTimeAgreed(new DateOnly(2026, 3, 20), "so"), new LeadTimeDeclined("why"), new KeysReceived(new DateOnly(2026, 3, 3)),
        new PreInspectionHeld("so"), new ComplaintRegistered("K-1", "what"), new ComplaintAnswered("K-1", "that"),
    ];

    public static TheoryData<string> Names => [.. Full.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_stored_as_it_always_was(string name) =>
        Golden.Verify(Pretty(OrderEventJson.Write(Full.Single(e => e.Name == name))), $"{name}.json");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_event_is_read_as_it_was(string name)
    {
        var stored = OrderEventJson.Write(Full.Single(e => e.Name == name));
        Assert.Equal(stored, OrderEventJson.Write(OrderEventJson.Read(stored)));
    }

    [Fact]
    public void Every_event_of_the_domain_stands_here() => Assert.Equal(
        EventCatalogue.All.Select(d => d.Name).Order(),
        Full.Select(e => e.Name).Order());

    [Fact]
    public void The_list_of_stored_types_is_the_catalogue() => Assert.Equal(
        EventCatalogue.All.Select(d => d.Event),
        typeof(OrderEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(a => a.DerivedType));

    [Fact]
    public void Every_record_of_an_event_has_a_row_in_the_catalogue() => Assert.Equal(
        typeof(OrderEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(OrderEvent))).Select(t => t.Name).Order(),
        EventCatalogue.All.Select(d => d.Name).Order());

    [Fact]
    public void No_two_events_share_a_name_between_partners() =>
        Assert.Equal(EventCatalogue.All.Count, EventCatalogue.All.Select(d => d.WireName).Distinct().Count());

    [Fact]
    public void Every_event_is_stored_under_its_own_name() => Assert.All(
        typeof(OrderEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>(),
        a => Assert.Equal(a.DerivedType.Name, a.TypeDiscriminator));

    [Fact]
    public void A_member_that_a_later_version_added_does_not_stop_reading() =>
        Assert.Equal(new OrderClosed("so"), OrderEventJson.Read("""{"type":"OrderClosed","remark":"so","later":{"on":1}}"""u8));

    [Fact]
    public void An_award_of_before_contracts_had_terms_is_still_read() =>
        Assert.Equal(new OrderAwarded("alfa", "C-ALFA", true),
            OrderEventJson.Read("""{"type":"OrderAwarded","contractorId":"alfa","contractNumber":"C-ALFA","forQuotation":true}"""u8));

    [Fact]
    public void A_refusal_is_stored_as_it_always_was() => Golden.Verify(
        Pretty(JsonSerializer.SerializeToUtf8Bytes(new Refusal(RefusalKind.WrongState, "wrong-state", "It is too late.", "/status"),
            OrderEventJson.Default.Refusal)), "Refusal.json");

    private static string Pretty(byte[] json) => JsonNode.Parse(json)!.ToJsonString(Indented);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
