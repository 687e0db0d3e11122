using System.Text;
using System.Text.Json.Nodes;
using Hub.Application.Intake;
using Hub.Formats.Canonical.Reading;

namespace Hub.Formats.Tests.Canonical;

public sealed class Binary_mode
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("ce-id", Json, true)]
    [InlineData("CE-Type", null, true)]
    [InlineData("ce-id", "application/cloudevents+json", false)]
    [InlineData("ce-id", "application/cloudevents-batch+json; charset=utf-8", false)]
    [InlineData("x-ce-id", Json, false)]
    public void It_shows_by_its_headers_and_its_media_type(string header, string? contentType, bool isBinary) =>
        Assert.Equal(isBinary, BinaryEvent.IsOne(["Host", header], contentType));

    [Fact]
    public void Attributes_are_headers_and_the_body_is_the_data() => Assert.Equal(
        """{"id":"e-1","source":"urn:a","data":{"remark":"x"}}""",
        Structured("""{"remark":"x"}""", Json, ("Host", "hub"), ("ce-id", "e-1"), ("Ce-Source", "urn:a"), ("ce-datacontenttype", "text/plain"), ("ce-not-one", "x")));

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData(null)]
    public void That_its_data_is_JSON_goes_without_saying_so_that_the_same_event_is_one_message_in_both_modes(string? contentType) =>
        Assert.Equal("""{"id":"e-1","data":{}}""", Structured("{}", contentType, ("ce-id", "e-1")));

    [Theory]
    [InlineData("caf%C3%A9", "café")]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    [InlineData("\"a \\\"b\\\" %25\"", "a \"b\" %")]
    [InlineData(" a ", "a")]
    public void A_value_is_decoded(string header, string value) =>
        Assert.Equal(value, (string?)JsonNode.Parse(Structured("", null, ("ce-subject", header))!)!["subject"]);

    [Theory]
    [InlineData("{")]
    [InlineData("1,\"id\":2")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void A_body_that_is_no_JSON_is_left_to_the_reader(string body) => Assert.Null(Structured(body, Json, ("ce-id", "e-1")));

    [Fact]
    public void An_attribute_cannot_be_given_twice() => Assert.Equal(
        "/data", Assert.Single(Support.Examples.Errors(Structured("{}", Json, ("ce-id", "e-1"), ("ce-data", "x"))!)).Place);

    [Fact]
    public void An_attribute_that_is_wrong_or_missing_is_named_by_its_header()
    {
        var context = new ReadContext(Support.Examples.Contractor) { Headers = BinaryEvent.Marked };
        var structured = Structured("""{"remark":1}""", "text/plain", ("ce-specversion", "2.0"), ("ce-type", "nl.ketenhub.order.accepted.v1"), ("ce-source", "urn:a b"))!;
        var errors = Assert.IsType<ReadResult.Failed>(new MessageReader().Read(Encoding.UTF8.GetBytes(structured), context)).Errors;
        Assert.Equal(
            ["/data/remark", "header Content-Type", "header ce-id", "header ce-source", "header ce-specversion", "header ce-subject"],
            errors.Select(e => e.Place).Distinct().Order(StringComparer.Ordinal));
    }

    private static string? Structured(string body, string? contentType, params (string Name, string Value)[] headers) =>
        BinaryEvent.Structured(headers.Select(h => KeyValuePair.Create(h.Name, h.Value)), contentType, Encoding.UTF8.GetBytes(body)) is { } json
            ? Encoding.UTF8.GetString(json)
            : null;
}
