using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Partners;

public sealed class Checking_a_partner
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly CodeLists Lists = new(new Dictionary<Language, IReadOnlyDictionary<string, IReadOnlyList<string>>>
    {
        [Language.Dico] = new Dictionary<string, IReadOnlyList<string>> { ["status"] = ["ACC", "TGE"], ["unit"] = ["PCE"] },
    });

    private static ConnectionDocument Webhook => new() { Language = "canonical", Transport = "webhook", Url = "https://alfa.example/hook", Secrets = [Secret] };

    private static PartnerDocument Document => new() { Role = "Contractor", Name = " Alfa Onderhoud ", Gln = Given.AlfaGln, Connection = Webhook };

    private static (Partner? Partner, List<ReadError> Errors) Read(
        PartnerDocument document, Partner? existing = null, string id = Given.Alfa, bool allowHttp = false, params Partner[] others)
    {
        var errors = new List<ReadError>();
        return (PartnerChecks.Read(id, document, existing, others, allowHttp, queuePartner: "queued", Lists, errors), errors);
    }

    private static Partner Good(PartnerDocument document, Partner? existing = null, bool allowHttp = false)
    {
        var (partner, errors) = Read(document, existing, allowHttp: allowHttp);
        Assert.Empty(errors);
        return partner!;
    }

    [Fact]
    public void A_whole_document_makes_a_partner()
    {
        var partner = Good(Document with { RelationCode = "R-1", AppId = "app", Watchers = ["beheer@example.nl"], Enabled = false });
        Assert.Equal(
            (Given.Alfa, PartnerRole.Contractor, "Alfa Onderhoud", Given.AlfaGln, "R-1", "app", false),
            (partner.Id, partner.Role, partner.Name, partner.Gln, partner.RelationCode, partner.AppId, partner.Enabled));
        Assert.Equal((Language.Canonical, Transport.Webhook, new Uri("https://alfa.example/hook")),
            (partner.Connection.Language, partner.Connection.Transport, partner.Connection.Url));
    }

    [Fact]
    public void The_address_of_a_Teams_workflow_is_masked_and_kept_by_its_mask()
    {
        var workflow = new Uri("https://teams.example/1?sig=geheim");
        var partner = Good(Document with { TeamsWorkflow = $" {workflow.OriginalString} " });
        Assert.Equal(workflow, partner.TeamsWorkflow);
        Assert.Equal("***", PartnerDocument.Of(partner).TeamsWorkflow);
        Assert.Equal(workflow, Good(Document with { TeamsWorkflow = "***" }, partner).TeamsWorkflow);
        Assert.Null(Good(Document, partner).TeamsWorkflow);
        Assert.Null(PartnerDocument.Of(Good(Document)).TeamsWorkflow);
    }

    [Fact]
    public void A_partner_as_text_shows_no_secret_and_no_address_of_a_person()
    {
        var text = Good(Document with { TeamsWorkflow = "https://teams.example/1?sig=geheim", Watchers = ["beheer@example.nl"] }).ToString();
        Assert.Equal("Partner alfa (Contractor, Connection Canonical over Webhook)", text);
    }

    public static TheoryData<string, PartnerDocument> Faulty => new()
    {
        { "/role", Document with { Role = null } },
        { "/role", Document with { Role = "Boss" } },
        { "/role", Document with { Role = "1" } },
        { "/name", Document with { Name = " " } },
        { "/name", Document with { Name = "\u200B\u00A0" } },
        { "/name", Document with { Name = "Alfa\nOnderhoud" } },
        { "/name", Document with { Name = new string('a', 101) } },
        { "/id", Document with { Id = "beta" } },
        { "/gln", Document with { Gln = "8712345000012" } },
        { "/gln", Document with { Gln = null, Connection = Webhook with { Language = "Dico", Transport = "Https", Secrets = null } } },
        { "/connection", Document with { Connection = null } },
        { "/connection", Document with { Connection = Webhook with { Language = "Vera" } } },
        { "/connection/language", Document with { Connection = Webhook with { Language = "Latin" } } },
        { "/connection/transport", Document with { Connection = Webhook with { Transport = "Pigeon", Secrets = null } } },
        { "/connection/url", Document with { Connection = Webhook with { Url = null } } },
        { "/connection/url", Document with { Connection = Webhook with { Url = "hook" } } },
        { "/connection/url", Document with { Connection = Webhook with { Url = "http://alfa.example/hook" } } },
        { "/connection/url", Document with { Connection = Webhook with { Url = "file:///etc/hosts" } } },
        { "/connection/url", Document with { Connection = Webhook with { Url = "https://me:secret@alfa.example/hook" } } },
        { "/connection/secrets", Document with { Connection = Webhook with { Secrets = [] } } },
        { "/connection/secrets/1", Document with { Connection = Webhook with { Secrets = [Secret, "whsec_c2hvcnQ="] } } },
        { "/connection/secrets/1", Document with { Connection = Webhook with { Secrets = [Secret, PartnerDocument.Masked] } } },
        { "/connection/secrets/1", Document with { Connection = Webhook with { Secrets = [Secret, null!] } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", PartnerDocument.Masked) } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", PartnerDocument.Masked + " ") } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", "") } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", " \t") } } },
        { "/connection/headers/Content-Type", Document with { Connection = Webhook with { Headers = Headers("Content-Type", "x") } } },
        { "/connection/headers/If-Match", Document with { Connection = Webhook with { Headers = Headers("If-Match", "x") } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", "a\r\nb") } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", "sleutel-é") } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", null!) } } },
        { "/connection/headers/host", Document with { Connection = Webhook with { Headers = Headers("host", "other.example") } } },
        { "/connection/headers/Transfer-Encoding", Document with { Connection = Webhook with { Headers = Headers("Transfer-Encoding", "chunked") } } },
        { "/connection/headers/Content-Length", Document with { Connection = Webhook with { Headers = Headers("Content-Length", "0") } } },
        { "/connection/headers/Connection", Document with { Connection = Webhook with { Headers = Headers("Connection", "close") } } },
        { "/connection/headers/Webhook-Signature", Document with { Connection = Webhook with { Headers = Headers("Webhook-Signature", "v1,") } } },
        { "/connection/headers/X Key", Document with { Connection = Webhook with { Headers = Headers("X Key", "a") } } },
        { "/connection/dicoGeneration", Document with { Connection = Webhook with { DicoGeneration = "D" } } },
        { "/connection/veraOrderKey", Document with { Connection = Webhook with { VeraOrderKey = "number" } } },
        { "/connection/headers/X-Key", Document with { Connection = Webhook with { Headers = Headers("X-Key", "****") } } },
        { "/connection/secrets/1", Document with { Connection = Webhook with { Secrets = [Secret, "****"] } } },
        { "/connection/codes/status", Document with { Connection = Webhook with { Codes = Codes("status", Headers("A", "ACC")) } } },
        { "/connection/codes/status", Document with { Connection = Dico with { Codes = Codes("status", null!) } } },
        { "/connection/codes/units", Document with { Connection = Dico with { Codes = Codes("units", Headers("stk", "PCE")) } } },
        { "/connection/codes/unit/stk", Document with { Connection = Dico with { Codes = Codes("unit", Headers("stk", "NOPE")) } } },
        { "/connection/codes/unit/stk", Document with { Connection = Dico with { Codes = Codes("unit", Headers("stk", null!)) } } },
        { "/connection/codes/unit/ ", Document with { Connection = Dico with { Codes = Codes("unit", Headers(" ", "PCE")) } } },
        { "/watchers/1", Document with { Watchers = ["beheer@example.nl", "beheer"] } },
        { "/watchers/0", Document with { Watchers = [null!] } },
        { "/watchers", Document with { Watchers = [.. Enumerable.Range(0, 51).Select(i => $"w{i}@example.nl")] } },
        { "/teamsWorkflow", Document with { TeamsWorkflow = "http://teams.example/1" } },
        { "/teamsWorkflow", Document with { TeamsWorkflow = "https://user@teams.example/1" } },
        { "/teamsWorkflow", Document with { TeamsWorkflow = "teams" } },
        { "/teamsWorkflow", Document with { TeamsWorkflow = "***" } },
    };

    [Fact]
    public void What_a_partner_may_call_otherwise_is_listed()
    {
        string Expected(string list, string theirs, string code) =>
            Assert.Single(Read(Document with { Connection = Dico with { Codes = Codes(list, Headers(theirs, code)) } }).Errors).Expected;
        Assert.Equal("One of the lists status, unit.", Expected("units", "stk", "PCE"));
        Assert.Equal("A code of the partner's with one of the standard: ACC, TGE.", Expected("status", "OK", "acc"));
        Assert.Equal("PCE", Good(Document with { Connection = Dico with { Codes = Codes("unit", Headers("stk", "PCE")) } }).Connection.ToStandard("unit", "STK"));
    }

    [Fact]
    public void The_id_of_the_address_may_stand_in_the_document() => Assert.Equal(Given.Alfa, Good(Document with { Id = Given.Alfa }).Id);

    [Fact]
    public void An_error_lists_only_what_the_rest_of_the_document_leaves_open()
    {
        Assert.Equal("One of Dico, Canonical.", Assert.Single(Read(Document with { Connection = Webhook with { Language = "Latin" } }).Errors).Expected);
        Assert.Equal("One of Webhook, Mailbox.",
            Assert.Single(Read(Document with { Connection = Webhook with { Transport = "Pigeon", Secrets = null } }).Errors).Expected);
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_fault_is_named_at_its_place(string pointer, PartnerDocument document)
    {
        var (partner, errors) = Read(document);
        Assert.Null(partner);
        Assert.Equal([pointer], errors.Select(e => e.Place));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Alfa")]
    [InlineData("-alfa")]
    [InlineData("alfa beta")]
    [InlineData("a23456789b123456789c123456789d123456789e1")]
    public void An_id_is_short_and_plain(string id) => Assert.Equal([""], Read(Document, id: id).Errors.Select(e => e.Place));

    [Fact]
    public void What_names_a_partner_names_no_other()
    {
        var other = Given.PartnerBeta with { Gln = Given.AlfaGln, RelationCode = "R-1", AppId = "app" };
        Assert.Equal(["/gln", "/relationCode", "/appId"],
            Read(Document with { RelationCode = "R-1", AppId = "app" }, others: other).Errors.Select(e => e.Place));
    }

    [Fact]
    public void A_partner_is_not_in_its_own_way() => Assert.Empty(Read(Document, Given.PartnerAlfa, others: Given.PartnerAlfa).Errors);

    [Fact]
    public void A_role_cannot_change() =>
        Assert.Equal(["/role"], Read(Document, Given.PartnerAlfa with { Role = PartnerRole.SurveyBureau }).Errors.Select(e => e.Place));

    [Fact]
    public void Plain_http_is_fine_where_it_is_allowed() =>
        Assert.Equal("http", Good(Document with { Connection = Webhook with { Url = "http://localhost/hook" } }, allowHttp: true).Connection.Url!.Scheme);

    [Fact]
    public void A_mailbox_needs_no_address() =>
        Assert.Null(Good(Document with { Connection = new ConnectionDocument { Language = "Canonical", Transport = "Mailbox" } }).Connection.Url);

    [Fact]
    public void What_is_given_back_tells_no_secret()
    {
        var json = JsonSerializer.Serialize(PartnerDocument.Of(Kept), PartnerDocumentJson.Default.PartnerDocument);
        Assert.DoesNotContain(Secret, json, StringComparison.Ordinal);
        Assert.DoesNotContain("key-1", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_back_can_be_put_again_and_keeps_the_secrets()
    {
        var again = Good(PartnerDocument.Of(Kept), Kept);
        Assert.Equal([Secret], again.Connection.Secrets);
        Assert.Equal("key-1", again.Connection.Headers["X-Key"]);
    }

    [Fact]
    public void A_partner_that_is_put_again_is_no_longer_disabled() =>
        Assert.Null(Good(PartnerDocument.Of(Kept with { Connection = Kept.Connection with { DisabledBecause = "Gone." } }), Kept).Connection.DisabledBecause);

    [Fact]
    public void A_misspelt_member_is_a_fault() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"role": "Erp", "nmae": "x"}""", PartnerDocumentJson.Default.PartnerDocument));

    [Fact]
    public void A_stored_partner_is_read_as_it_was()
    {
        var read = PartnerJson.Read(PartnerJson.Write(Kept));
        Assert.Equal(PartnerJson.Write(Kept), PartnerJson.Write(read));
        Assert.Equal([Secret], read.Connection.Secrets);
    }

    [Fact]
    public void A_connection_says_nothing_secret_in_a_log() => Assert.Equal("Connection Canonical over Webhook", Kept.Connection.ToString());

    private static Partner Kept => Given.PartnerAlfa with
    {
        Connection = Given.PartnerAlfa.Connection with { Secrets = [Secret], Headers = Headers("X-Key", "key-1") },
    };

    private static Dictionary<string, string> Headers(string name, string value) => new() { [name] = value };

    private static ConnectionDocument Dico => new() { Language = "Dico", Transport = "Mailbox" };

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Codes(string list, IReadOnlyDictionary<string, string> codes) => new() { [list] = codes };

    [Theory]
    [InlineData("Vera")]
    [InlineData("Canonical")]
    public void An_ERP_has_queues_where_the_hub_has_them_for_it(string language)
    {
        var document = new PartnerDocument { Role = "Erp", Name = "ERP", Connection = new ConnectionDocument { Language = language, Transport = "Queue" } };
        Assert.Equal(Transport.Queue, Read(document, id: "queued").Partner!.Connection.Transport);

        var error = Assert.Single(Read(document, id: "other").Errors);
        Assert.Equal("/connection/transport", error.Place);
        Assert.Contains("Hub:Queue:Partner", error.Expected, StringComparison.Ordinal);
        Assert.DoesNotContain("Queue", Assert.Single(Read(document with { Connection = document.Connection! with { Transport = "Pigeon" } }, id: "other").Errors).Expected,
            StringComparison.Ordinal);
    }
}
