using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Settings;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Vera.Reading;
using Hub.Formats.Vera.Writing;

namespace Hub.Formats.Tests.Support;

/// <summary>Documents, partners and orders for the VERA tests.</summary>
internal static class VeraGiven
{
    public const string ErpId = "woonhart-erp";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static readonly PublicAddress HubAddress = new(new Uri("https://hub.example/"));

    /// <summary>A picture as the hub keeps it.</summary>
    public static readonly StoredPicture Picture = new(new string('a', 64), new string('b', 64), "image/jpeg", 81_234, 640, 480);

    public static readonly Partner Contractor = new()
    {
        Id = "vakwerk",
        Role = PartnerRole.Contractor,
        Name = "Vakwerk Onderhoud BV",
        Gln = "8712345678906",
        RelationCode = "CR-0042",
        Connection = new Connection { Language = Language.Dico, Transport = Transport.Https },
    };

    /// <summary>The terms of a contract with all deadlines and two mandates; the clock stands where nobody is at home, or the client must answer.</summary>
    public static readonly OrderTerms Terms = new()
    {
        ContractVersion = 1,
        ServiceLevel = new ServiceLevel
        {
            Kind = OrderKind.Turnover, RespondWithin = AgreedTime.InHours(8), CompleteWithin = AgreedTime.InDays(10), LeadTime = AgreedTime.InDays(15),
            Clock = ServiceClockKind.WorkingDays, StopsFor = [InterruptionReason.NoAccess, InterruptionReason.AwaitingClient],
        },
        Mandates = [new Mandate("verhuurmakelaar", 1500), new Mandate("opzichter", null)],
    };

    public static readonly ResidentContact Resident = new("A. de Huurder", "06-10000001", "0101000002", "huurder@example.org");

    /// <summary>A repair order with everything that the hub reads.</summary>
    public const string Typical = """
        {
          "id": "4711",
          "idExtern": "OO-2026-00123",
          "code": "R123",
          "onderhoudSoort": { "code": "REP", "naam": "Reparatie" },
          "omschrijving": "Lekkende kraan in de keuken",
          "bovenliggendeOrder": { "idExtern": "OO-2026-00100" },
          "status": { "code": "GUN", "naam": "Order gegund" },
          "begindatum": "2026-03-02T00:00:00Z",
          "uitersteGereeddatum": "2026-03-12T00:00:00Z",
          "opdrachtdatum": "2026-03-01T23:30:00Z",
          "afrekenwijze": { "code": "NCE", "naam": "Nacalculatie eenheidsprijzen" },
          "btwVerlegd": true,
          "afspraken": [
            {
              "status": { "code": "AAN", "naam": "Aangevraagd" },
              "bloktijdBegin": "2026-03-05T07:00:00Z",
              "bloktijdEind": "2026-03-05T11:00:00Z",
              "locatie": {
                "straatnaam": "Dorpsstraat", "huisnummer": "12", "huisletter": "B", "huisnummerToevoeging": "3",
                "postcode": "1234 ab", "woonplaats": { "code": "1234", "naam": "Ons Dorp" }
              }
            }
          ],
          "defecten": [
            {
              "code": "1",
              "soort": { "code": "LEK" },
              "bouwkundigElement": { "code": "KRA" },
              "eenheid": { "idExtern": "VHE-00017" },
              "locatie": { "code": "KEU" },
              "oorzaak": { "code": "SLT", "naam": "Normale slijtage" }
            }
          ],
          "onderhoudstaken": [
            {
              "code": "1",
              "omschrijving": "Kraan vervangen",
              "specialisme": { "code": "LOO" },
              "voorcalculaties": [
                {
                  "aantal": 2, "bedrag": 90.50, "meeteenheid": { "code": "STU" },
                  "standaardprijs": { "code": "KR-10", "omschrijving": "Kraan leveren en monteren", "bedrag": 45.25 }
                }
              ]
            },
            { "code": "2", "omschrijving": "Tegelwerk herstellen" }
          ],
          "overeenkomst": { "code": "RO-2026-1" },
          "relaties": [
            { "code": "CR-0042", "idGegevensbeheerder": "8712345678906", "rollen": [ { "soort": { "code": "OPN" } } ] },
            {
              "voorletters": "A.", "tussenvoegsels": "de", "achternaam": "Huurder",
              "contactgegevens": [
                { "soort": { "code": "MOB" }, "waarde": "06-10000001" },
                { "soort": { "code": "TEL" }, "netnummer": "010", "abonneenummer": "1000002" },
                { "soort": { "code": "EMA" }, "waarde": "huurder@example.org" }
              ],
              "rollen": [ { "soort": { "code": "HUU" } } ]
            }
          ],
          "extra-attributen": [
            { "naam": "urgentie", "waarde": "spoed" },
            { "naam": "opmerking", "waarde": "Sleutel bij de huismeester" },
            { "naam": "Kleur", "waarde": "blauw" }
          ]
        }
        """;

    /// <summary>The smallest order that keeps the profile.</summary>
    public const string Small = """
        { "idExtern": "OO-1", "onderhoudSoort": { "code": "REP" }, "omschrijving": "Deur klemt", "defecten": [ { "eenheid": { "idExtern": "VHE-1" } } ] }
        """;

    public static Partner Erp(VeraOrderKey? key = null, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? codes = null) => new()
    {
        Id = ErpId,
        Role = PartnerRole.Erp,
        Name = "ERP Woonhart",
        Connection = new Connection
        {
            Language = Language.Vera,
            Transport = Transport.VeraClient,
            VeraOrderKey = key,
            Codes = codes ?? new Dictionary<string, IReadOnlyDictionary<string, string>>(),
        },
    };

    public static ReadResult Read(
        string body, Operation operation = Operation.Post, string? id = null, Partner? erp = null, IReadOnlyDictionary<string, string>? headers = null) =>
        new MessageReader().Read(Encoding.UTF8.GetBytes(body), new ReadContext(erp ?? Erp(), operation, id, headers));

    public static IncomingOrderMessage Message(
        string body, Operation operation = Operation.Post, string? id = null, Partner? erp = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var result = Read(body, operation, id, erp, headers);
        if (result is ReadResult.Failed failed) Assert.Fail(string.Join('\n', failed.Errors));
        return Assert.IsType<IncomingOrderMessage>(Assert.Single(Assert.IsType<ReadResult.Read>(result).Messages));
    }

    public static OrderContent Placed(string body, Partner? erp = null) =>
        Assert.IsType<PlaceOrder>(Assert.Single(Message(body, erp: erp).Commands)).Content;

    public static OrderContentChange Amended(string body) =>
        Assert.IsType<AmendOrder>(Assert.Single(Message(body, Operation.Patch, "OO-1").Commands)).Change;

    public static IReadOnlyList<ReadError> Errors(string body, Operation operation = Operation.Post, string? id = null, Partner? erp = null) =>
        Assert.IsType<ReadResult.Failed>(Read(body, operation, id, erp)).Errors;

    /// <summary><see cref="Small"/> with other members.</summary>
    public static string With(string members, string? body = null)
    {
        var order = JsonNode.Parse(body ?? Small)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{ {members} }}")!.AsObject()) order[name] = value?.DeepClone();
        return order.ToJsonString();
    }

    /// <summary><see cref="Small"/> without a member.</summary>
    public static string Without(params string[] names)
    {
        var order = JsonNode.Parse(Small)!.AsObject();
        foreach (var name in names) order.Remove(name);
        return order.ToJsonString();
    }

    /// <summary>An order with these events after its placing; a contractor's events are the contractor's.</summary>
    public static (Order Order, RecordedEvent Last) After(OrderContent content, params OrderEvent[] events)
    {
        var id = OrderId.For(ErpId, content.Number);
        OrderEvent[] all = [new OrderPlaced(content, new Dwelling(content.DwellingId ?? "", new Address(City: "Ons Dorp"))), .. events];
        var stream = all.Select((e, i) => new RecordedEvent
        {
            Stream = id,
            Version = i + 1,
            Event = e,
            By = i == 0 ? new Actor(PartyRole.Corporation, ErpId) : new Actor(PartyRole.Contractor, Contractor.Id),
            OccurredAt = Now.AddHours(i),
            RecordedAt = Now.AddHours(i).AddSeconds(5),
        }).ToList();
        return (Order.Fold(stream)!, stream[^1]);
    }

    public static OutboundMessage Written(OrderContent content, Partner erp, params OrderEvent[] events)
    {
        var (order, last) = After(content, events);
        var result = new MessageWriter()
            .Write(new OutgoingOrderMessage("d-0001", last, order, erp, Contractor, Resident, new Corporation("Woonhart", null), HubAddress));
        return Assert.IsType<WriteResult.Written>(result).Message;
    }

    /// <summary>What the hub makes of a message of the ERP about an order, once it is read.</summary>
    public static Decision Decided(Order order, IncomingOrderMessage message) => OrderDecisions.Decide(
        order.Id, order, message.Commands, new Statement(new Actor(PartyRole.Corporation, ErpId), Now.AddDays(2), Now.AddDays(2)),
        new DecisionContext(new Dictionary<string, Dwelling>(), new Router([Contractor], [])));

    /// <summary>The values of <c>extra-attributen</c> by their names.</summary>
    public static Dictionary<string, string> Extras(ReadOnlyMemory<byte> body) => Json(body).GetProperty("extra-attributen").EnumerateArray()
        .ToDictionary(e => e.GetProperty("naam").GetString()!, e => e.GetProperty("waarde").GetString()!);

    public static JsonElement Json(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>The body laid out for a person who reviews it.</summary>
    public static string Pretty(ReadOnlyMemory<byte> body) => JsonSerializer.Serialize(Json(body), Indented);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
