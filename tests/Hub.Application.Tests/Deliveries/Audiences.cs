using Hub.Application.Deliveries;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Audiences
{
    // The design's table "Which event goes to whom", and the events that it does not name.
    private const string Table = """
        OrderPlaced            nobody
        OrderAwarded           both
        OrderUnrouted          erp
        OrderAmended           both
        CancellationRequested  both
        OrderCancelled         both
        ApprovalRequired       erp
        ApprovalWithdrawn      erp
        OrderApproved          both
        OrderDeclined          both
        ExtraWorkRequested     erp
        ExtraWorkApproved      both
        ExtraWorkDeclined      both
        ExtraWorkAcknowledged  erp
        LeadTimeAgreed         both
        LeadTimeDeclined       both
        KeysReceived           both
        PreInspectionHeld      both
        WorkAgreed             both
        CostsDiffer            both
        QuotationGiven         erp
        QuotationAwarded       both
        QuotationDeclined      both
        ResponseRequired       both
        ResponseGiven          both
        InformationRequested   both
        InformationGiven       both
        OrderAccepted          erp
        OrderRefused           erp
        AppointmentMade        erp
        AppointmentMoved       erp
        AppointmentCancelled   erp
        WorkStarted            erp
        WorkInterrupted        erp
        WorkResumed            erp
        TemporarilyRestored    erp
        LeadTimeExtended       erp
        PhotoAnnounced         nobody
        PhotoAdded             both
        PhotoRejected          both
        PhotoDeleted           both
        PhotosMissing          both
        WorkCompleted          erp
        SamplePicked           erp
        InspectionPassed       both
        InspectionFailed       both
        CostsSettled           both
        OrderClosed            erp
        OrderReopened          both
        ComplaintRegistered    both
        ComplaintAnswered      both
        """;

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var line in Table.Split('\n'))
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var sides]) rows.Add(name, sides);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_event_goes_to_whom_the_table_says(string name, string sides) => Assert.Equal(
        sides switch { "both" => Sides.Both, "erp" => Sides.Corporation, _ => Sides.None },
        EventCatalogue.All.Single(d => d.Name == name).Audience);

    [Fact]
    public void Every_event_has_a_row() => Assert.Equal(
        EventCatalogue.All.Select(d => d.Name).Order(), Rows.Select(r => (string)r[0]).Order());

    private static string[] Heard(OrderStory story, int from) => [.. Audience.DeliveriesFor(story.Stream, from, Given.Start).Select(d => $"{d.EventName} {d.Recipient}")];

    [Fact]
    public void A_new_order_goes_to_its_contractor_and_back_to_the_erp() => Assert.Equal(["OrderAwarded erp", "OrderAwarded alfa"], Heard(OrderStory.Awarded(), 1));

    [Fact]
    public void Nobody_hears_what_it_said_itself() =>
        Assert.Equal(["InformationRequested erp"], Heard(OrderStory.Awarded().Record(Given.ContractorAlfa, new InformationRequested()), 3));

    [Fact]
    public void The_other_side_hears_a_question_of_the_corporation() =>
        Assert.Equal(["InformationRequested alfa"], Heard(OrderStory.Awarded().Record(Given.Corporation, new InformationRequested()), 3));

    [Fact]
    public void Who_loses_the_order_hears_of_it() => Assert.Equal(["QuotationDeclined alfa"],
        Heard(OrderStory.Quoting().Record(Given.ContractorAlfa, new QuotationGiven()).Record(Given.Corporation, new QuotationDeclined()), 4));

    [Fact]
    public void The_next_contractor_hears_nothing_of_the_first()
    {
        var story = OrderStory.Awarded();
        story.Report(Given.ContractorAlfa, new OrderRefused());
        Assert.Equal(["OrderRefused erp", "OrderAwarded erp", "OrderAwarded beta"], Heard(story, 3));
    }

    [Fact]
    public void A_photo_of_the_corporation_goes_to_the_contractor() =>
        Assert.Equal(["PhotoAdded alfa"], Heard(OrderStory.Awarded().Record(Given.Corporation, Given.Photo()), 3));

    [Fact]
    public void A_photo_of_the_contractor_goes_to_the_erp() =>
        Assert.Equal(["PhotoAdded erp"], Heard(OrderStory.Awarded().Record(Given.ContractorAlfa, Given.Photo()), 3));

    [Fact]
    public void That_a_photo_could_not_be_had_hears_the_contractor_that_announced_it() => Assert.Equal(["PhotoRejected alfa"], Heard(Rejected(Given.ContractorAlfa), 4));

    [Fact]
    public void That_a_photo_could_not_be_had_hears_the_erp_that_announced_it() => Assert.Equal(["PhotoRejected erp"], Heard(Rejected(Given.Corporation), 4));

    [Fact]
    public void That_a_photo_is_no_more_hear_both_sides() =>
        Assert.Equal(["PhotoDeleted erp", "PhotoDeleted alfa"], Heard(Deleted(OrderStory.Awarded().Record(Given.ContractorAlfa, Given.Photo())), 4));

    [Fact]
    public void That_a_photo_of_the_contractor_before_it_is_no_more_does_not_concern_the_next_one()
    {
        var story = OrderStory.Awarded().Record(Given.ContractorAlfa, Given.Photo()).Record(Given.ContractorAlfa, new OrderRefused())
            .Record(Actor.TheHub, new OrderAwarded(Given.Beta, "C-BETA"));
        Assert.Equal(["PhotoDeleted erp"], Heard(Deleted(story), 6));
    }

    private static OrderStory Rejected(Actor by) => OrderStory.Awarded().Record(by, Given.Announced()).Record(Actor.TheHub, new PhotoRejected("P-1", "photo-not-fetched", "none"));

    private static OrderStory Deleted(OrderStory story) => story.Record(Actor.TheHub, new PhotoDeleted("P-1", PhotoDeletion.Retention, "none"));

    [Fact]
    public void An_order_without_a_contractor_is_told_to_the_erp_only() =>
        Assert.Equal(["OrderUnrouted erp"], Heard(OrderStory.Placed().Record(Actor.TheHub, new OrderUnrouted("none")), 1));

    [Fact]
    public void The_same_stream_owes_the_same_any_number_of_times() =>
        Assert.Equal(Audience.DeliveriesFor(OrderStory.Closed().Stream, 1, Given.Start), Audience.DeliveriesFor(OrderStory.Closed().Stream, 1, Given.Start));

    [Fact]
    public void What_is_owed_in_parts_is_what_is_owed_at_once()
    {
        var stream = OrderStory.Closed().Stream;
        var parts = Enumerable.Range(1, stream.Version)
            .SelectMany(v => Audience.DeliveriesFor(new EventStream([.. stream.Events.Take(v)]), v, Given.Start));
        Assert.Equal(Audience.DeliveriesFor(stream, 1, Given.Start), parts);
    }

    [Fact]
    public void A_delivery_has_the_same_id_for_ever() => Assert.Equal("dlv_c40ad842348c57f29d9c768fd09718d1_2_alfa", Delivery.IdFor(Given.Id, 2, Recipient.OfPartner(Given.Alfa)));

    [Fact]
    public void The_id_of_a_delivery_is_read_as_it_is_written()
    {
        Assert.True(Delivery.TryParseId(Delivery.IdFor(Given.Id, 12, Recipient.OfPartner("alfa_with_lines")), out var order, out var version, out var recipient));
        Assert.Equal((Given.Id, 12, "alfa_with_lines"), ((OrderId)order, version, recipient.PartnerId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dlv_404")]
    [InlineData("msg_c40ad842348c57f29d9c768fd09718d1_2_alfa")]
    [InlineData("dlv_c40ad842-348c-57f2-9d9c-768fd09718d1_2_alfa")]
    [InlineData("dlv_c40ad842348c57f29d9c768fd09718d1_-2_alfa")]
    public void Other_text_is_no_delivery(string text) => Assert.False(Delivery.TryParseId(text, out _, out _, out _));

    [Fact]
    public void A_lane_is_read_as_it_is_written()
    {
        var lane = new LaneId(Given.Id, Recipient.OfPartner("alfa.with.dots"));
        Assert.True(LaneId.TryParse(lane.ToString(), out var read));
        Assert.Equal(lane, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alfa")]
    [InlineData("c40ad842-348c-57f2-9d9c-768fd09718d1")]
    [InlineData("c40ad842-348c-57f2-9d9c-768fd09718d1.")]
    [InlineData("c40ad842-348c-57f2-9d9c-768fd09718d1-alfa")]
    public void Other_text_is_no_lane(string? text) => Assert.False(LaneId.TryParse(text, out _));

    [Theory]
    [InlineData("alfa", Recipient.Partner, "alfa")]
    [InlineData("resident:7f0c", "resident", "7f0c")]
    [InlineData("person:a:b", "person", "a:b")]
    public void A_recipient_is_read_as_it_is_written(string text, string kind, string id)
    {
        Assert.True(Recipient.TryParse(text, out var recipient));
        Assert.Equal(new Recipient(kind, id), recipient);
        Assert.Equal(text, recipient.ToString());
        Assert.Equal(kind is Recipient.Partner ? id : null, recipient.PartnerId);
        Assert.True(Delivery.TryParseId(Delivery.IdFor(Given.Id, 3, recipient), out var stream, out var version, out var read));
        Assert.Equal((Given.Id, 3, recipient), ((OrderId)stream, version, read));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":x")]
    [InlineData("resident:")]
    [InlineData("Resident:x")]
    [InlineData("partner:alfa")]
    [InlineData("a-b:x")]
    public void Other_text_is_no_recipient(string text) => Assert.False(Recipient.TryParse(text, out _));
}
