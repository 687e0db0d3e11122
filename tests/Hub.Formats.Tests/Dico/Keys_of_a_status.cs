using Hub.Domain.Orders;
using Hub.Formats.Tests.Support;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>Keys in a MaintenanceStatus.</summary>
public sealed class Keys_of_a_status
{
    [Fact]
    public void They_are_read_in_the_one_form()
    {
        var message = Message(StatusDocument.Saying(" avw ",
            "<InstructionLine><LineNumber>M1\u00A0</LineNumber><Quantity>1</Quantity><MeasurementUnitQuantity>pce</MeasurementUnitQuantity>",
            "<NormPriceCode>\u200BK-100</NormPriceCode><ShortDescription>Kraan</ShortDescription></InstructionLine>") with
        {
            MessageNumber = "<MessageNumber>M-1\u00A0\u200B</MessageNumber>",
            InstructionNumber = "<InstructionNumber>47e\u030111\u200B</InstructionNumber>",
            Contractor = $"<Contractor><GLN>\u00A0{ContractorGln}\u200B</GLN></Contractor>",
        });
        var line = Assert.Single(Assert.IsType<ExtraWorkRequested>(Assert.IsType<Report>(Assert.Single(message.Commands)).Fact).Lines!);

        Assert.Equal(("M-1", "47é11", "47e\u030111\u200B"), (message.MessageId, message.Order.Name, message.Order.AsSent));
        Assert.Equal(("M1", "PCE", "K-100"), (line.Number, line.Unit, line.PriceCode));
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u00A0\u00AD")]
    public void A_key_of_invisible_characters_is_a_missing_one(string nothing)
    {
        var line = StatusDocument.Saying("AVW", $"<InstructionLine><LineNumber>{nothing}</LineNumber><ShortDescription>Kraan</ShortDescription></InstructionLine>");
        var whole = StatusDocument.Saying("ACC") with
        {
            MessageNumber = $"<MessageNumber>{nothing}</MessageNumber>", MessageDate = $"<MessageDate>{nothing}</MessageDate>",
            InstructionNumber = $"<InstructionNumber>{nothing}</InstructionNumber>",
        };

        Assert.Equal(["LineNumber is verplicht."], Errors(line).Select(e => e.Expected));
        Assert.Equal(["MessageNumber is verplicht.", "MessageDate is verplicht.", "InstructionNumber is verplicht."], Errors(whole).Select(e => e.Expected));
    }

    [Theory]
    [InlineData("NTH")]
    [InlineData("nth")]
    [InlineData("Nth")]
    public void A_detail_that_is_not_in_the_list_is_refused_in_any_case(string detail) =>
        Assert.EndsWith("/StatusDescription (line 12)", Assert.Single(Errors(StatusDocument.Under("OND", detail))).Place, StringComparison.Ordinal);

    [Fact]
    public void A_key_with_a_line_break_in_it_is_an_error_at_its_place() => Assert.Equal(
        ["/MaintenanceStatus/InstructionData/InstructionLine/LineNumber (line 12)"],
        Errors(StatusDocument.Saying("AVW", "<InstructionLine><LineNumber>1\n0</LineNumber><ShortDescription>Kraan</ShortDescription></InstructionLine>"))
            .Select(e => e.Place));
}
