using System.Text;
using Hub.Demo.Erp;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>What cannot be read is answered in the sender's own form, kept to the byte, and changes nothing.</summary>
public sealed class Bad_messages(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const int Limit = 1024 * 1024;
    private static readonly string Deep = string.Concat(Enumerable.Repeat("{\"a\":", 80)) + "1" + new string('}', 80);

    private readonly Chain _chain = fixture.Chain;

    public static TheoryData<string, string> VeraBodies => new()
    {
        { "cut off", """{ "idExtern": "BAD-1", """ },
        { "not an object", """[ { "idExtern": "BAD-1" } ]""" },
        { "a member twice", """{ "idExtern": "BAD-1", "idExtern": "BAD-1", "omschrijving": "x" }""" },
        { "too deep", Deep },
        {
            "an unknown code",
            """{ "idExtern": "BAD-1", "onderhoudSoort": { "code": "XYZ" }, "omschrijving": "x", "defecten": [ { "eenheid": { "idExtern": "N-01" } } ] }"""
        },
        { "without a dwelling", """{ "idExtern": "BAD-1", "onderhoudSoort": { "code": "REP" }, "omschrijving": "x" }""" },
        { "empty", "" },
    };

    public static TheoryData<string, string> DicoBodies => new()
    {
        { "cut off", "<MaintenanceStatus" },
        { "a document type", "<!DOCTYPE a [ <!ENTITY b SYSTEM \"file:///etc/hostname\"> ]><a>&b;</a>" },
        { "another root", "<Invoice xmlns=\"http://www.ketenstandaard.nl/onderhoudsstatus/SALES/005\"/>" },
        { "another namespace", "<MaintenanceStatus xmlns=\"urn:other\"/>" },
        { "too deep", string.Concat(Enumerable.Repeat("<a>", 80)) + string.Concat(Enumerable.Repeat("</a>", 80)) },
        { "an unknown status", Given.Status("BAD-1", Glns.Of(13), "XYZ") },
        { "a GLN with a wrong check digit", Given.Status("BAD-1", "8712345001300", "ACC") },
        { "empty", "" },
    };

    public static TheoryData<string, string> CanonicalBodies => new()
    {
        { "cut off", """{ "specversion": "1.0", """ },
        { "a member twice", """{ "specversion": "1.0", "id": "1", "id": "1" }""" },
        { "too deep", Deep },
        { "an unknown type", Given.Event("order.exploded", "BAD-1") },
        { "a type that partners do not send", Given.Event("order.awarded", "BAD-1") },
        { "without its data", Given.Event("appointment.made", "BAD-1") },
        { "an empty batch", "[]" },
        { "a batch of 101", $"[{string.Join(',', Enumerable.Range(0, 101).Select(i => Given.Event("order.accepted", $"BAD-{i}")))}]" },
        { "empty", "" },
    };

    [Theory]
    [MemberData(nameof(VeraBodies))]
    public async Task VERA_that_cannot_be_read_gets_a_Foutbericht_and_is_kept(string what, string body)
    {
        var reply = (await _chain.As(_chain.Erp).PostAsync(Given.Vera, body, "application/json")).Expect(422);

        Assert.Equal("unreadable", reply.Json.GetProperty("code").GetString());
        Assert.NotEqual("", reply.Json.GetProperty("omschrijving").GetString());
        await KeptAsync(what, reply.Receipt, body, "unreadable");
    }

    [Theory]
    [MemberData(nameof(DicoBodies))]
    public async Task DICO_that_cannot_be_read_gets_an_XML_receipt_and_is_kept(string what, string body)
    {
        var reply = (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, body, "application/xml")).Expect(400);

        Assert.Equal("unreadable", reply.Xml.Elements().Single(e => e.Name.LocalName == "Outcome").Value);
        Assert.Contains(reply.Xml.Descendants(), e => e.Name.LocalName == "Text");
        await KeptAsync(what, reply.Receipt, body, "unreadable");
    }

    [Theory]
    [MemberData(nameof(DicoBodies))]
    public async Task DICO_that_cannot_be_read_gets_a_problem_document_where_JSON_is_accepted(string what, string body)
    {
        var reply = (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, body, "text/xml", ("Accept", "application/json"))).Expect(400);

        Assert.Equal("application/problem+json", reply.ContentType);
        Assert.NotEqual("", what);
        Assert.NotEqual("", reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Theory]
    [MemberData(nameof(CanonicalBodies))]
    public async Task CloudEvents_that_cannot_be_read_get_a_problem_document_with_places_and_are_kept(string what, string body)
    {
        var reply = (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, body, Given.CloudEvent)).Expect(400);

        Assert.Equal("application/problem+json", reply.ContentType);
        Assert.All(reply.Json.GetProperty("errors").EnumerateArray(), e =>
            Assert.True(e.TryGetProperty("pointer", out _) && e.TryGetProperty("detail", out _)));
        await KeptAsync(what, reply.Receipt, body, "unreadable");
    }

    [Fact]
    public async Task A_message_of_one_byte_too_many_is_refused_and_its_first_MiB_kept()
    {
        var start = """{ "idExtern": "BAD-1", "omschrijving": " """;
        var body = start + new string('x', Limit + 1 - start.Length);

        foreach (var (caller, path, type) in Faces())
        {
            var reply = (await caller.PostAsync(path, body, type)).Expect(413);

            var kept = (await _chain.Manager.GetAsync($"api/v1/manage/messages/{reply.Receipt}")).Expect(200).Json;
            Assert.Equal(Limit + 1, kept.GetProperty("size").GetInt64());
            Assert.Equal(body[..Limit], (await _chain.Manager.GetAsync($"api/v1/manage/messages/{reply.Receipt}/body")).Expect(200).Text);
        }
    }

    [Fact]
    public async Task A_message_of_just_a_MiB_is_read()
    {
        var number = _chain.NextNumber();
        var order = _chain.Draft(_chain.DicoC, number).ToJson().ToJsonString();

        (await _chain.As(_chain.Erp).PostAsync(Given.Vera, order + new string(' ', Limit - order.Length), "application/json")).Expect(201);
    }

    [Theory]
    [InlineData("PUT", "manage/partners/x")]
    [InlineData("PUT", "manage/contracts/X")]
    [InlineData("POST", "manage/deliveries/replay")]
    [InlineData("POST", "manage/deliveries/x/skip")]
    [InlineData("POST", "manage/orders/1/decisions")]
    public async Task Half_a_character_in_a_document_is_refused_wherever_it_stands(string method, string path)
    {
        foreach (var body in (string[])["""{"a":1,"\ud800":2}""", """{"a":"\udc00"}""", "{\"a\":1,\"a\":2}", "{\"a\":"])
            (await _chain.Manager.SendAsync(new HttpMethod(method), $"api/v1/{path}", Encoding.UTF8.GetBytes(body), "application/json")).Expect(400);
    }

    [Fact]
    public async Task A_chunk_of_an_impossible_size_is_refused()
    {
        var hub = _chain.Manager.Hub;
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(hub.Host, hub.Port);
        var key = _chain.As(_chain.Webhook).Key;
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nX-API-KEY: {key}\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"));
        using var answer = new StreamReader(connection.GetStream());
        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync());
    }

    [Fact]
    public async Task Another_media_type_or_an_encoding_is_not_taken()
    {
        foreach (var (caller, path, _) in Faces())
        {
            (await caller.PostAsync(path, "x", "text/plain")).Expect(415);
            (await caller.PostAsync(path, "x", path == Given.Dico ? "application/xml" : "application/json", ("Content-Encoding", "gzip"))).Expect(415);
        }
    }

    [Theory]
    [InlineData(Given.Vera, 422, "X-Stuurgegevens-Referentienummer: d1", "X-Stuurgegevens-Referentienummer: d1")]
    [InlineData(Given.Vera, 422, "X-Stuurgegevens-Tijdstip-Bericht: 2026-03-02T08:00:00Z", "X-Stuurgegevens-Tijdstip-Bericht: 2026-03-02T09:00:00Z")]
    [InlineData(Given.Canonical, 400, "ce-id: q1", "ce-id: q1")]
    [InlineData(Given.Canonical, 400, "CE-ID: c1", "ce-id: zz")]
    [InlineData(Given.Canonical, 400, "X-API-KEY: khk_1", "x-api-key: khk_1")]
    [InlineData(Given.Canonical, 400, "Content-Type: application/json", "Content-Type: application/json")]
    [InlineData(Given.Dico, 400, "Content-Type: application/xml", "Content-Type: text/xml")]
    public async Task A_header_that_comes_twice_is_refused_and_named(string path, int status, string one, string other)
    {
        var hub = _chain.Manager.Hub;
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(hub.Host, hub.Port);
        // The client of .NET would join the two.
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{one}\r\n{other}\r\nContent-Length: 2\r\n\r\n{{}}"));
        using var stream = new StreamReader(connection.GetStream());
        var answer = await stream.ReadToEndAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains($"header {one.Split(':')[0]}", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("%ED%A0%80")]
    [InlineData("%C3")]
    [InlineData("%EF%BF%BF")]
    public async Task Text_in_an_address_that_is_no_text_is_refused(string remark)
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        (await _chain.As(_chain.Webhook).SendAsync(
            HttpMethod.Put, $"api/v1/orders/{number}/photos/P-1?moment=before&remark={remark}", [1], "image/jpeg")).Expect(400);
    }

    [Fact]
    public async Task DICO_hears_in_Dutch_and_in_XML_what_was_not_even_kept()
    {
        var reply = (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, "x", "text/plain")).Expect(415);
        Assert.Equal("application/xml", reply.ContentType);
        Assert.Contains("Dit soort bericht wordt hier niet gelezen.", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ReceiptId", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_DICO_status_with_anothers_GLN_is_about_no_order()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);

        foreach (var (body, wrong) in ((string, string)[])
        [
            (Given.Status(number, Glns.Of(99), "ACC"), "De Contractor van het bericht is niet de afzender"),
            (Given.Status(number, Glns.Of(13), "ACC", buyerGln: Glns.Of(98)), "De Buyer van het bericht is niet de corporatie"),
        ])
        {
            var reply = (await _chain.As(_chain.DicoC).PostAsync(Given.Dico, body, "application/xml")).Expect(404);
            Assert.Equal("refused", reply.Xml.Elements().Single(e => e.Name.LocalName == "Outcome").Value);
            Assert.Contains(wrong, reply.Text, StringComparison.Ordinal);
        }

        Assert.Equal(["order.placed", "order.awarded"], await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task VERA_hears_what_is_wrong_in_Dutch()
    {
        var words = (await _chain.As(_chain.Erp).PostAsync(Given.Vera, """
            { "idExtern": "BAD-2", "onderhoudSoort": { "code": "PLN" }, "defecten": [ { "eenheid": { "idExtern": "N-01" } } ],
              "onderhoudstaken": [ { "omschrijving": "x", "voorcalculaties": [ { "aantal": 1, "bedrag": "12,50" } ] } ] }
            """, "application/json")).Expect(422).Json.GetProperty("omschrijving").GetString()!;

        Assert.StartsWith("Het bericht is niet te lezen. Het is bewaard, en er is niets gewijzigd. Verwacht:", words, StringComparison.Ordinal);
        Assert.Contains("/onderhoudSoort: REP, MUT of INS:", words, StringComparison.Ordinal);
        Assert.Contains(
            "/onderhoudstaken/0/voorcalculaties/0/bedrag: een getal in JSON, met een punt en zonder aanhalingstekens, zoals 12.50.", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "manage/partners/x", """{ "role": "Erp", "conection": {} }""", "/conection", "No such member; there are id, role, name,")]
    [InlineData("PUT", "manage/partners/x", """{ "connection": { "headers": { "X-A": 1 } } }""", "/connection/headers/X-A", "A JSON string, in quotes.")]
    [InlineData("POST", "manage/orders/1/decisions", """{ "on": "order", "approved": true, "remark": "a\u0001b" }""", "/remark", "A text without control characters")]
    [InlineData("POST", "manage/deliveries/replay", """{ "partnr": "erp" }""", "/partnr", "No such member; there are partner, orderId.")]
    [InlineData("POST", "manage/deliveries/replay", """{ "orderId": 7 }""", "/orderId", "The hub's id, a UUID.")]
    [InlineData("POST", "manage/orders/1/decisions", """{ "on": "order", "approved": "yes" }""", "/approved", "true or false.")]
    public async Task A_member_that_is_not_known_or_of_another_type_is_called_so(string method, string path, string body, string place, string expected)
    {
        var error = (await _chain.Manager.SendAsync(new HttpMethod(method), $"api/v1/{path}", Encoding.UTF8.GetBytes(body), "application/json"))
            .Expect(400).Json.GetProperty("errors")[0];

        Assert.Equal(place, error.GetProperty("pointer").GetString());
        Assert.StartsWith(expected, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VERA_answers_401_and_404_without_a_body()
    {
        Assert.Empty((await _chain.Hub.With(null).PostAsync(Given.Vera, "{}", "application/json")).Expect(401).Body);
        Assert.Empty((await _chain.As(_chain.Erp).GetAsync($"{Given.Vera}/nothing")).Expect(404).Body);
        Assert.Empty((await _chain.As(_chain.Erp).SendAsync(
            HttpMethod.Patch, $"{Given.Vera}/nothing", Encoding.UTF8.GetBytes("""{ "omschrijving": "x" }"""), "application/json")).Expect(404).Body);
    }

    [Fact]
    public async Task A_batch_gets_one_receipt_an_event_whatever_becomes_of_the_others()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);
        var batch = $"[{Given.Event("order.accepted", number)},{Given.Event("order.accepted", "nothing")},{Given.Event("work.started", number)}]";

        var receipts = (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, batch, Given.CloudEvents)).Expect(202).Json.GetProperty("receipts");

        Assert.Equal(["accepted", "refused", "accepted"], receipts.EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
        Assert.Equal(404, receipts[1].GetProperty("problem").GetProperty("status").GetInt32());
        Assert.Equal(["order.placed", "order.awarded", "order.accepted", "work.started"], await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task A_refusal_names_what_is_possible_in_the_partners_own_words()
    {
        var number = await _chain.PlaceAsync(_chain.Webhook);

        var vera = (await _chain.As(_chain.Erp).SendAsync(
            HttpMethod.Patch, $"{Given.Vera}/{number}", Encoding.UTF8.GetBytes("""{ "status": { "code": "AFG" } }"""), "application/json")).Expect(409);
        var canonical = (await _chain.As(_chain.Webhook).PostAsync(Given.Canonical, Given.Event("order.closed", number), Given.CloudEvents)).Expect(409);

        Assert.StartsWith(
            "Status AFG is niet mogelijk zolang de orderstatus GUN is; nu mogelijk: GEA. (ontvangst ",
            vera.Json.GetProperty("omschrijving").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "order.closed is not possible while the order is awarded; possible now: cancellation.requested, order.cancelled, order.accepted, ",
            canonical.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_cannot_be_is_refused_with_the_reason()
    {
        var draft = _chain.Draft(_chain.DicoC) with { Dwelling = "X-99" };

        var reply = (await _chain.As(_chain.Erp).PostAsync(Given.Vera, draft.ToJson().ToJsonString(), "application/json")).Expect(422);

        Assert.Equal("dwelling-unknown", reply.Json.GetProperty("code").GetString());
        Assert.Contains("X-99", reply.Json.GetProperty("omschrijving").GetString(), StringComparison.Ordinal);
        (await _chain.Manager.GetAsync($"api/v1/orders/{draft.Number}")).Expect(404);
    }

    private (Caller Caller, string Path, string ContentType)[] Faces() =>
    [
        (_chain.As(_chain.Erp), Given.Vera, "application/json"),
        (_chain.As(_chain.DicoC), Given.Dico, "application/xml"),
        (_chain.As(_chain.Webhook), Given.Canonical, Given.CloudEvent),
    ];

    private async Task KeptAsync(string what, string receipt, string body, string outcome)
    {
        var message = (await _chain.Manager.GetAsync($"api/v1/manage/messages/{receipt}")).Expect(200).Json;
        Assert.Equal(outcome, message.GetProperty("outcome").GetString());
        Assert.True(body == (await _chain.Manager.GetAsync($"api/v1/manage/messages/{receipt}/body")).Expect(200).Text, what);
        (await _chain.Manager.GetAsync("api/v1/orders/BAD-1")).Expect(404);
    }
}
