using System.Text;
using Hub.Formats.Vera.Reading;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>What is archived of a message has no picture in it.</summary>
public sealed class Without_pictures
{
    private static readonly string Picture = Convert.ToBase64String([.. Enumerable.Range(0, 600).Select(i => (byte)(i * 31 + i / 7))]);

    [Theory]
    [InlineData("""{"bestand":"AAAA"}""", """{"bestand":""}""")]
    [InlineData("""{ "a" : [ { "bestand" : "AAAA" , "titel" : "bestand" }, { "bestand" :"BB\"B\\" } ] }""",
        """{ "a" : [ { "bestand" : "" , "titel" : "bestand" }, { "bestand" :"" } ] }""")]
    [InlineData("""{"bestand":{"bestand":"AAAA"},"b":1}""", """{"bestand":"","b":1}""")]
    [InlineData("""{"bestand":["AAAA","BBBB"],"b":[1]}""", """{"bestand":"","b":[1]}""")]
    [InlineData("""{"bestand":12,"b":1}""", """{"bestand":"","b":1}""")]
    [InlineData("""{"best\u0061nd":"AAAA"}""", """{"best\u0061nd":""}""")]
    [InlineData("\uFEFF{\"bestand\":\"AAAA\"}", "\uFEFF{\"bestand\":\"\"}")]
    public void What_a_bestand_holds_goes_and_the_rest_stays(string body, string rest) => Assert.Equal(rest, Without(body));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData(Typical)]
    [InlineData("""{"bestand":""}""")]
    [InlineData("""{"bestand":null}""")]
    [InlineData("""{"bestandsnaam":"AAAA","Bestand":"x","titel":"\"bestand\":\"AAAA\""}""")]
    [InlineData("""{"titel":"bestand","a":"AAAA\u0000"}""")]
    public void A_message_without_a_picture_is_archived_as_it_is(string body)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(body);
        Assert.True(bytes.Equals(new MessageReader().WithoutPictures(bytes)));
    }

    [Fact]
    public void Of_a_message_that_breaks_off_no_part_of_the_picture_stays()
    {
        var body = Body(Picture);
        for (var length = body.Length; length > 0; length--) Assert.DoesNotContain(Picture[..4], Without(body[..length]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\",")]
    [InlineData("\"}")]
    [InlineData("\\")]
    [InlineData("\n")]
    [InlineData("\u0001")]
    [InlineData("{")]
    public void Of_a_message_that_is_broken_within_the_picture_no_line_of_it_stays(string piece)
    {
        for (var at = 0; at < Picture.Length; at += 5)
        {
            var rest = Without(Body(Picture.Insert(at, piece)));
            for (var i = 0; i + 76 <= Picture.Length; i += 12) Assert.DoesNotContain(Picture.Substring(i, 76), rest, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_a_broken_message_the_rest_stays_readable() => Assert.Equal(
        """{ "titel": "x", "bestand": "" , "omschrijving": "Lekkende kraan", }""",
        Without($$"""{ "titel": "x", "bestand": "{{Picture}}" , "omschrijving": "Lekkende kraan", }"""));

    private static string Body(string picture) =>
        $$"""{ "omschrijving": "Lekkende kraan", "informatieobjecten": [ { "soort": { "code": "FOT" }, "bestand": "{{picture}}", "beschrijving": "keuken" } ] }""";

    private static string Without(string body) => Encoding.UTF8.GetString(new MessageReader().WithoutPictures(Encoding.UTF8.GetBytes(body)).Span);
}
