using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Tests.Support;
using Hub.Formats.Dico.Reading;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

public sealed class Reading_a_status
{
    [Fact]
    public void The_message_number_is_the_messages_identity() => Assert.Equal("M-1001", Message(StatusDocument.Saying("ACC")).MessageId);

    [Fact]
    public void The_order_is_named_by_number_sub_number_and_both_parties() =>
        Assert.Equal(new OrderReference.ByNumber("4711", "1", CorporationGln, ContractorGln), Message(StatusDocument.Saying("ACC")).Order);

    [Fact]
    public void A_missing_sub_number_is_left_open() =>
        Assert.Equal(
            new OrderReference.ByNumber("4711", null, CorporationGln, ContractorGln),
            Message(StatusDocument.Saying("ACC") with { InstructionSubNumber = null }).Order);

    [Theory]
    [InlineData("2026-03-02", "10:15:00", "2026-03-02T09:15:00Z")]
    [InlineData("2026-07-02", "10:15:00", "2026-07-02T08:15:00Z")]
    [InlineData("2026-07-02", "10:15:00.25", "2026-07-02T08:15:00.25Z")]
    [InlineData("2026-07-02", "10:15:00Z", "2026-07-02T10:15:00Z")]
    [InlineData("2026-07-02", "10:15:00-05:00", "2026-07-02T15:15:00Z")]
    [InlineData("2026-07-02+02:00", "10:15:00", "2026-07-02T08:15:00Z")]
    [InlineData("2026-07-02Z", "10:15:00+02:00", "2026-07-02T08:15:00Z")]
    [InlineData("2026-07-02", "24:00:00", "2026-07-02T22:00:00Z")]
    [InlineData("2026-07-02", "23:59:60", "2026-07-02T22:00:00Z")]
    [InlineData("2026-12-31", "23:59:60.5Z", "2027-01-01T00:00:00Z")]
    [InlineData("2027-01-01", "00:59:60+01:00", "2027-01-01T00:00:00Z")]
    [InlineData("2026-03-29", "02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25", "02:30:00", "2026-10-25T01:30:00Z")]
    public void The_moment_is_Dutch_local_time_where_no_offset_says_otherwise(string date, string time, string expected)
    {
        var document = StatusDocument.Saying("ACC") with { MessageDate = $"<MessageDate>{date}</MessageDate>",
            MessageTime = $"<MessageTime>{time}</MessageTime>" };
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Message(document).OccurredAt);
    }

    [Theory]
    [InlineData("2026-10-25T00:30:05Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:25:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:25:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:30:05Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T09:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-24T09:00:00Z", "2026-10-25T00:30:00Z")]
    public void The_hour_that_comes_twice_is_the_one_that_is_not_still_to_come(string now, string expected)
    {
        var document = StatusDocument.Saying("ACC") with { MessageDate = "<MessageDate>2026-10-25</MessageDate>", MessageTime = "<MessageTime>02:30:00</MessageTime>" };
        var context = new ReadContext(Contractor()) { ReceivedAt = Moment(now) };
        Assert.Equal(Moment(expected), Message(new MessageReader().Read(System.Text.Encoding.UTF8.GetBytes(document.ToString()), context)).OccurredAt);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_date_without_a_time_is_no_moment() => Assert.Null(Message(StatusDocument.Saying("ACC") with { MessageTime = null }).OccurredAt);

    [Fact]
    public void Elements_may_come_in_another_order() =>
        Assert.Equal([new OrderAccepted("ja")], Facts(new StatusDocument { Data = ["<FreeText>ja</FreeText>", "<Status>ACC</Status>"] }));

    [Fact]
    public void Elements_that_the_hub_does_not_use_are_passed_over() =>
        Assert.Equal(
            [new OrderAccepted()],
            Facts(StatusDocument.Saying("ACC", "<Extra><Status>WEI</Status></Extra>", "<x:Status xmlns:x=\"urn:other\">WEI</x:Status>")));

    [Fact]
    public void A_prefix_makes_no_difference()
    {
        var document = StatusDocument.Saying("ACC").ToString()
            .Replace("xmlns=", "xmlns:d=", StringComparison.Ordinal).Replace("</", "</d:", StringComparison.Ordinal);
        document = System.Text.RegularExpressions.Regex.Replace(document, "<([A-Z])", "<d:$1");
        Assert.Equal([new Report(new OrderAccepted())], Message(Read(document)).Commands);
    }

    [Fact]
    public void An_empty_element_counts_as_absent() =>
        Assert.Equal([new WorkCompleted()], Facts(StatusDocument.Saying("TGE", "<DateReady/>", "<TotalAmount></TotalAmount>", "<FreeText> </FreeText>")));

    [Fact]
    public void CData_and_comments_are_read_as_text_and_as_nothing() =>
        Assert.Equal([new OrderAccepted("a < b")], Facts(StatusDocument.Saying("ACC", "<!-- kanttekening -->", "<FreeText><![CDATA[a < b]]></FreeText>")));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void The_declared_encoding_is_followed(string name)
    {
        var document = StatusDocument.Saying("ACC", "<FreeText>é</FreeText>").ToString().Replace("utf-8", name, StringComparison.Ordinal);
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal([new Report(new OrderAccepted("é"))], Message(Read([.. encoding.GetPreamble(), .. encoding.GetBytes(document)])).Commands);
    }

    [Fact]
    public void A_visit_is_its_time_frame() => Assert.Equal([new AppointmentMade(Morning)], Facts(StatusDocument.Saying("AFH", Appointment)));

    [Fact]
    public void A_visit_without_a_frame_is_at_the_required_moment() =>
        Assert.Equal(
            [new AppointmentMade(new TimeWindow(Winter(5, 9), Winter(5, 9)))],
            Facts(StatusDocument.Saying("AFH",
                When("<RequiredDeliveryDate>2026-03-05</RequiredDeliveryDate><RequiredDeliveryTime>09:00:00</RequiredDeliveryTime>"))));

    [Fact]
    public void A_visit_on_a_day_without_a_time_is_that_whole_day() =>
        Assert.Equal(
            [new AppointmentMade(new TimeWindow(Winter(5, 0), Winter(6, 0)))],
            Facts(StatusDocument.Saying("AFH", When("<RequiredDeliveryDate>2026-03-05</RequiredDeliveryDate>"))));

    [Fact]
    public void A_frame_that_names_its_day_once_ends_on_that_day() =>
        Assert.Equal(
            [new AppointmentMade(new TimeWindow(Winter(5, 8), Winter(5, 12)))],
            Facts(StatusDocument.Saying("AFH", When(
                "<DeliveryTimeFrame><DeliveryDateEarliest>2026-03-05</DeliveryDateEarliest><DeliveryTimeEarliest>08:00:00</DeliveryTimeEarliest>"
                + "<DeliveryTimeLatest>12:00:00</DeliveryTimeLatest></DeliveryTimeFrame>"))));

    [Theory]
    [InlineData("<RequiredDeliveryDate>2026-03-20</RequiredDeliveryDate>")]
    [InlineData("<DeliveryTimeFrame><DeliveryDateLatest>2026-03-20</DeliveryDateLatest></DeliveryTimeFrame>")]
    public void An_extended_lead_time_has_its_new_day(string when) =>
        Assert.Equal([new LeadTimeExtended(new DateOnly(2026, 3, 20), "ziek")], Facts(StatusDocument.Saying("VER", "<FreeText>ziek</FreeText>", When(when))));

    [Theory]
    [InlineData("HUU", "BEW")]
    [InlineData("OUD", "OUD")]
    [InlineData("SLT", "SLT")]
    [InlineData("DEF", null)]
    public void The_cause_of_a_completed_order_is_VERAs(string reason, string? cause) =>
        Assert.Equal([new WorkCompleted(Cause: cause)], Facts(StatusDocument.Saying("TGE", Caused(1, reason))));

    [Fact]
    public void Lines_that_disagree_on_the_cause_leave_the_orders_open() =>
        Assert.Equal([new WorkCompleted()], Facts(StatusDocument.Saying("TGE", Caused(1, "HUU"), Caused(2, "SLT"))));

    [Fact]
    public void A_completed_order_has_its_day_total_and_lines()
    {
        var done = Assert.IsType<WorkCompleted>(Assert.Single(Facts(StatusDocument.Saying("GER", "<DateReady>2026-03-06</DateReady>",
            "<TotalAmount>203.50</TotalAmount>", "<FreeText>klaar</FreeText>", FullLine))));
        Assert.Equal((new DateOnly(2026, 3, 6), 203.50m, "klaar"), (done.ReadyOn, done.Total, done.Remark));
        Assert.Equal(
            new OrderLine
            {
                Number = "7", Description = "Kraan", LongDescription = "Keukenkraan", PriceCode = "510.20", Quantity = 2.5m, Unit = "MTR", Price = 1.25m,
                VatPercentage = 21, Ledo = new Ledo("KEU", "KRN", "LEK", "SLT"),
            },
            Assert.Single(done.Lines!));
    }

    [Fact]
    public void Extra_work_has_its_reason_and_its_lines()
    {
        var asked = Assert.IsType<ExtraWorkRequested>(Assert.Single(Facts(StatusDocument.Under("OND", "AVW leiding verrot", FullLine))));
        Assert.Equal(("leiding verrot", "7"), (asked.Reason, Assert.Single(asked.Lines!).Number));
    }

    [Fact]
    public void A_line_that_only_points_at_the_order_is_no_line_of_work() =>
        Assert.Equal([new WorkCompleted()],
            Facts(StatusDocument.Saying("TGE", "<InstructionLine><LineNumber>1</LineNumber><Status>TGE</Status></InstructionLine>")));

    [Fact]
    public void Exempt_from_VAT_is_nought_percent()
    {
        var line = FullLine.Replace("<VATRate>S</VATRate><VATPercentage>21</VATPercentage>", "<VATRate>E</VATRate>", StringComparison.Ordinal);
        var done = Assert.IsType<WorkCompleted>(Assert.Single(Facts(StatusDocument.Saying("TGE", line))));
        Assert.Equal(0, Assert.Single(done.Lines!).VatPercentage);
    }

    internal const string FullLine =
        "<InstructionLine><LineNumber>7</LineNumber><Quantity>2.5</Quantity><MeasurementUnitQuantity>MTR</MeasurementUnitQuantity><NormPriceCode>510.20</NormPriceCode>"
        + "<ShortDescription>Kraan</ShortDescription><LongDescription>Keukenkraan</LongDescription><ReasonRepairCode>SLT</ReasonRepairCode>"
        + "<LEDOInformation><Location>KEU</Location><Element>KRN</Element><Defect>LEK</Defect></LEDOInformation>"
        + "<PriceInformation><Price>125.00</Price><PriceBase><NumberOfUnitsInPriceBasis>100</NumberOfUnitsInPriceBasis>"
        + "<MeasureUnitPriceBasis>MTR</MeasureUnitPriceBasis></PriceBase></PriceInformation>"
        + "<VATInformation><VATRate>S</VATRate><VATPercentage>21</VATPercentage></VATInformation></InstructionLine>";

    private static string When(string content) => $"<AppointmentDateTimeInformation>{content}</AppointmentDateTimeInformation>";

    private static string Caused(int number, string reason) =>
        $"<InstructionLine><LineNumber>{number}</LineNumber><ReasonRepairCode>{reason}</ReasonRepairCode></InstructionLine>";
}
