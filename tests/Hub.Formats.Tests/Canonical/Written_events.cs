using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Application.Deliveries;
using Hub.Application.Settings;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

public sealed class Written_events
{
    public static TheoryData<string> Types => new(Events.Keys);

    [Theory]
    [MemberData(nameof(Types))]
    public void The_json_of_a_type_never_breaks(string type) =>
        Golden.Verify(Pretty(Written(Outgoing(Events[type], Resident)).Body.Span), $"{type}.json");

    [Fact]
    public void Every_event_of_the_domain_has_a_type() =>
        Assert.Equal(
            EventCatalogue.All.Select(d => d.Name).Order(StringComparer.Ordinal),
            Events.Values.Select(e => e.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_event_gives_the_same_bytes(string type) =>
        Assert.Equal(Written(Outgoing(Events[type], Resident)).Body.ToArray(), Written(Outgoing(Events[type], Resident)).Body.ToArray());

    [Fact]
    public void Equal_numbers_give_equal_bytes() =>
        Assert.Equal(
            Data(new QuotationGiven(10m, [Lines[0] with { Quantity = 1m, Price = 2m }])).ToJsonString(),
            Data(new QuotationGiven(10.00m, [Lines[0] with { Quantity = 1.000m, Price = 2.0000m }])).ToJsonString());

    [Fact]
    public void Money_has_two_decimals() => Assert.Equal("50.01", Data(Events["costs.settled"])["total"]!.ToJsonString());

    [Fact]
    public void The_media_type_is_that_of_cloudevents() => Assert.Equal("application/cloudevents+json", Written(Outgoing(Events["work.started"])).ContentType);

    [Fact]
    public void The_delivery_is_the_events_id() => Assert.Equal("dlv-1", Envelope(Outgoing(Events["work.started"]))["id"]!.GetValue<string>());

    [Fact]
    public void The_source_is_the_corporations_gln() =>
        Assert.Equal("urn:ketenhub:8712345678906", Envelope(Outgoing(Events["work.started"]))["source"]!.GetValue<string>());

    [Fact]
    public void Without_a_gln_the_source_is_the_corporations_name() => Assert.Equal(
        "urn:ketenhub:stichting-wonen-2",
        Envelope(Outgoing(Events["work.started"], corporation: new Corporation("Stichting Wonen (2)", null)))["source"]!.GetValue<string>());

    [Theory]
    [InlineData("order.awarded")]
    [InlineData("order.amended")]
    [InlineData("order.approved")]
    public void A_contractor_that_must_begin_is_told_the_resident(string type) =>
        Assert.Equal("A. Bewoner", Data(Events[type], Resident)["resident"]!["name"]!.GetValue<string>());

    [Theory]
    [MemberData(nameof(Types))]
    public void Without_a_contact_no_resident_is_told(string type) => Assert.Null(Data(Events[type])["resident"]);

    [Fact]
    public void Other_events_never_tell_the_resident() => Assert.DoesNotContain(
        Events.Where(e => e.Key is not ("order.awarded" or "order.amended" or "order.approved")),
        e => Encoding.UTF8.GetString(Written(Outgoing(e.Value, Resident)).Body.Span).Contains("Bewoner", StringComparison.Ordinal));

    [Fact]
    public void The_registers_address_goes_before_the_given_one()
    {
        var content = Content with { DwellingId = "VHE-1", Complex = null };
        var dwelling = new Hub.Domain.Dwellings.Dwelling("VHE-1", new Hub.Domain.Dwellings.Address("Kerkstraat", "1"), "C-9", "Noord");
        Assert.Equal(
            """{"id":"VHE-1","street":"Kerkstraat","houseNumber":"1","complex":"C-9","area":"Noord"}""",
            Data(new OrderPlaced(content, dwelling))["dwelling"]!.ToJsonString());
    }

    private static JsonObject Envelope(OutgoingOrderMessage outbound) => JsonNode.Parse(Written(outbound).Body.Span)!.AsObject();

    private static JsonObject Data(OrderEvent e, ResidentContact? contact = null) => Envelope(Outgoing(e, contact))["data"]!.AsObject();

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Pretty(ReadOnlySpan<byte> json) => JsonNode.Parse(json)!.ToJsonString(Indented);
}
