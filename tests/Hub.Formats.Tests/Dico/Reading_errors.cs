using System.Text;
using Hub.Application.Intake;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Tests.Support;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

public sealed class Reading_errors
{
    private const string Data = "/MaintenanceStatus/InstructionData";

    public static TheoryData<string, string> Missing => new()
    {
        { "MessageNumber", "/MaintenanceStatus/MessageNumber (line 2)" },
        { "MessageDate", "/MaintenanceStatus/MessageDate (line 2)" },
        { "Buyer", "/MaintenanceStatus/Buyer (line 2)" },
        { "Contractor", "/MaintenanceStatus/Contractor (line 2)" },
        { "GLN", "/MaintenanceStatus/Buyer/GLN (line 6)" },
        { "InstructionNumber", Data + "/InstructionNumber (line 8)" },
        { "Status", Data + "/Status (line 8)" },
    };

    public static TheoryData<string, string> WrongValues => new()
    {
        { "<DateReady>06-03-2026</DateReady>", "/DateReady (line 12)" },
        { "<DateReady>2026-02-30</DateReady>", "/DateReady (line 12)" },
        { "<DateReady>0001-01-01</DateReady>", "/DateReady (line 12)" },
        { "<TotalAmount>12,50</TotalAmount>", "/TotalAmount (line 12)" },
        { "<TotalAmount>99999999999999999999999999999999</TotalAmount>", "/TotalAmount (line 12)" },
        { "<TotalAmount><Euro>1</Euro></TotalAmount>", "/TotalAmount (line 12)" },
        { $"<FreeText>{new string('x', 4_001)}</FreeText>", "/FreeText (line 12)" },
        { "<FreeText>a&#x85;b</FreeText>", "/FreeText (line 12)" },
        { Line("<ShortDescription>a&#x9B;b</ShortDescription>"), "/InstructionLine/ShortDescription (line 12)" },
        { Line($"<NormPriceCode>{new string('x', 101)}</NormPriceCode>"), "/InstructionLine/NormPriceCode (line 12)" },
        { "<Status>ACC</Status>", "/Status[2] (line 12)" },
        { "<InstructionLine><ReasonRepairCode>HUU</ReasonRepairCode></InstructionLine>", "/InstructionLine/LineNumber (line 12)" },
        { Line("<Quantity>veel</Quantity>"), "/InstructionLine/Quantity (line 12)" },
        { Line("<MeasurementUnitQuantity>XQZ</MeasurementUnitQuantity>"), "/InstructionLine/MeasurementUnitQuantity (line 12)" },
        { Line("<ReasonRepairCode>XQZ</ReasonRepairCode>"), "/InstructionLine/ReasonRepairCode (line 12)" },
        { Line("<Status>XQZ</Status>"), "/InstructionLine/Status (line 12)" },
        { Line("<VATInformation><VATRate>X</VATRate></VATInformation>"), "/InstructionLine/VATInformation/VATRate (line 12)" },
        { Line("<VATInformation><VATPercentage>210</VATPercentage></VATInformation>"), "/InstructionLine/VATInformation/VATPercentage (line 12)" },
        {
            Line("<PriceInformation><Price>1</Price><PriceBase><NumberOfUnitsInPriceBasis>0</NumberOfUnitsInPriceBasis></PriceBase></PriceInformation>"),
            "/InstructionLine/PriceInformation/PriceBase/NumberOfUnitsInPriceBasis (line 12)"
        },
        {
            Line("<ShortDescription>Buis</ShortDescription><MeasurementUnitQuantity>MTR</MeasurementUnitQuantity><PriceInformation><Price>1</Price><PriceBase><MeasureUnitPriceBasis>HUR</MeasureUnitPriceBasis></PriceBase></PriceInformation>"),
            "/InstructionLine/PriceInformation/PriceBase/MeasureUnitPriceBasis (line 12)"
        },
        { Line("<Quantity>1</Quantity>"), "/InstructionLine/ShortDescription (line 12)" },
        {
            "<AppointmentDateTimeInformation><RequiredDeliveryTime>9 uur</RequiredDeliveryTime></AppointmentDateTimeInformation>",
            "/AppointmentDateTimeInformation/RequiredDeliveryTime (line 12)"
        },
        {
            "<AppointmentDateTimeInformation><DeliveryTimeFrame><DeliveryDateEarliest>2026-03-06</DeliveryDateEarliest><DeliveryDateLatest>2026-03-05</DeliveryDateLatest></DeliveryTimeFrame></AppointmentDateTimeInformation>",
            "/AppointmentDateTimeInformation/DeliveryTimeFrame (line 12)"
        },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_missing_part_is_told_with_its_place_and_line(string part, string place)
    {
        var whole = StatusDocument.Saying("ACC");
        var document = part switch
        {
            "MessageNumber" => whole with { MessageNumber = "" },
            "MessageDate" => whole with { MessageDate = "" },
            "Buyer" => whole with { Buyer = "" },
            "Contractor" => whole with { Contractor = "" },
            "GLN" => whole with { Buyer = "<Buyer><Name>Voorbeeld</Name></Buyer>" },
            "InstructionNumber" => whole with { InstructionNumber = "" },
            _ => whole with { Data = [] },
        };
        Assert.Equal(place, Assert.Single(Errors(document)).Place);
    }

    [Fact]
    public void A_message_without_its_data_is_told_with_its_place() =>
        Assert.Equal(
            Data + " (line 2)",
            Assert.Single(Errors(Read(StatusDocument.Saying("ACC").ToString().Replace("InstructionData", "Instruction", StringComparison.Ordinal)))).Place);

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_wrong_value_is_told_with_its_place_and_line(string element, string place) =>
        Assert.Equal(Data + place, Assert.Single(Errors(StatusDocument.Saying("TGE", element))).Place);

    [Theory]
    [InlineData("8712345000012")]
    [InlineData("871234500001")]
    [InlineData("871234500001A")]
    public void A_wrong_GLN_is_told_with_its_place(string gln)
    {
        var error = Assert.Single(Errors(StatusDocument.Saying("ACC") with { Contractor = $"<Contractor><GLN>{gln}</GLN></Contractor>" }));
        Assert.Equal("/MaintenanceStatus/Contractor/GLN (line 7)", error.Place);
        Assert.DoesNotContain(gln, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_appointment_without_its_time_is_told() =>
        Assert.Equal(Data + "/AppointmentDateTimeInformation (line 8)", Assert.Single(Errors(StatusDocument.Under("OND", "AFH"))).Place);

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(
            [
                "/MaintenanceStatus/MessageNumber (line 2)", "/MaintenanceStatus/MessageTime (line 5)", "/MaintenanceStatus/Buyer/GLN (line 6)",
                Data + "/Status (line 11)", Data + "/DateReady (line 12)", Data + "/TotalAmount (line 13)",
            ],
            Errors(StatusDocument.Saying("XQZ", "<DateReady>gisteren</DateReady>", "<TotalAmount>veel</TotalAmount>") with
            {
                MessageNumber = "", MessageTime = "<MessageTime>half tien</MessageTime>", Buyer = "<Buyer><GLN>1</GLN></Buyer>",
            }).Select(e => e.Place));

    [Fact]
    public void A_thousand_faults_are_told_as_fifty() =>
        Assert.Equal(50, Errors(StatusDocument.Saying("TGE", [.. Enumerable.Repeat(Line("<Quantity>veel</Quantity>"), 1000)])).Count);

    [Fact]
    public void An_instruction_is_answered_with_what_is_taken()
    {
        var error = Assert.Single(Errors(Read($"<MaintenanceInstruction xmlns=\"{ElementNames.InstructionNamespace}\"/>")));
        Assert.Equal("/MaintenanceInstruction (line 1)", error.Place);
        Assert.Contains("MaintenanceStatus in de namespace " + ElementNames.StatusNamespace, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<MaintenanceStatus/>", "/MaintenanceStatus (line 1)")]
    [InlineData("<MaintenanceStatus xmlns=\"http://www.ketenstandaard.nl/onderhoudsstatus/SALES/004\"/>", "/MaintenanceStatus (line 1)")]
    [InlineData("\n<Geheim/>", "/* (line 2)")]
    public void Another_root_or_namespace_is_told(string document, string place) => Assert.Equal(place, Assert.Single(Errors(Read(document))).Place);

    [Fact]
    public void No_fault_gives_back_what_was_found()
    {
        const string personal = "Bewoner 0600000001";
        var document = StatusDocument.Saying(personal, $"<DateReady>{personal}</DateReady>", $"<TotalAmount>{personal}</TotalAmount>",
            Line($"<Quantity>{personal}</Quantity><ReasonRepairCode>{personal}</ReasonRepairCode>")) with
        {
            Buyer = $"<Buyer><GLN>{personal}</GLN></Buyer>", MessageTime = $"<MessageTime>{personal}</MessageTime>",
        };
        Assert.DoesNotContain(Errors(document), e => (e.Place + e.Expected).Contains("0600000001", StringComparison.Ordinal));
    }

    internal static string Line(string content) => $"<InstructionLine><LineNumber>1</LineNumber>{content}</InstructionLine>";
}

public sealed class Safe_xml
{
    [Theory]
    [InlineData("<!DOCTYPE MaintenanceStatus>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\">")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>")]
    public void A_document_type_is_refused(string doctype)
    {
        var document = StatusDocument.Saying("ACC").ToString().Replace("?>\n", "?>\n" + doctype, StringComparison.Ordinal);
        var error = Assert.Single(Errors(Read(document)));
        Assert.Equal("/ (line 1)", error.Place);
        Assert.Contains("zonder documenttype", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entity_of_the_senders_own_is_refused() =>
        Assert.Equal("/ (line 12)", Assert.Single(Errors(StatusDocument.Saying("ACC", "<FreeText>&x;</FreeText>"))).Place);

    [Fact]
    public void Sixty_four_levels_are_read() => Assert.IsType<ReadResult.Read>(Read(Nested(62).ToString()));

    [Fact]
    public void Deeper_than_sixty_four_levels_is_refused() =>
        Assert.Contains("ten hoogste 64 niveaus diep", Assert.Single(Errors(Nested(63))).Expected, StringComparison.Ordinal);

    [Fact]
    public void More_than_a_mebibyte_beside_the_pictures_is_refused() =>
        Assert.Contains("1 MiB", Assert.Single(Errors(StatusDocument.Saying("ACC", $"<FreeText>{new string('a', 1 << 20)}</FreeText>"))).Expected,
            StringComparison.Ordinal);

    [Fact]
    public void More_than_thirty_mebibytes_are_refused() =>
        Assert.Contains("30 MiB", Assert.Single(Errors(Read(new byte[(30 << 20) + 1]))).Expected, StringComparison.Ordinal);

    [Fact]
    public void Pictures_may_make_a_document_larger()
    {
        var document = StatusDocument.Saying("ACC", [.. Enumerable.Range(0, 4).Select(i => Reading_photos.Attached([(byte)i, .. new byte[2 << 20]]))]);
        Assert.Equal(4, Message(document).Photos.Count);
    }

    // Each would cost many times its bytes, and looks like a picture to who goes by the bytes.
    [Theory]
    [InlineData("<AttachedData>", "<a/>", "</AttachedData>")]
    [InlineData("<x:AttachedData xmlns:x=\"urn:other\">", "<a b=\"\"/>", "</x:AttachedData>")]
    [InlineData("<!-- <AttachedData> -->", "<a/>", "<!-- </AttachedData> -->")]
    [InlineData("<!-- <AttachedData> --><FreeText>", "woorden ", "</FreeText><!-- </AttachedData> -->")]
    [InlineData("<FreeText><![CDATA[<AttachedData>]]>", "woorden ", "<![CDATA[</AttachedData>]]></FreeText>")]
    public void What_only_looks_like_a_picture_counts_as_the_document(string before, string repeated, string after)
    {
        var large = string.Concat(Enumerable.Repeat(repeated, (2 << 20) / repeated.Length));
        Assert.Contains("1 MiB", Assert.Single(Errors(StatusDocument.Saying("ACC", before + large + after))).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Deeper_than_sixty_four_levels_is_refused_within_a_picture_too()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 70)) + string.Concat(Enumerable.Repeat("</a>", 70));
        Assert.Contains("ten hoogste 64 niveaus diep", Assert.Single(Errors(StatusDocument.Saying("ACC", $"<AttachedData>{deep}</AttachedData>"))).Expected,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_document_in_wide_characters_is_asked_in_UTF_8()
    {
        var document = StatusDocument.Saying("ACC", Reading_photos.Attached(new byte[2 << 20])).ToString().Replace("utf-8", "utf-16", StringComparison.Ordinal);
        Assert.Contains("in UTF-8", Assert.Single(Errors(Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(document)]))).Expected,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{\"status\":\"ACC\"}")]
    [InlineData("<MaintenanceStatus>")]
    [InlineData("<?xml version=\"1.1\"?><a/>")]
    [InlineData("<a/><b/>")]
    public void What_is_no_document_gives_one_plain_answer(string body) =>
        Assert.StartsWith("Een welgevormd document in XML 1.0 wordt verwacht", Assert.Single(Errors(Read(body))).Expected, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_the_encoding_does_not_allow_are_refused() =>
        Assert.StartsWith("/ (line 1", Assert.Single(Errors(Read([.. "<a>"u8, 0xC3, 0x28, .. "</a>"u8]))).Place, StringComparison.Ordinal);

    // The document itself has two levels around what is nested.
    private static StatusDocument Nested(int levels)
    {
        var text = new StringBuilder();
        for (var i = 0; i < levels; i++) text.Append("<X>");
        for (var i = 0; i < levels; i++) text.Append("</X>");
        return StatusDocument.Saying("ACC", text.ToString());
    }
}
