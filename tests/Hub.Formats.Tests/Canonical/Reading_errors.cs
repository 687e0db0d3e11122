using Hub.Application.Intake;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

public sealed class Reading_errors
{
    public static TheoryData<string> OnlyFromTheHub => new(HubOnly);

    [Theory]
    [MemberData(nameof(OnlyFromTheHub))]
    public void A_type_of_the_hub_is_refused_with_the_reason(string type)
    {
        var error = Assert.Single(Errors(Event(type)));
        Assert.Equal("/type", error.Place);
        Assert.StartsWith("Expected a type that a partner may send. ", error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"specversion":"0.3","id":"1","source":"s","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/specversion")]
    [InlineData("""{"id":"1","source":"s","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/specversion")]
    [InlineData("""{"specversion":1.0,"id":"1","source":"s","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/specversion")]
    [InlineData("""{"specversion":"1.0","source":"s","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/id")]
    [InlineData("""{"specversion":"1.0","id":" ","source":"s","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/id")]
    [InlineData("""{"specversion":"1.0","id":"1","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/source")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"a b","subject":"1","type":"nl.ketenhub.work.started.v1"}""", "/source")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","subject":"1"}""", "/type")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","subject":"1","type":"nl.ketenhub.work.begun.v1"}""", "/type")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","subject":"1","type":"nl.ketenhub.work.started.v2"}""", "/type")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"nl.ketenhub.work.started.v1"}""", "/subject")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","subject":"1","type":"nl.ketenhub.work.started.v1","time":"2026-03-02T09:30:00"}""", "/time")]
    public void A_wrong_attribute_is_named(string body, string place) => Assert.Equal(place, Assert.Single(Errors(body)).Place);

    [Theory]
    [InlineData("""{"number":4711,"kind":"repair"}""", "/data/number")]
    [InlineData("""{"number":"1","kind":7}""", "/data/kind")]
    [InlineData("""{"number":"1","kind":"repair","dueOn":20260301}""", "/data/dueOn")]
    [InlineData("""{"number":"1","kind":"repair","contractor":{"gln":8712345678906}}""", "/data/contractor/gln")]
    public void What_must_stand_in_quotes_is_called_a_JSON_string(string data, string place)
    {
        var error = Assert.Single(Errors(Event("order.placed", data)));
        Assert.Equal(place, error.Place);
        Assert.StartsWith("Expected a JSON string, in quotes: ", error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"Alfa"}""")]
    [InlineData("""{"gln":null,"code":" "}""")]
    public void A_contractor_without_any_name_is_not_left_to_routing(string contractor)
    {
        var error = Assert.Single(Errors(Event("order.placed", $$"""{"number":"1","kind":"repair","contractor":{{contractor}}}""")));
        Assert.Equal(
            new("/data/contractor", "Expected at least one of gln, code, id, contractNumber; or no contractor, and the hub finds one."), error);
    }

    [Theory]
    [InlineData(",\"datacontenttype\":\"text/xml\"", "/datacontenttype")]
    [InlineData(",\"dataschema\":\"https://example.org/schema\"", "/dataschema")]
    [InlineData(",\"data_base64\":\"AA==\"", "/data_base64")]
    public void What_the_hub_does_not_read_is_refused(string attributes, string place) =>
        Assert.Equal(place, Assert.Single(Errors(Event(attributes: attributes))).Place);

    [Fact]
    public void A_reference_is_not_fetched() =>
        Assert.Equal("/data", Assert.Single(Errors(Event(data: null, attributes: ",\"dataref\":\"https://example.org/1\""))).Place);

    [Theory]
    [InlineData("work.started", "[]", "/data")]
    [InlineData("work.started", """{"remark":1}""", "/data/remark")]
    [InlineData("work.started", """{"remark":"a\u0000b"}""", "/data/remark")]
    [InlineData("work.started", """{"remark":"a\u009bb"}""", "/data/remark")]
    [InlineData("work.interrupted", "{}", "/data/reason")]
    [InlineData("work.interrupted", """{"reason":null}""", "/data/reason")]
    [InlineData("work.interrupted", """{"reason":"NoAccess"}""", "/data/reason")]
    [InlineData("work.interrupted", """{"reason":0}""", "/data/reason")]
    [InlineData("appointment.made", "{}", "/data/window")]
    [InlineData("appointment.made", """{"window":{"from":"2026-03-02T09:00:00Z"}}""", "/data/window/until")]
    [InlineData("appointment.made", """{"window":{"from":"2026-03-02T09:00:00","until":"2026-03-02T10:00:00Z"}}""", "/data/window/from")]
    [InlineData("appointment.made", """{"window":{"from":"2026-03-02T09:00Z","until":"2026-03-02T10:00:00Z"}}""", "/data/window/from")]
    [InlineData("appointment.made", """{"window":{"from":"2026-03-02T11:00:00Z","until":"2026-03-02T10:00:00Z"}}""", "/data/window/until")]
    [InlineData("appointment.cancelled", """{"byResident":"yes"}""", "/data/byResident")]
    [InlineData("lead-time.extended", """{"until":"02-03-2026"}""", "/data/until")]
    [InlineData("lead-time.extended", """{"until":"2026-02-30"}""", "/data/until")]
    [InlineData("quotation.given", """{"total":1.005}""", "/data/total")]
    [InlineData("quotation.given", """{"total":"12.50"}""", "/data/total")]
    [InlineData("quotation.given", """{"total":1e30}""", "/data/total")]
    [InlineData("quotation.given", """{"lines":{}}""", "/data/lines")]
    [InlineData("quotation.given", """{"lines":[null]}""", "/data/lines/0")]
    [InlineData("quotation.given", """{"lines":[{"number":"1"}]}""", "/data/lines/0/description")]
    [InlineData("quotation.given", """{"lines":[{"number":"1","description":"a"},{"number":"1","description":"b"}]}""", "/data/lines/1/number")]
    [InlineData("quotation.given", """{"lines":[{"number":"1","description":"a","ledo":[]}]}""", "/data/lines/0/ledo")]
    [InlineData("extra-work.approved", """{"lineNumbers":[1]}""", "/data/lineNumbers/0")]
    [InlineData("order.placed", """{"number":"1","kind":"demolition"}""", "/data/kind")]
    [InlineData("order.placed", """{"number":"1","kind":"repair","contractor":{"gln":"8712345678900"}}""", "/data/contractor/gln")]
    [InlineData("order.placed", """{"number":"1","kind":"repair","resident":{"phone":31}}""", "/data/resident/phone")]
    [InlineData("complaint.answered", """{"answer":"x"}""", "/data/reference")]
    public void A_wrong_member_is_named(string type, string data, string place) => Assert.Equal(place, Assert.Single(Errors(Event(type, data))).Place);

    [Theory]
    [InlineData("remark", 4000, true)]
    [InlineData("remark", 4001, false)]
    [InlineData("cause", 100, true)]
    [InlineData("cause", 101, false)]
    public void Texts_have_a_bound(string member, int length, bool read) =>
        Assert.Equal(read, Read(Event("work.completed", $$"""{"{{member}}":"{{new string('x', length)}}"}""")) is ReadResult.Read);

    [Theory]
    [InlineData("quotation.given", """{"total":"12,50"}""")]
    [InlineData("quotation.given", """{"lines":[{"number":"1","description":"a","quantity":"1"}]}""")]
    public void A_number_in_quotes_is_told_to_be_a_JSON_number(string type, string data) =>
        Assert.Contains("a JSON number", Assert.Single(Errors(Event(type, data))).Expected, StringComparison.Ordinal);

    [Fact]
    public void Every_fault_is_told_at_once() => Assert.Equal(
        ["/time", "/data/number", "/data/kind", "/data/dueOn"],
        Errors("""{"specversion":"1.0","id":"1","source":"s","type":"nl.ketenhub.order.placed.v1","time":"x","data":{"kind":"x","dueOn":"x"}}""")
            .Select(e => e.Place));

    [Fact]
    public void A_fault_in_a_batch_has_the_number_of_its_event() =>
        Assert.Equal("/1/data/reason", Assert.Single(Errors($"[{Event()},{Event("work.interrupted")}]")).Place);

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("  ")]
    public void What_is_no_event_is_refused_as_a_whole(string body) => Assert.Equal("", Assert.Single(Errors(body)).Place);

    [Fact]
    public void A_batch_over_a_hundred_is_refused() =>
        Assert.Equal("", Assert.Single(Errors($"[{string.Join(',', Enumerable.Repeat(Event(), 101))}]")).Place);

    [Theory]
    [InlineData("""{"id":"1","id":"2"}""", "/id")]
    [InlineData("""[{"id":"1"},{"data":{"a/b":1,"a/b":2}}]""", "/1/data/a~1b")]
    [InlineData("""{"id":"1","\u0069d":"2"}""", "/id")]
    public void A_duplicate_key_is_refused_at_its_place(string body, string place) => Assert.Equal(place, Assert.Single(Errors(body)).Place);

    [Fact]
    public void Broken_json_is_refused_near_its_place() => Assert.Equal("/data/remark", Assert.Single(Errors(Event(data: """{"remark": tru}"""))).Place);

    [Fact]
    public void Half_a_surrogate_is_refused_at_its_place() => Assert.Equal("/data/remark", Assert.Single(Errors(Event(data: """{"remark":"\ud800"}"""))).Place);

    [Fact]
    public void Sixty_four_levels_are_read() => Assert.IsType<ReadResult.Read>(Read(Event(data: Nested(62))));

    [Fact]
    public void Sixty_five_levels_are_refused() =>
        Assert.Contains("64 levels", Assert.Single(Errors(Event(data: Nested(63)))).Expected, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Equal("",
            Assert.Single(Assert.IsType<ReadResult.Failed>(Read("\"\u00ff\""u8.ToArray().Select(b => b == 0xbf ? (byte)0xff : b).ToArray())).Errors).Place);

    [Fact]
    public void An_error_never_holds_the_value_found() => Assert.DoesNotContain(
        Errors(Event("order.placed", """{"number":"1","kind":"geheim","resident":{"name":["geheim"],"email":1}}""")),
        e => e.Expected.Contains("geheim", StringComparison.Ordinal) || e.Place.Contains("geheim", StringComparison.Ordinal));

    // data itself is one level, and its member holds the rest.
    private static string Nested(int levels) => "{\"x\":" + new string('[', levels) + new string(']', levels) + "}";
}
