using Hub.Application.Intake;
using Hub.Domain.Partners;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>Keys in a VERA document, of an ERP with fields of a fixed width.</summary>
public sealed class Keys_of_an_order
{
    private const string Padded = """
        {
          "idExtern": "OO-1   ", "onderhoudSoort": { "code": "rep " }, "omschrijving": "Deur klemt", "afrekenwijze": { "code": " nce" },
          "defecten": [ { "code": "10", "eenheid": { "idExtern": "VHE-1\u00A0" }, "locatie": { "code": "KEU " } } ],
          "overeenkomst": { "code": "RC-1 " },
          "relaties": [ { "code": "CR-1 ", "idGegevensbeheerder": " 8712345678906", "rollen": [ { "soort": { "code": "OPN " } } ] } ],
          "onderhoudstaken": [ { "code": "10 ", "omschrijving": "Deur", "specialisme": { "code": "TIM " },
            "voorcalculaties": [ { "aantal": 1, "standaardprijs": { "code": " BKT " }, "meeteenheid": { "code": "stu " } } ] } ],
          "extra-attributen": [ { "naam": "Urgentie ", "waarde": "spoed " } ]
        }
        """;

    [Fact]
    public void All_of_them_are_read_in_the_one_form()
    {
        var content = Placed(Padded, Erp(VeraOrderKey.IdExtern));
        var line = Assert.Single(content.Lines);

        Assert.Equal(("OO-1", "OO-1", "VHE-1", "RC-1", "CR-1", "8712345678906", "spoed"),
            (content.Number, content.Keys.ExternalId, content.DwellingId, content.Contractor.ContractNumber, content.Contractor.Code, content.Contractor.Gln,
                content.Urgency));
        Assert.Equal(("10", "BKT", "TIM", "KEU", "PCE"), (line.Number, line.PriceCode, line.Specialism, line.Ledo!.Location, line.Unit));
    }

    [Fact]
    public void The_reference_keeps_the_number_as_it_was_sent_for_orders_of_earlier_versions()
    {
        var reference = Message(Padded).Order;

        Assert.Equal(("OO-1   ", "OO-1"), (reference.AsSent, reference.Name));
    }

    [Fact]
    public void The_reference_number_of_the_message_is_a_key_too()
    {
        var message = Message(Small, headers: new Dictionary<string, string> { ["x-stuurgegevens-referentienummer"] = "M-1\u00A0" });

        Assert.Equal(("M-1", "M-1\u00A0"), (message.MessageId, message.EarlierMessageId));
    }

    [Theory]
    [InlineData("""  "idExtern": "OO\u00011" """, "/idExtern")]
    [InlineData("""  "idExtern": "OO%2F1" """, "/idExtern")]
    [InlineData("""  "defecten": [ { "eenheid": { "idExtern": "V\u200BHE" } } ] """, "/defecten/0/eenheid/idExtern")]
    [InlineData("""  "onderhoudstaken": [ { "code": "1\n0", "omschrijving": "x" } ] """, "/onderhoudstaken/0/code")]
    [InlineData("""  "extra-attributen": [ { "naam": "urgentie", "waarde": "sp\u0007oed" } ] """, "/extra-attributen/0/waarde")]
    public void A_key_that_not_every_language_carries_is_noted_at_its_place(string members, string place) =>
        Assert.Contains(place, Message(With(members)).WrongKeys.Select(e => e.Place));

    [Theory]
    [InlineData("OO-1 ")]
    [InlineData("OO-1")]
    public void A_path_and_a_key_agree_in_any_padding(string path) =>
        Assert.Equal("OO-1", Message("""{ "idExtern": "OO-1  ", "omschrijving": "x" }""", Operation.Patch, path).Order.Name);

    [Fact]
    public void A_key_of_nothing_but_padding_is_none() =>
        Assert.Contains("/idExtern", Errors(With("""  "idExtern": "\u00A0 \u200B" """)).Select(e => e.Place));

    [Fact]
    public void What_is_usable_is_not_noted() => Assert.Empty(Message(Typical).WrongKeys);
}
