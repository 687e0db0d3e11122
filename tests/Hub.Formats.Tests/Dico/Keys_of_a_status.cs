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

    [Fact]
    public void A_key_with_a_line_break_in_it_is_an_error_at_its_place() => Assert.Equal(
        ["/MaintenanceStatus/InstructionData/InstructionLine/LineNumber (line 12)"],
        Errors(StatusDocument.Saying("AVW", "<InstructionLine><LineNumber>1\n0</LineNumber><ShortDescription>Kraan</ShortDescription></InstructionLine>"))
            .Select(e => e.Place));
}
