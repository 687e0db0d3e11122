using System.Text;
using System.Text.Json.Nodes;
using Hub.Application.Intake;
using Hub.Formats.Canonical.Reading;
using Hub.Formats.Tests.Dico;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Fingerprints;

/// <summary>A sender's library may write the same message in another way each time.</summary>
public sealed class Messages_written_anew
{
    private static readonly string Status =
        StatusDocument.Saying("TGE", "<FreeText>Geïnstalleerd &amp; getest</FreeText>", Reading_photos.Attached([1, 2, 3, 4, 5])).ToString();

    private static readonly string Detailed = Status.Replace(
        "</Attachment>",
        "<AttachmentCharacteristics><AttributeName>Moment</AttributeName><AttributeValue>voor</AttributeValue></AttachmentCharacteristics></Attachment>",
        StringComparison.Ordinal);

    private static readonly string Billed = StatusDocument.Saying("TGE", "<FreeText>1.0</FreeText>",
        "<InstructionLine><LineNumber>1</LineNumber><Quantity>12.5</Quantity><ShortDescription>Kraan</ShortDescription>",
        "<PriceInformation><Price>7</Price></PriceInformation></InstructionLine>").ToString();

    private static readonly string Plain = Status[(Status.IndexOf("?>", StringComparison.Ordinal) + 2)..].Trim();

    public static TheoryData<string, byte[]> Dico => new()
    {
        { "no declaration", Encoding.UTF8.GetBytes(Plain) },
        { "line ends of Windows", Encoding.UTF8.GetBytes(Status.ReplaceLineEndings("\r\n") + "\r\n") },
        { "one line", Encoding.UTF8.GetBytes(Plain.ReplaceLineEndings("")) },
        { "indented", Encoding.UTF8.GetBytes(Plain.Replace("><", ">\n\t<", StringComparison.Ordinal)) },
        { "a comment", Encoding.UTF8.GetBytes(Plain.Replace("<Buyer>", "<!-- c --><?p i?><Buyer>", StringComparison.Ordinal)) },
        { "CDATA", Encoding.UTF8.GetBytes(Plain.Replace("Geïnstalleerd &amp; getest", "<![CDATA[Geïnstalleerd & getest]]>", StringComparison.Ordinal)) },
        { "character references", Encoding.UTF8.GetBytes(Plain.Replace("ï", "&#xEF;", StringComparison.Ordinal)) },
        { "a prefix", Encoding.UTF8.GetBytes(Prefixed(Plain)) },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)] },
        { "ISO-8859-1", Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Plain) },
    };

    [Theory]
    [MemberData(nameof(Dico))]
    public void A_DICO_message_says_the_same(string how, byte[] writing)
    {
        Assert.NotEqual("", how);
        Assert.Equal(Meaning(DicoGiven.Read(Status)), Meaning(DicoGiven.Read(writing)));
    }

    [Theory]
    [InlineData("getest", "getest!")]
    [InlineData("<FreeText>", "<FreeText a=\"1\">")]
    [InlineData("<FreeText>", "<Unknown/><FreeText>")]
    [InlineData("AQIDBAU=", "AQIDBAY=")]
    public void Another_content_of_a_DICO_message_does_not(string what, string by) =>
        Assert.NotEqual(Meaning(DicoGiven.Read(Status)), Meaning(DicoGiven.Read(Status.Replace(what, by, StringComparison.Ordinal))));

    [Fact]
    public void A_VERA_message_says_the_same() => Assert.Equal(
        Meaning(VeraGiven.Read(VeraGiven.Typical)), Meaning(VeraGiven.Read(JsonNode.Parse(VeraGiven.Typical)!.ToJsonString())));

    [Fact]
    public void A_member_that_the_hub_does_not_use_counts() => Assert.NotEqual(
        Meaning(VeraGiven.Read(VeraGiven.Small)), Meaning(VeraGiven.Read(VeraGiven.With(""" "onbekend": 1 """))));

    [Fact]
    public void An_event_says_the_same_alone_and_in_a_batch()
    {
        var alone = Meaning(Examples.Read(Examples.Event()));
        var batch = Assert.IsType<ReadResult.Read>(Examples.Read($"[ {Examples.Event(data: """{"remark":"x"}""")}, {Examples.Event().Replace(",", " , ", StringComparison.Ordinal)} ]"));
        Assert.Equal([false, true], batch.Messages.Select(m => alone == Convert.ToHexString(m.Meaning!.Value.Span)));
    }

    [Theory]
    [InlineData("<InstructionNumber>", "<InstructionNumber>&#xA0;")]
    [InlineData("</InstructionNumber>", "&#x200B; </InstructionNumber>")]
    [InlineData("Geïnstalleerd", "Gei&#x308;nstalleerd")]
    [InlineData("<Status>TGE", "<Status> tge ")]
    [InlineData("Moment</AttributeName><AttributeValue>voor", "MOMENT</AttributeName><AttributeValue>Voor ")]
    public void A_DICO_message_whose_keys_are_written_otherwise_says_the_same(string what, string by) =>
        Assert.Equal(Meaning(DicoGiven.Read(Detailed)), Meaning(DicoGiven.Read(Detailed.Replace(what, by, StringComparison.Ordinal))));

    [Theory]
    [InlineData("<MessageTime>10:15:00", "<MessageTime>10:15:00.000")]
    [InlineData("<MessageTime>10:15:00", "<MessageTime>10:15:00+01:00")]
    [InlineData("<MessageTime>10:15:00", "<MessageTime>09:15:00Z")]
    [InlineData("<Quantity>12.5<", "<Quantity>12.50<")]
    [InlineData("<Quantity>12.5<", "<Quantity>+012.5<")]
    [InlineData("<Price>7<", "<Price>7.00<")]
    [InlineData("<Buyer>", "<Buyer xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" xml:space=\"preserve\">")]
    public void A_DICO_message_whose_values_are_written_otherwise_says_the_same(string what, string by)
    {
        Assert.Contains(what, Billed, StringComparison.Ordinal);
        Assert.Equal(Meaning(DicoGiven.Read(Billed)), Meaning(DicoGiven.Read(Billed.Replace(what, by, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("<MessageTime>10:15:00", "<MessageTime>10:15:00Z")]
    [InlineData("<MessageTime>10:15:00", "<MessageTime>10:15:00.001")]
    [InlineData("<Quantity>12.5<", "<Quantity>12.05<")]
    [InlineData("<FreeText>1.0<", "<FreeText>1.00<")]
    public void A_DICO_message_with_another_value_is_another(string what, string by)
    {
        Assert.Contains(what, Billed, StringComparison.Ordinal);
        Assert.NotEqual(Meaning(DicoGiven.Read(Billed)), Meaning(DicoGiven.Read(Billed.Replace(what, by, StringComparison.Ordinal))));
    }

    [Fact]
    public void In_the_hour_that_comes_twice_a_time_without_an_offset_is_not_one_with_it()
    {
        string At(string time) => Meaning(DicoGiven.Read((StatusDocument.Saying("ACC") with
        {
            MessageDate = "<MessageDate>2026-10-25</MessageDate>", MessageTime = $"<MessageTime>{time}</MessageTime>",
        }).ToString()));
        Assert.Equal(3, ((string[])[At("02:30:00"), At("02:30:00+01:00"), At("02:30:00+02:00")]).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T09:00:00+01:00", true)]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000Z", true)]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02t08:00:00z", true)]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T08:00:01Z", false)]
    public void A_moment_is_the_same_one_in_any_offset(string one, string other, bool same)
    {
        string Vera(string at) => Meaning(VeraGiven.Read(VeraGiven.With($""" "begindatum": "{at}" """)));
        string Event(string at) => Meaning(Examples.Read($$"""
            { "specversion": "1.0", "id": "m-1", "source": "/alfa", "type": "nl.ketenhub.appointment.made.v1", "subject": "O-1", "time": "{{at}}",
              "data": { "window": { "from": "{{at}}", "until": "2026-03-05T12:00:00Z" } } }
            """));
        Assert.Equal(same, Vera(one) == Vera(other));
        Assert.Equal(same, Event(one) == Event(other));
    }

    [Fact]
    public void What_is_known_and_null_is_absent_and_what_is_unknown_is_not()
    {
        string Vera(string members) => Meaning(VeraGiven.Read(VeraGiven.With(members)));
        string Event(string members) => Meaning(Examples.Read($$"""
            { "specversion": "1.0", "id": "m-1", "source": "/alfa", "type": "nl.ketenhub.work.started.v1", "subject": "O-1"{{members}} }
            """));
        Assert.Equal(Vera(""), Vera(""" "begindatum": null, "relaties": null """));
        Assert.NotEqual(Vera(""), Vera(""" "onbekend": null """));
        Assert.Equal(Event(""), Event(""", "time": null, "correlationid": null"""));
        Assert.NotEqual(Event(""), Event(""", "onbekend": null"""));
    }

    [Theory]
    [InlineData(""" "code": "" """)]
    [InlineData(""" "relaties": [], "afspraken": [], "informatieobjecten": [] """)]
    [InlineData(""" "overeenkomst": null, "status": {} """)]
    [InlineData(""" "status": { "code": " ", "naam": "" } """)]
    public void A_VERA_member_that_says_nothing_is_absent(string members) =>
        Assert.Equal(Meaning(VeraGiven.Read(VeraGiven.With(""))), Meaning(VeraGiven.Read(VeraGiven.With(members))));

    [Theory]
    [InlineData("", ""","remarks":"  ","erpKeys":{},"resident":{"name":""},"dwelling":{"id":"VHE-1","street":" "}""", true)]
    [InlineData(""","correlationid":" ","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","tracestate":"a=1" """, "", true)]
    [InlineData("", ""","lines":[{"number":"1","description":"d","quantity":1}]""", true)]
    [InlineData("", ""","lines":[{"number":"1","description":"d","quantity":2}]""", false)]
    [InlineData("", ""","onbekend":{}""", false)]
    public void What_an_event_says_nothing_in_is_absent(string attributes, string data, bool same)
    {
        string Event(string attributes, string data)
        {
            var lines = data.Contains("lines", StringComparison.Ordinal) ? "" : ""","lines":[{"number":"1","description":"d"}]""";
            var dwelling = data.Contains("dwelling", StringComparison.Ordinal) ? "" : ""","dwelling":{"id":"VHE-1"}""";
            return Meaning(Examples.Read($$"""
                { "specversion": "1.0", "id": "m-1", "source": "/erp", "type": "nl.ketenhub.order.placed.v1"{{attributes}},
                  "data": { "number": "O-1", "kind": "repair"{{lines}}{{dwelling}}{{data}} } }
                """));
        }
        Assert.Equal(same, Event("", "") == Event(attributes, data));
    }

    [Fact]
    public void A_change_that_takes_all_lines_out_is_not_one_that_says_nothing_of_them()
    {
        string Amended(string data) => Meaning(Examples.Read($$"""
            { "specversion": "1.0", "id": "m-1", "source": "/erp", "type": "nl.ketenhub.order.amended.v1", "subject": "O-1",
              "data": { "description": "d"{{data}} } }
            """));
        Assert.NotEqual(Amended(""), Amended(""","lines":[]"""));
    }

    [Fact]
    public void The_code_of_a_detail_is_one_in_any_case_and_the_words_behind_it_are_not()
    {
        string Detail(string text) => Meaning(DicoGiven.Read(StatusDocument.Saying("OND", $"<StatusDescription>{text}</StatusDescription>").ToString()));
        Assert.Equal(Detail("BNT - kaartje"), Detail("bnt - kaartje"));
        Assert.NotEqual(Detail("BNT - kaartje"), Detail("BNT - Kaartje"));
    }

    [Fact]
    public void A_DICO_number_in_another_case_is_another() => Assert.NotEqual(
        Meaning(DicoGiven.Read(Status)), Meaning(DicoGiven.Read(Status.Replace("<MessageNumber>", "<MessageNumber>x", StringComparison.Ordinal))));

    [Theory]
    [InlineData("OHD-1", "\\u00a0OHD-1 ")]
    [InlineData("\"Hé\"", "\"He\\u0301\"")]
    [InlineData("\"REP\"", "\"rep \"")]
    [InlineData("\"Spoed\"", "\"SPOED\"")]
    public void A_VERA_message_whose_keys_are_written_otherwise_says_the_same(string what, string by)
    {
        const string Message = """
            { "idExtern": "OHD-1", "omschrijving": "Hé", "onderhoudSoort": { "code": "REP" }, "defecten": [ { "eenheid": { "idExtern": "VHE-1" } } ],
              "extra-attributen": [ { "naam": "urgentie", "waarde": "Spoed" } ] }
            """;
        Assert.Contains(what, Message, StringComparison.Ordinal);
        Assert.Equal(Meaning(VeraGiven.Read(Message)), Meaning(VeraGiven.Read(Message.Replace(what, by, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("\"O-1\"", "\"\\u00a0O-1 \"")]
    [InlineData("\"Hé\"", "\"He\\u0301\"")]
    [InlineData("\"spoed\"", "\"Spoed \"")]
    [InlineData("\"BKT\"", "\" bkt\"")]
    public void An_event_whose_keys_are_written_otherwise_says_the_same_in_every_mode(string what, string by)
    {
        const string Data = """
            { "number": "O-1", "kind": "repair", "description": "Hé", "dwelling": { "id": "VHE-1" }, "urgency": "spoed",
              "lines": [ { "number": "1", "description": "d", "priceCode": "BKT" } ] }
            """;
        Assert.Contains(what, Data, StringComparison.Ordinal);
        var other = Data.Replace(what, by, StringComparison.Ordinal);
        var meaning = Meaning(Examples.Read(Placed(Data)));
        Assert.Equal(meaning, Meaning(Examples.Read(Placed(other))));
        var batch = Assert.IsType<ReadResult.Read>(Examples.Read($"[ {Placed(other)} ]"));
        Assert.Equal(meaning, Convert.ToHexString(Assert.Single(batch.Messages).Meaning!.Value.Span));
        Assert.Equal(meaning, Meaning(Examples.Read(Encoding.UTF8.GetString(Binary(other)))));
    }

    private static string Placed(string data) => $$"""
        { "specversion": "1.0", "id": "m-1", "source": "/erp", "type": "nl.ketenhub.order.placed.v1", "data": {{data}} }
        """;

    private static byte[] Binary(string data) => BinaryEvent.Structured(
        new Dictionary<string, string> { ["ce-specversion"] = "1.0", ["ce-id"] = "m-1", ["ce-source"] = "/erp", ["ce-type"] = "nl.ketenhub.order.placed.v1" },
        "application/json", Encoding.UTF8.GetBytes(data))!;

    private static string Meaning(ReadResult result) => result is ReadResult.Read { Messages: [{ Meaning: { } meaning }] }
        ? Convert.ToHexString(meaning.Span)
        : throw new InvalidOperationException(string.Join('\n', (result as ReadResult.Failed)?.Errors ?? []));

    private static string Prefixed(string xml) => xml.Replace("xmlns=", "xmlns:p=", StringComparison.Ordinal)
        .Replace("</", "\u0001", StringComparison.Ordinal).Replace("<", "<p:", StringComparison.Ordinal).Replace("\u0001", "</p:", StringComparison.Ordinal);
}
