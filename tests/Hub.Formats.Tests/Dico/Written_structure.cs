using System.Xml.Linq;
using Hub.Domain.Orders;
using Hub.Formats.Dico.Codes;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>The standard is an ordered sequence: what is written stands in its order, and there is nothing that it does not have.</summary>
public sealed class Written_structure
{
    private static readonly Dictionary<string, string[]> Sequence = new()
    {
        ["MaintenanceInstruction"] =
            Names("MessageNumber MessageDate MessageTime ReverseChargeIndicator Buyer Affiliate Contractor Attachment InstructionData"),
        ["MaintenanceStatus"] = Names("MessageNumber MessageDate MessageTime ReverseChargeIndicator Buyer Contractor InstructionData"),
        ["Buyer"] = Names("GLN Name Name2 Street HouseNumber HouseLetter HouseNumberSuffix City PostalCode Country ContactInformation"),
        ["Contractor"] = Names("GLN Name Name2 Street HouseNumber HouseLetter HouseNumberSuffix City PostalCode Country ContactInformation"),
        ["MaintenanceInstruction/InstructionData"] = Names(
            "InstructionNumber InstructionSubNumber InstructionDate InstructionTime InstructionInformation FreeText ContractReference MaintenanceLocation "
            + "AppointmentDateTimeInformation InstructionLine"),
        ["MaintenanceStatus/InstructionData"] = Names(
            "InstructionNumber InstructionSubNumber Status StatusDescription DateReady TotalAmount FreeText AppointmentDateTimeInformation InstructionLine"),
        ["InstructionInformation"] = Names("InstructionType InstructionAgreementMethod InstructionTypeSpecification"),
        ["ContractReference"] = Names("ContractNumber ContractDate"),
        ["MaintenanceLocation"] = Names(
            "ComplexNumber PremisesNumber RealEstateUnitNumber YearOfConstruction Street HouseNumber HouseLetter HouseNumberSuffix PostalCode City "
            + "ContactPersonName PhoneNumber1 PhoneNumber2 EmailAddress1 EmailAddress2 GeographicalCoordinates"),
        ["AppointmentDateTimeInformation"] = Names("RequiredDeliveryDate RequiredDeliveryTime DeliveryTimeFrame"),
        ["DeliveryTimeFrame"] = Names("DeliveryDateEarliest DeliveryTimeEarliest DeliveryDateLatest DeliveryTimeLatest"),
        ["InstructionLine"] = Names(
            "LineNumber Quantity MeasurementUnitQuantity Status NormPriceCode ShortDescription LongDescription ReasonRepairCode LEDOInformation Attachment "
            + "FreeText PriceInformation VATInformation"),
        ["LEDOInformation"] = Names("Location Element Defect Cause"),
        ["PriceInformation"] = Names("Price PriceBase"),
        ["PriceBase"] = Names("NumberOfUnitsInPriceBasis MeasureUnitPriceBasis PriceBaseDescription"),
        ["Attachment"] = Names("URL AttachedData DocumentType FileType FileName AttachmentCharacteristics"),
        ["AttachmentCharacteristics"] = Names("AttributeName AttributeValue"),
        ["VATInformation"] = Names("VATRate VATPercentage VATBaseAmount"),
    };

    [Fact]
    public void An_instruction_keeps_the_standards_sequence() => Check(Written(Outgoing(new OrderAwarded("constructif"))), ElementNames.InstructionNamespace);

    [Fact]
    public void An_instruction_with_a_deadline_keeps_it_too() => Check(
        Written(Outgoing(new OrderAwarded("constructif"), order: (Order() with { Progress = OrderStatus.Awarded })
            .Assigned(a => a with { ClockFrom = Winter(2, 9) }))), ElementNames.InstructionNamespace);

    [Fact]
    public void An_instruction_with_photos_keeps_it_too() => Check(
        Written(Outgoing(new OrderAwarded("constructif"), order: Written_photos.Photographed())), ElementNames.InstructionNamespace);

    [Fact]
    public void A_status_keeps_the_standards_sequence() => Check(Written(Outgoing(new CostsSettled(10, Content.Lines, "dank"))), ElementNames.StatusNamespace);

    private static void Check(string document, string ns)
    {
        var root = XDocument.Parse(document).Root!;
        foreach (var parent in root.DescendantsAndSelf().Where(e => e.HasElements))
        {
            var name = parent.Name.LocalName;
            var sequence = Sequence[name == "InstructionData" ? $"{root.Name.LocalName}/{name}" : name];
            var places = parent.Elements().Select(e => Array.IndexOf(sequence, e.Name.LocalName)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
            Assert.All(parent.Elements(), e => Assert.Equal(ns, e.Name.NamespaceName));
        }
    }

    private static string[] Names(string names) => names.Split(' ');
}
