using System.Xml.Linq;
using Hub.Application.Deliveries;
using Hub.Application.Settings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dico.Writing;
using Hub.Testing;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

public sealed class Written_instructions
{
    private static readonly OrderAwarded Awarded = new("constructif");
    private static readonly OrderLine Extra = new() { Number = "3", Description = "Leiding vervangen", Quantity = 4, Unit = "MTR", Price = 12.345m };

    [Fact]
    public void An_awarded_order_goes_as_a_whole() => Verify(Outgoing(Awarded), "awarded.xml");

    [Fact]
    public void An_order_without_lines_goes_with_one_line_of_its_description() =>
        Verify(Outgoing(Awarded,
            order: Order(new OrderContent { Number = "4712", Kind = OrderKind.Turnover, Description = "Woning nazien", Complex = "C-07" })), "no-lines.xml");

    [Fact]
    public void Warranty_goes_to_generation_A_in_its_own_codes() =>
        Verify(Outgoing(Awarded, DicoGeneration.A, Order(Content with { Agreement = AgreementMethod.Warranty, Lines = [] })), "warranty-a.xml");

    [Fact]
    public void An_amended_order_goes_anew_with_the_extra_work_agreed_on() =>
        Verify(Outgoing(new OrderAmended(Content, AcceptAgain: true),
            order: Order() with { ExtraWork = new() { AgreedLines = [Extra, Extra with { Number = "1" }] } }), "amended.xml");

    [Fact]
    public void Approved_extra_work_goes_with_its_lines() =>
        Verify(Outgoing(new ExtraWorkApproved("graag deze week", ["3"]),
            order: Order() with { ExtraWork = new() { AgreedLines = [Extra, Extra with { Number = "4" }] } }), "extra-work-approved.xml");

    [Fact]
    public void Approved_extra_work_goes_to_generation_A_as_the_order_anew() =>
        Verify(Outgoing(new ExtraWorkApproved("graag deze week"), DicoGeneration.A, Order() with { ExtraWork = new() { AgreedLines = [Extra] } }),
            "extra-work-approved-a.xml");

    [Fact]
    public void Settled_costs_go_with_their_total() => Verify(Outgoing(new CostsSettled(203.5m, [Extra], "dank")), "costs-settled.xml");

    [Fact]
    public void A_cancelled_order_goes_as_a_status() => Verify(Outgoing(new OrderCancelled("dubbel ingevoerd")), "cancelled.xml");

    [Fact]
    public void A_declined_quotation_is_a_detail_in_generation_B() =>
        Verify(Outgoing(new QuotationDeclined("te duur"), DicoGeneration.B), "quotation-declined-b.xml");

    [Fact]
    public void The_same_event_gives_the_same_bytes() => Assert.Equal(Written(Outgoing(Awarded)), Written(Outgoing(Awarded)));

    [Fact]
    public void It_is_posted_as_XML_in_UTF_8()
    {
        var message = Assert.IsType<WriteResult.Written>(new MessageWriter().Write(Outgoing(Awarded))).Message;
        Assert.Equal(("POST", "application/xml; charset=utf-8", (byte)'<'), (message.Method, message.ContentType, message.Body.Span[0]));
    }

    [Theory]
    [InlineData("d-0001", "d-0001")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5bd9cb469fa16570867728950e")]
    public void The_message_number_is_the_deliverys_id(string delivery, string number) => Assert.Equal(number, MessageWriter.MessageNumber(delivery));

    [Theory]
    [InlineData("a delivery with an id that is longer than DICO can carry")]
    [InlineData("a/b")]
    [InlineData("")]
    public void An_id_that_does_not_fit_gives_a_number_of_its_own(string delivery)
    {
        Assert.Equal(32, MessageWriter.MessageNumber(delivery).Length);
        Assert.Equal(MessageWriter.MessageNumber(delivery), MessageWriter.MessageNumber(delivery));
        Assert.NotEqual(MessageWriter.MessageNumber(delivery), MessageWriter.MessageNumber(delivery + "2"));
    }

    [Fact]
    public void Message_time_is_Dutch_local_time()
    {
        var outbound = Outgoing(Awarded);
        var summer = outbound with { Recorded = outbound.Recorded with { RecordedAt = new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero) } };
        Assert.Contains("<MessageDate>2026-07-02</MessageDate><MessageTime>00:30:00</MessageTime>", Written(summer), StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_XML_forbids_leave_a_mark_where_they_were() =>
        Assert.Contains("<FreeText>a\uFFFD&lt;\uFFFDb\nc😀\uFFFD\uFFFD</FreeText>", Written(Outgoing(new OrderCancelled("a\0<\u0001b\r\nc\uD83D\uDE00\uD83D\uFFFE"))),
            StringComparison.Ordinal);

    [Fact]
    public void A_unit_outside_the_standard_is_named_in_words()
    {
        var line = Lines(Order(Content with { Lines = [Extra with { Unit = "PAA" }] })).Single();
        Assert.Null(Child(line, ElementNames.MeasurementUnitQuantity));
        Assert.Equal("Eenheid: PAA", Child(line, ElementNames.FreeText));
    }

    [Fact]
    public void A_partners_own_codes_are_written()
    {
        var partner = Contractor(codes: [("unit", "ST", "PCE"), ("type", "RPR", "REP"), ("agreement", "EP", "EHP")]);
        var written = Written(Outgoing(Awarded, recipient: partner));
        Assert.Contains("<InstructionType>RPR</InstructionType><InstructionAgreementMethod>EP</InstructionAgreementMethod>", written, StringComparison.Ordinal);
        Assert.Contains("<MeasurementUnitQuantity>ST</MeasurementUnitQuantity>", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partners_own_status_is_written() =>
        Assert.Contains("<Status>XAN</Status>", Written(Outgoing(new OrderCancelled(), recipient: Contractor(codes: ("status", "XAN", "ANN")))),
            StringComparison.Ordinal);

    [Fact]
    public void An_order_that_does_not_say_how_it_is_paid_promises_nothing() =>
        Assert.DoesNotContain(ElementNames.InstructionAgreementMethod, Written(Outgoing(Awarded, order: Order(Content with { Agreement = null }))),
            StringComparison.Ordinal);

    [Fact]
    public void Lines_that_agree_on_payment_speak_for_the_order()
    {
        var content = Content with { Agreement = null, Lines = [Extra with { Agreement = AgreementMethod.LumpSum }] };
        Assert.Contains("<InstructionAgreementMethod>AFK</InstructionAgreementMethod>", Written(Outgoing(Awarded, order: Order(content))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_extra_line_that_the_order_has_taken_up_goes_once() =>
        Assert.Single(Lines(Order(Content with { Lines = [Extra] }) with { ExtraWork = new() { AgreedLines = [Extra] } }));

    [Fact]
    public void A_party_without_a_GLN_is_told_to_a_person()
    {
        Assert.Contains("corporation", Unwritable(Outgoing(Awarded) with { Corporation = new Corporation("Voorbeeld", null) }), StringComparison.Ordinal);
        Assert.Contains("contractor", Unwritable(Outgoing(Awarded, recipient: Contractor() with { Gln = "123" })), StringComparison.Ordinal);

        static string Unwritable(OutgoingOrderMessage outbound) => Assert.IsType<WriteResult.Unwritable>(new MessageWriter().Write(outbound)).Why;
    }

    [Fact]
    public void The_resident_stands_in_the_location_and_nowhere_else()
    {
        var root = XDocument.Parse(Written(Outgoing(Awarded))).Root!;
        var location = root.Descendants().Single(e => e.Name.LocalName == ElementNames.MaintenanceLocation);
        Assert.Equal(
            [Resident.Name, Resident.Phone, Resident.SecondPhone, Resident.Email],
            location.Elements().Select(e => e.Value).Where(v => v == Resident.Name || v == Resident.Phone || v == Resident.SecondPhone || v == Resident.Email));
        location.Remove();
        Assert.DoesNotContain(Personal, p => root.ToString().Contains(p, StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_does_not_name_the_resident() =>
        Assert.DoesNotContain(Personal, p => Written(Outgoing(new OrderCancelled("dubbel"))).Contains(p, StringComparison.Ordinal));

    [Fact]
    public void A_contractor_that_lost_the_order_does_not_hear_who_lives_there() =>
        Assert.DoesNotContain(Personal, p => Written(Outgoing(Awarded, order: Order().Assigned(a => a with { ContractorId = "ander" })))
            .Contains(p, StringComparison.Ordinal));

    private static IEnumerable<string> Personal => new[] { Resident.Name, Resident.Phone, Resident.SecondPhone, Resident.Email }.OfType<string>();

    private static IReadOnlyList<XElement> Lines(Order order) =>
        [.. XDocument.Parse(Written(Outgoing(Awarded, order: order))).Descendants().Where(e => e.Name.LocalName == ElementNames.InstructionLine)];

    private static string? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    // An element a line, so that a change shows where it is; the bytes themselves have no line breaks.
    private static void Verify(OutgoingOrderMessage outbound, string name) =>
        Golden.Verify(Written(outbound).Replace("><", ">\n<", StringComparison.Ordinal), name);
}
