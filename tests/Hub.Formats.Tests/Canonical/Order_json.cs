using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Orders;
using Hub.Formats.Canonical;
using Hub.Testing;
using static Hub.Formats.Tests.Canonical.Examples;

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
    public void An_order_shows_all_that_stands_and_waits() => Golden.Verify(Text(w => CanonicalOrder.Write(w, Order.Fold(Busy)!)), "order.json");

    [Fact]
    public void A_new_order_shows_nothing_that_is_not() => Golden.Verify(
        Text(w => CanonicalOrder.Write(w, Order.Fold([Recorded(1, new OrderPlaced(new OrderContent { Number = "1", Kind = OrderKind.Repair }))])!)),
        "order-new.json");

    [Fact]
    public void A_timeline_shows_events_and_refused_messages() =>
        Golden.Verify(Text(w => CanonicalTimeline.Write(w, Id, Busy, [Receipt(new Refusal(RefusalKind.WrongState, "closed", "The order is closed.", "/type"))])), "timeline.json");

    [Fact]
    public void An_accepted_message_is_not_among_the_refused() =>
        Assert.Empty(JsonNode.Parse(Text(w => CanonicalTimeline.Write(w, Id, [], [Receipt(null)])))!["refused"]!.AsArray());

    private static Receipt Receipt(Refusal? refusal) =>
        new("constructif", "urn:constructif m-1", new string('0', 64), Guid.Parse("11111111-2222-3333-4444-555555555555"), Id, 13, refusal, At);

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return Written_events.Pretty(buffer.ToArray());
    }
}
