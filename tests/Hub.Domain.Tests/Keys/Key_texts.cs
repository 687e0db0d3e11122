using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Domain.Tests.Keys;

/// <summary>The one form of every key.</summary>
public sealed class Key_texts
{
    [Theory]
    [InlineData("BKT", "BKT")]
    [InlineData("BKT   ", "BKT")]
    [InlineData("\t BKT\r\n", "BKT")]
    [InlineData("\u00A0BKT\u202F\u2007", "BKT")]
    [InlineData("\uFEFFBKT\u200B\u00AD", "BKT")]
    [InlineData("2026 / 4711", "2026 / 4711")]
    [InlineData("2026\u00A04711", "2026 4711")]
    [InlineData("Ab-1", "Ab-1")]
    [InlineData(" \u00A0 ", "")]
    [InlineData(null, "")]
    public void White_space_and_what_nobody_sees_are_no_part_of_a_key(string? sent, string form) => Assert.Equal(form, KeyText.Of(sent));

    [Theory]
    [InlineData("cafe\u0301", "café")]
    [InlineData("Zu\u0308rich", "Zürich")]
    [InlineData("e\u0302\u0323", "ệ")]
    [InlineData("\u00EA\u0323", "ệ")]
    [InlineData("A\u030A \u212B \u00C5", "Å Å Å")]
    [InlineData("s\u0323\u0307", "ṩ")]
    [InlineData("x\u0301", "x\u0301")]
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("n\u0303\u0301o", "ñ\u0301o")]
    [InlineData("\u0438\u0306", "й")]
    [InlineData("\u0415\u0308", "Ё")]
    [InlineData("\u03B1\u0301", "ά")]
    [InlineData("\u1F71", "ά")]
    [InlineData("\u03B1\u0345\u0301\u0313", "ᾴ\u0313")]
    [InlineData("\u03B9\u0344", "ΐ")]
    [InlineData("=\u0338", "≠")]
    public void A_letter_and_its_accents_are_one_character(string sent, string form) => Assert.Equal(form, KeyText.Of(sent));

    [Theory]
    [InlineData("4711")]
    [InlineData("2026/4711 – a")]
    [InlineData("Straße 🏠")]
    public void What_every_language_carries_is_usable(string key) => Assert.True(KeyText.IsUsable(KeyText.Of(key)));

    [Theory]
    [InlineData("47\u000111")]
    [InlineData("\u00004711")]
    [InlineData("47\n11")]
    [InlineData("47\u008511")]
    [InlineData("47\u202811")]
    [InlineData("47\u200B11")]
    [InlineData("47\uFFFE11")]
    [InlineData("47\uFDD011")]
    [InlineData("4711\U0001FFFE")]
    [InlineData("4711\U000E0020")]
    [InlineData("47\U000E004111")]
    [InlineData("4711\U0001D173")]
    [InlineData("4711\uFE0F")]
    [InlineData("47\u034F11")]
    [InlineData("47\u280011")]
    [InlineData("47\u316411")]
    public void What_a_language_would_lose_is_not(string key) => Assert.False(KeyText.IsUsable(KeyText.Of(key)));

    // Not as data of a theory: an attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_not()
    {
        Assert.False(KeyText.IsUsable(KeyText.Of("47\ud80011")));
        Assert.False(KeyText.IsUsable(KeyText.Of("4711\udc00")));
        Assert.False(KeyText.IsUsable(KeyText.Of("4711\ud800")));
    }

    [Theory]
    [InlineData("  a\u0301\u0323 b")]
    [InlineData("\u00A0x\u00A0y")]
    [InlineData("ẹ\u0302")]
    [InlineData("47\u000111 ")]
    public void A_form_is_its_own_form(string text) => Assert.Equal(KeyText.Of(text), KeyText.Of(KeyText.Of(text)));

    [Fact]
    public void Whatever_makes_an_order_its_keys_are_in_the_form()
    {
        var content = new OrderContent
        {
            Number = " 4711 ",
            Kind = OrderKind.Repair,
            DwellingId = "VHE-1 ",
            Complex = " ",
            Urgency = "spoed\u00A0",
            Contractor = new ContractorReference(Gln: "8712345678906 ", ContractNumber: " RC-1"),
            Lines = [new OrderLine { Number = "10 ", Description = "Kraan", PriceCode = "BKT ", Ledo = new Ledo(Element: " K1 ") }],
        };

        Assert.Equal(
            ("4711", "VHE-1", null, "spoed", "8712345678906", "RC-1", "10", "BKT", "K1"),
            (content.Number, content.DwellingId, content.Complex, content.Urgency, content.Contractor.Gln, content.Contractor.ContractNumber,
                content.Lines[0].Number, content.Lines[0].PriceCode, content.Lines[0].Ledo!.Element));
    }

    [Fact]
    public void An_event_of_an_earlier_version_is_read_in_the_form()
    {
        var stored = """
            {"type":"OrderPlaced","content":{"number":"4711 ","keys":{"externalId":"4711 "},"kind":"Repair","dwellingId":"VHE-1 ",
             "lines":[{"number":"10 ","description":"Kraan","priceCode":" BKT"}]}}
            """u8;

        var content = Assert.IsType<OrderPlaced>(OrderEventJson.Read(stored)).Content;

        Assert.Equal(("4711", "4711", "VHE-1", "10", "BKT"),
            (content.Number, content.Keys.ExternalId, content.DwellingId, content.Lines[0].Number, content.Lines[0].PriceCode));
    }

    [Theory]
    [InlineData("bkt ")]
    [InlineData("\u00A0Bkt")]
    public void A_price_is_found_under_its_code_in_any_case_and_padding(string stored)
    {
        var book = new PriceBook([new PriceLine(stored, "Badkamer", "PCE", 10m, AgreementMethod.FixedSum)]);

        Assert.Equal(10m, book.Find("BKT", new DateOnly(2026, 1, 1))?.Price);
    }

    [Theory]
    [InlineData("1234 ab", "1234AB")]
    [InlineData(" 1234\u00A0Ab", "1234AB")]
    [InlineData("B-1000", "B-1000")]
    public void A_postal_code_is_four_digits_and_two_capitals(string sent, string form) => Assert.Equal(form, new Address(PostalCode: sent).PostalCode);
}
