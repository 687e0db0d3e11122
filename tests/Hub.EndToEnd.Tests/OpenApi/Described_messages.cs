using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Application.Intake;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.EndToEnd.Tests.Support;
using Hub.Formats;
using Hub.Formats.Canonical.Reading;
using Hub.Formats.Csv;
using Hub.Formats.Dico.Reading;
using Hub.Formats.Vera.Reading;
using Hub.Pictures;
using Hub.Pictures.Cleaning;
using CanonicalReader = Hub.Formats.Canonical.Reading.MessageReader;
using DicoReader = Hub.Formats.Dico.Reading.MessageReader;
using VeraReader = Hub.Formats.Vera.Reading.MessageReader;

namespace Hub.EndToEnd.Tests.OpenApi;

/// <summary>What the document says of bodies is what the hub's own readers say of them.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed partial class Described_messages
{
    private static readonly Partner Partner = new()
    {
        Id = "erp", Role = PartnerRole.Erp, Name = "ERP", Connection = new Connection { Language = Language.Canonical, Transport = Transport.Mailbox },
    };

    [Fact]
    public void Every_example_fits_its_schema()
    {
        var errors = Description.Examples().SelectMany(e => SchemaCheck.Faults(e.Schema, e.Example).Select(f => $"{e.Place}{f}"));

        Assert.Empty(errors);
    }

    [Fact]
    public void Every_event_of_the_document_is_one_that_the_hub_reads()
    {
        Assert.All(EventExamples(), example => Assert.IsType<ReadResult.Read>(new CanonicalReader().Read(Bytes(example), new ReadContext(Partner))));
    }

    [Fact]
    public void Every_fact_that_a_partner_may_tell_is_an_event_of_the_document()
    {
        var told = EventExamples().Select(Command).OfType<Report>().Select(r => r.Fact.GetType().Name);
        // A photo comes as a file or in a message of another language, and the hub tells of it.
        var facts = EventCatalogue.All.Where(d => d is { IsReported: true, WithFile: false }).Select(d => d.Name);

        Assert.Equal(facts.Order(), told.Order());
    }

    [Fact]
    public void Placing_and_amending_are_events_of_the_document()
    {
        var commands = EventExamples().Select(Command).ToList();

        Assert.Single(commands.OfType<PlaceOrder>());
        Assert.Single(commands.OfType<AmendOrder>());
    }

    [Fact]
    public void What_a_schema_needs_the_hub_needs_too()
    {
        // Each event without one needed member of its data, or without its subject, is unreadable.
        foreach (var example in EventExamples())
        {
            foreach (var name in Needed(example))
            {
                var lacking = Without(example, name);
                Assert.True(
                    new CanonicalReader().Read(Bytes(lacking), new ReadContext(Partner)) is ReadResult.Failed,
                    $"{example.GetProperty("type")} without {name} is read.");
                Assert.NotEmpty(SchemaCheck.Faults(Description.Schema("IncomingEvent"), lacking));
            }
        }
    }

    [Theory]
    [InlineData("/api/vera/v4/onderhoudsorders", "post", Operation.Post)]
    [InlineData("/api/vera/v4/onderhoudsorders", "put", Operation.Put)]
    [InlineData("/api/vera/v4/onderhoudsorders", "patch", Operation.Patch)]
    public void Every_VERA_body_of_the_document_is_one_that_the_hub_reads(string path, string method, Operation operation)
    {
        var vera = Partner with { Connection = new Connection { Language = Language.Vera, Transport = Transport.Mailbox } };

        Assert.All(Bodies(path, method, "application/json"), body =>
            Assert.IsType<ReadResult.Read>(new VeraReader().Read(Bytes(body), new ReadContext(vera, operation))));
    }

    [Fact]
    public void Every_DICO_body_of_the_document_is_one_that_the_hub_reads()
    {
        var dico = Partner with { Role = PartnerRole.Contractor, Connection = new Connection { Language = Language.Dico, Transport = Transport.Mailbox } };

        Assert.All(Bodies("/api/dico/messages", "post", "application/xml"), body =>
            Assert.IsType<ReadResult.Read>(new DicoReader().Read(Encoding.UTF8.GetBytes(body.GetString()!), new ReadContext(dico))));
    }

    [Fact]
    public void What_the_hub_tells_has_the_data_that_the_document_names()
    {
        var named = DataOf().Matches(Description.Schema("EventData").GetProperty("description").GetString()!)
            .ToDictionary(m => $"nl.ketenhub.{m.Groups["type"].Value}.v1", m => Description.Schema(m.Groups["data"].Value));

        var all = Told().Where(e => named.ContainsKey(e.GetProperty("type").GetString()!)).ToList();
        Assert.Equal(named.Keys.Order(), all.Select(e => e.GetProperty("type").GetString()!).Order());
        foreach (var told in all)
        {
            var schema = named[told.GetProperty("type").GetString()!];
            var data = told.GetProperty("data");
            Assert.Empty(SchemaCheck.Faults(schema, data));
            Assert.Equal(["order"], data.EnumerateObject().Select(m => m.Name).Except(schema.GetProperty("properties").EnumerateObject().Select(m => m.Name))
                .Except(["resident"]));
        }
        Assert.Equal(["photo.added", "photo.announced", "photo.deleted", "photo.rejected", "photos.missing"],
            named.Keys.Where(n => n.Contains(".photo", StringComparison.Ordinal)).Select(n => n["nl.ketenhub.".Length..^3]).Order());
    }

    [Fact]
    public void Every_event_that_the_hub_sends_fits_the_schema_of_its_type_and_of_no_other()
    {
        var mapping = Description.Schema("OutgoingEvent").GetProperty("discriminator").GetProperty("mapping");
        var sent = Told().Where(e => mapping.TryGetProperty(e.GetProperty("type").GetString()!, out _)).ToList();
        Assert.Equal(mapping.EnumerateObject().Select(m => m.Name).Order(), sent.Select(e => e.GetProperty("type").GetString()!).Distinct().Order());
        foreach (var told in sent)
        {
            var schema = mapping.GetProperty(told.GetProperty("type").GetString()!).GetString()!.Split('/')[^1];
            Assert.Empty(SchemaCheck.Faults(Description.Schema(schema), told));
            Assert.Empty(SchemaCheck.Faults(Description.Schema("OutgoingEvent"), told));
        }
        // Nobody is told of these two.
        Assert.Equal(["nl.ketenhub.order.placed.v1", "nl.ketenhub.photo.announced.v1"],
            Told().Select(e => e.GetProperty("type").GetString()!).Distinct().Except(mapping.EnumerateObject().Select(m => m.Name)).Order());
    }

    [Fact]
    public void Photos_of_the_documents_messages_are_read_and_are_pictures_that_the_hub_keeps()
    {
        var vera = Partner with { Connection = new Connection { Language = Language.Vera, Transport = Transport.Mailbox } };
        var dico = Partner with { Role = PartnerRole.Contractor, Connection = new Connection { Language = Language.Dico, Transport = Transport.Mailbox } };
        var inVera = Bodies("/api/vera/v4/onderhoudsorders", "patch", "application/json")
            .SelectMany(b => Photos(new VeraReader().Read(Bytes(b), new ReadContext(vera, Operation.Patch)))).ToList();
        var inDico = Bodies("/api/dico/messages", "post", "application/xml")
            .SelectMany(b => Photos(new DicoReader().Read(Encoding.UTF8.GetBytes(b.GetString()!), new ReadContext(dico)))).ToList();

        Assert.Equal([PhotoMoment.Damage, PhotoMoment.Before], inVera.Select(p => p.Moment));
        Assert.Equal([PhotoMoment.After, PhotoMoment.After], inDico.Select(p => p.Moment));
        Assert.Equal(2, inVera.Concat(inDico).Count(p => p.Url is not null));
        Assert.All(inVera.Concat(inDico).Where(p => p.Data is not null), p => Assert.IsType<CleaningResult.Cleaned>(PictureCleaner.Clean(p.Data!.Value)));

        static IReadOnlyList<IncomingPhoto> Photos(ReadResult read) => Message(read).Photos;
    }

    [Fact]
    public void Every_partner_of_the_document_is_one_that_may_be_put()
    {
        Assert.All(Bodies("/api/v1/manage/partners/{id}", "put", "application/json"), body =>
        {
            var errors = new List<ReadError>();
            PartnerChecks.Read("a-partner", body.Deserialize(PartnerDocumentJson.Default.PartnerDocument)!, null, [], allowHttp: false, null, PartnerCodeLists.All, errors);
            Assert.Empty(errors);
        });
    }

    [Fact]
    public void The_contract_of_the_document_is_one_that_may_be_put()
    {
        Assert.All(Bodies("/api/v1/manage/contracts/{number}", "put", "application/json"), body =>
        {
            var errors = new List<ReadError>();
            ContractDocument.Read("RO-2026-1", body, errors);
            Assert.Empty(errors);
        });
    }

    [Fact]
    public void The_members_of_a_contract_are_the_ones_that_the_document_names()
    {
        Assert.Equal(Members("ContractDocument"), Read("{0}"));
        Assert.Equal(Members("ContractArea"), Read("""{ "areas": [{0}] }"""));
        Assert.Equal(Members("ContractWork"), Read("""{ "work": [{0}] }"""));
        Assert.Equal(Members("ContractPricing"), Read("""{ "pricing": {0} }"""));
        Assert.Equal(Members("Package"), Read("""{ "pricing": { "packages": [{0}] } }"""));
        Assert.Equal(Members("Mandate"), Read("""{ "mandates": [{0}] }"""));
        Assert.Equal(Members("WorkingHours"), Read("""{ "workingHours": {0} }"""));
        Assert.Equal(Members("ServiceLevel"), Read("""{ "serviceLevels": [{0}] }"""));
        Assert.Equal(Members("EvidenceRule"), Read("""{ "evidence": [{0}] }"""));
        Assert.Equal(Members("SamplingRule"), Read("""{ "sampling": [{0}] }"""));
        Assert.Equal(Members("Targets"), Read("""{ "targets": {0} }"""));
        Assert.Equal(Members("WeighedTarget"), Read("""{ "targets": { "repairOnTime": {0} } }"""));
        Assert.Equal(Members("Incentive"), Read("""{ "incentives": [{0}] }"""));

        static IEnumerable<string> Members(string schema) => Description.Schema(schema).GetProperty("properties").EnumerateObject().Select(m => m.Name);

        // The hub says which members there are where it meets one that there is not.
        static string[] Read(string json)
        {
            var errors = new List<ReadError>();
            ContractDocument.Read("RO-2026-1", JsonElement.Parse(json.Replace("{0}", """{ "unheard-of": 1 }""", StringComparison.Ordinal)), errors);
            return Assert.Single(errors, e => e.Place.EndsWith("/unheard-of", StringComparison.Ordinal)).Expected["No such member; there are ".Length..]
                .TrimEnd('.').Split(", ");
        }
    }

    [Fact]
    public void The_price_list_of_the_document_is_one_that_may_be_put_and_the_one_that_is_given_back_too()
    {
        Assert.All(Bodies("/api/v1/manage/contracts/{number}/prices", "put", "text/csv"),
            body => Assert.Empty(PriceCsv.Read(Encoding.UTF8.GetBytes(body.GetString()!)).Errors));
        var given = Description.Root.GetProperty("paths").GetProperty("/api/v1/manage/contracts/{number}/prices").GetProperty("get")
            .GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("text/csv").GetProperty("example").GetString()!;
        Assert.Equal(given, Encoding.UTF8.GetString(PriceCsv.Write(PriceCsv.Read(Encoding.UTF8.GetBytes(given)).Lines)));
    }

    [Fact]
    public void The_register_of_the_document_is_one_that_may_be_put()
    {
        Assert.All(Bodies("/api/v1/manage/dwellings", "put", "text/csv"), body =>
            Assert.Empty(DwellingCsv.Read(Encoding.UTF8.GetBytes(body.GetString()!)).Errors));
    }

    private static IEnumerable<JsonElement> EventExamples() =>
        Description.Schema("IncomingEvent").GetProperty("oneOf").EnumerateArray()
            .Select(s => Assert.Single(Description.Follow(s).GetProperty("examples").EnumerateArray()));

    private static OrderCommand Command(JsonElement example) =>
        Assert.Single(Message(new CanonicalReader().Read(Bytes(example), new ReadContext(Partner))).Commands);

    private static IEnumerable<string> Needed(JsonElement example)
    {
        var type = example.GetProperty("type").GetString()!;
        var schema = Description.Schema("IncomingEvent").GetProperty("discriminator").GetProperty("mapping").GetProperty(type).GetString()!.Split('/')[^1];
        var parts = Description.Schema(schema).GetProperty("allOf").EnumerateArray().Select(Description.Follow);
        return parts.SelectMany(p => p.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : []);
    }

    private static JsonElement Without(JsonElement example, string name)
    {
        var rest = example.EnumerateObject().Where(m => m.Name != name).ToDictionary(m => m.Name, m => m.Value);
        return JsonSerializer.SerializeToElement(rest);
    }

    private static List<JsonElement> Bodies(string path, string method, string mediaType)
    {
        var media = Description.Root.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content")
            .GetProperty(mediaType);
        var bodies = media.TryGetProperty("example", out var only)
            ? [only]
            : media.GetProperty("examples").EnumerateObject().Select(e => Description.Follow(e.Value).GetProperty("value")).ToList();
        Assert.NotEmpty(bodies);
        return bodies;
    }

    // The events as the hub writes them, which the tests of its formats keep.
    private static IEnumerable<JsonElement> Told([CallerFilePath] string from = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(from)!, "..", "..", "Hub.Formats.Tests", "Canonical", "Golden");
        return Directory.EnumerateFiles(folder, "*.json").Select(f => JsonElement.Parse(File.ReadAllText(f)))
            .Where(e => e.TryGetProperty("specversion", out _));
    }

    [GeneratedRegex(@"`(?<type>[a-z.-]+)` \([^)]*\),?( which)? has (?<data>\w+)")]
    private static partial Regex DataOf();

    private static byte[] Bytes(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText());

    private static IncomingOrderMessage Message(ReadResult read) =>
        Assert.IsType<IncomingOrderMessage>(Assert.Single(Assert.IsType<ReadResult.Read>(read).Messages));
}
