using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Canonical.Writing;
using Hub.Formats.Tests.Support;
using Hub.Testing;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

public sealed class Order_json
{
    private static readonly IReadOnlyList<RecordedEvent> Busy =
    [
        Recorded(1, new OrderPlaced(Content)),
        Recorded(2, new OrderAwarded("constructif", "RO-2026-1")),
        Recorded(3, new OrderAccepted()),
        Recorded(4, new AppointmentMade(Window)),
        Recorded(5, new WorkStarted()),
        Recorded(6, new WorkInterrupted(InterruptionReason.Material)),
        Recorded(7, new ResponseRequired("Welke kleur?")),
        Recorded(8, new InformationRequested("Bouwjaar?")),
        Recorded(9, new ExtraWorkRequested("Leiding verrot", Lines)),
        Recorded(10, new CancellationRequested("Dubbel")),
        Recorded(11, new ApprovalRequired("Above EUR 1,500.", "kwt", 1750m)),
        Recorded(12, new LeadTimeExtended(new DateOnly(2026, 3, 20))),
        Recorded(13, new ComplaintRegistered("KL-1")),
    ];

    [Fact]
    public void An_order_shows_all_that_stands_and_waits() =>
        Golden.Verify(Text(w => OrderViewBuilder.Write(w, Order.Fold(Busy)!, At.AddHours(30), Examples.Hub, Viewer.Administrator)), "order.json");

    [Fact]
    public void A_key_that_may_only_read_gets_figures_without_address_and_without_what_somebody_wrote()
    {
        var json = JsonNode.Parse(Text(w => OrderViewBuilder.Write(
            w, Order.Fold(Busy)!, At.AddHours(30), Examples.Hub, Viewer.Corporation with { ReaderKeyId = "aaaaaaaaaaaa" })))!.AsObject();

        Assert.Equal(Content.Number, json["number"]!.GetValue<string>());
        Assert.NotNull(json["startedAt"]);
        Assert.Equal([], json.Select(p => p.Key).Intersect(
            ["content", "pending", "quotation", "photos", "agreedExtraLines", "extraWorkDecisions", "warnings",
                "openComplaints", "unrouted", "settlement", "turnover"]));
        Assert.DoesNotContain("Welke kleur?", json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_order_shows_nothing_that_is_not() => Golden.Verify(
        Text(w => OrderViewBuilder.Write(w, Order.Fold([Recorded(1, new OrderPlaced(new OrderContent { Number = "1", Kind = OrderKind.Repair }))])!, At,
            Examples.Hub, Viewer.Administrator)),
        "order-new.json");

    [Fact]
    public void An_order_under_contract_shows_its_deadlines_money_and_decisions() => Golden.Verify(Text(w => OrderViewBuilder.Write(w, UnderContract(
        new AppointmentMade(Window),
        new WorkStarted(),
        new ExtraWorkRequested("Leiding verrot", Extra, ExtraPrices, ["kwt"]),
        new ExtraWorkApproved("Alleen 8", ["8"], "kwt"),
        new ExtraWorkAcknowledged(),
        new WorkInterrupted(InterruptionReason.NoAccess)), At.AddDays(2), Examples.Hub, Viewer.Administrator)), "order-under-contract.json");

    [Fact]
    public void A_completed_order_shows_what_settling_waits_for() => Golden.Verify(Text(w => OrderViewBuilder.Write(w, UnderContract(
        new WorkCompleted(new DateOnly(2026, 3, 3), "SLT", 62.5m, Lines),
        new InspectionFailed(),
        new PhotoAdded("p-1", PhotoMoment.Before, new StoredPicture(new string('a', 64), new string('b', 64), "image/jpeg", 81_234, 640, 480)),
        new WorkCompleted(new DateOnly(2026, 3, 4), "SLT", 62.5m, Lines),
        new WorkAgreed(),
        new CostsDiffer(Differences)), At.AddDays(30), Examples.Hub, Viewer.Administrator)), "order-settling.json");

    [Fact]
    public void A_turnover_shows_how_far_it_is() => Golden.Verify(Text(w => OrderViewBuilder.Write(w, Order.Fold(
    [
        Recorded(1, new OrderPlaced(new OrderContent { Number = "1", Kind = OrderKind.Turnover })),
        Recorded(2, new OrderAwarded("constructif", "RO-2026-1",
            Terms: Terms with { ServiceLevel = new ServiceLevel { Kind = OrderKind.Turnover, LeadTime = AgreedTime.InDays(15) } })),
        Recorded(3, new KeysReceived(new DateOnly(2026, 3, 2))),
        Recorded(4, new PreInspectionHeld()),
    ])!, At, Examples.Hub, Viewer.Administrator)), "order-turnover.json");

    [Fact]
    public void A_contractor_does_not_see_who_may_decide_on_what_amount()
    {
        var pending = JsonNode.Parse(
            Text(w => OrderViewBuilder.Write(w, Order.Fold(Busy)!, At.AddHours(30), Examples.Hub, new Viewer(Contractor))))!["pending"]!;

        Assert.Equal(["since", "waiting"], pending["approval"]!.AsObject().Select(m => m.Key));
        Assert.Null(pending["extraWork"]!["roles"]);
        Assert.Null(pending["extraWork"]!["orderAmount"]);
    }

    [Fact]
    public void A_timeline_shows_events_and_refused_messages() =>
        Golden.Verify(Text(w => TimelineViewBuilder.Write(w, Id, Busy,
            [Receipt(new Refusal(RefusalKind.WrongState, "closed", "The order is closed.", "/type"))])), "timeline.json");

    [Fact]
    public void An_accepted_message_is_not_among_the_refused() =>
        Assert.Empty(JsonNode.Parse(Text(w => TimelineViewBuilder.Write(w, Id, [], [Receipt(null)])))!["refused"]!.AsArray());

    private static readonly OrderLine[] Extra =
        [new() { Number = "8", Description = "Leiding", PriceCode = "L-1", Quantity = 2 }, new() { Number = "9", Description = "Tegels" }];

    private static readonly LinePrice[] ExtraPrices = [new("8", AgreementMethod.UnitPrice, 40), new("9", null, null)];

    // Each event an hour after the one before it.
    private static Order UnderContract(params OrderEvent[] events) => Order.Fold(
        [.. new OrderEvent[] { new OrderPlaced(Content), new OrderAwarded("constructif", "RO-2026-1", Terms: Terms, Prices: Prices), new OrderAccepted() }
            .Concat(events).Select((e, i) => Recorded(i + 1, e) with { OccurredAt = At.AddHours(i), RecordedAt = At.AddHours(i) })])!;

    private static Receipt Receipt(Refusal? refusal) =>
        new("constructif", "urn:constructif m-1", new string('0', 64), Guid.Parse("11111111-2222-3333-4444-555555555555"), Id, 13, refusal, At);

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return Written_events.Pretty(buffer.ToArray());
    }
}
