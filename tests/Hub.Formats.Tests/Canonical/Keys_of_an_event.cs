using Hub.Application.Intake;
using Hub.Domain.Orders;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

/// <summary>Keys in CloudEvents.</summary>
public sealed class Keys_of_an_event
{
    [Fact]
    public void They_are_read_in_the_one_form()
    {
        var message = ReadOne("""
            {"specversion":"1.0","id":"m-1\u00A0","source":"/erp","type":"nl.ketenhub.order.placed.v1","data":{"number":" 77 ","kind":"repair",
             "dwelling":{"id":"VHE-1 ","postalCode":"1234 ab"},"urgency":"spoed\t","contractor":{"gln":"8712345678906 "},
             "lines":[{"number":"10 ","description":"Kraan","priceCode":" BKT","unit":"pce "}]}}
            """);
        var content = Assert.IsType<PlaceOrder>(Assert.Single(message.Commands)).Content;

        Assert.Equal(("/erp m-1", "/erp m-1\u00A0", "77", " 77 "), (message.MessageId, message.EarlierMessageId, message.Order.Name, message.Order.AsSent));
        Assert.Equal(("77", "VHE-1", "1234AB", "spoed", "8712345678906"),
            (content.Number, content.DwellingId, content.GivenAddress!.PostalCode, content.Urgency, content.Contractor.Gln));
        Assert.Equal(("10", "BKT", "PCE"), (content.Lines[0].Number, content.Lines[0].PriceCode, content.Lines[0].Unit));
    }

    [Fact]
    public void The_subject_is_a_key() => Assert.Equal(("4711", "4711 "), (ReadOne(Event(subject: "4711 ")).Order.Name, ReadOne(Event(subject: "4711 ")).Order.AsSent));

    [Theory]
    [InlineData("""{"number":"7\u00017","kind":"repair"}""", "/data/number")]
    [InlineData("""{"number":"7\u200B7","kind":"repair"}""", "/data/number")]
    [InlineData("""{"number":"77","kind":"repair","dwelling":{"id":"V\u2028"}}""", null)]
    [InlineData("""{"number":"77","kind":"repair","dwelling":{"id":"V\u2028H"}}""", "/data/dwelling/id")]
    [InlineData("""{"number":"77","kind":"repair","lines":[{"number":"1","description":"a"},{"number":"1 ","description":"b"}]}""", "/data/lines/1/number")]
    public void One_that_not_every_language_carries_is_an_error_at_its_place(string data, string? place)
    {
        var body = Event("order.placed", data);
        Assert.Equal(place, Read(body) is ReadResult.Failed failed ? Assert.Single(failed.Errors).Place : null);
    }

    [Fact]
    public void Names_of_people_and_streets_are_kept_as_they_are_written()
    {
        var message = ReadOne(Event("order.placed",
            """{"number":"77","kind":"repair","dwelling":{"street":"Lange\u00ADstraat","houseNumber":"1"},"resident":{"name":"N\u200Dx"}}"""));

        Assert.Equal("N\u200Dx", message.Contact!.Name);
    }
}
