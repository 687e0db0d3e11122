namespace Hub.Formats.Dico.Codes;

/// <summary>
/// Names of DICO SALES005: namespaces and elements, shared by the reader, the writer and whoever plays the other side in a
/// test. Affiliates and coordinates are left out: the hub neither reads nor writes them.
/// </summary>
public static class ElementNames
{
    // Namespaces and roots.
    /// <summary>Namespace of an instruction and of everything in it.</summary>
    public const string InstructionNamespace = "http://www.ketenstandaard.nl/onderhoudsopdracht/SALES/005";
    /// <summary>Namespace of a status and of everything in it.</summary>
    public const string StatusNamespace = "http://www.ketenstandaard.nl/onderhoudsstatus/SALES/005";
    /// <summary>Root: the client's order to the contractor.</summary>
    public const string MaintenanceInstruction = "MaintenanceInstruction";
    /// <summary>Root: what either side reports about an order.</summary>
    public const string MaintenanceStatus = "MaintenanceStatus";

    // Message.
    /// <summary>The sender's identity of the message.</summary>
    public const string MessageNumber = "MessageNumber";
    /// <summary>Day of the message, <c>xs:date</c>.</summary>
    public const string MessageDate = "MessageDate";
    /// <summary>Time of the message, <c>xs:time</c>, Dutch local time where it has no offset.</summary>
    public const string MessageTime = "MessageTime";
    /// <summary><c>J</c> where VAT is reverse-charged, else <c>N</c>.</summary>
    public const string ReverseChargeIndicator = "ReverseChargeIndicator";
    /// <summary>The client.</summary>
    public const string Buyer = "Buyer";
    /// <summary>The contractor.</summary>
    public const string Contractor = "Contractor";
    /// <summary>The order, or what is reported about it.</summary>
    public const string InstructionData = "InstructionData";

    // Party.
    /// <summary>GS1 location number, 13 digits.</summary>
    public const string Gln = "GLN";
    /// <summary>The party's name.</summary>
    public const string Name = "Name";

    // The order.
    /// <summary>The client's order number.</summary>
    public const string InstructionNumber = "InstructionNumber";
    /// <summary>Part of the order; the hub sends <c>1</c>.</summary>
    public const string InstructionSubNumber = "InstructionSubNumber";
    /// <summary>Day on which it was ordered.</summary>
    public const string InstructionDate = "InstructionDate";
    /// <summary>What sort of order it is.</summary>
    public const string InstructionInformation = "InstructionInformation";
    /// <summary><c>REP</c>, <c>MUT</c>, <c>INS</c>.</summary>
    public const string InstructionType = "InstructionType";
    /// <summary>How it is paid: <c>AFK</c>, <c>ANS</c>, <c>EHP</c>, <c>REG</c>, in newer lists <c>GAR</c>.</summary>
    public const string InstructionAgreementMethod = "InstructionAgreementMethod";
    /// <summary><c>ORG</c>, or <c>GAR</c> for warranty.</summary>
    public const string InstructionTypeSpecification = "InstructionTypeSpecification";
    /// <summary>Words, on an order or on a line.</summary>
    public const string FreeText = "FreeText";
    /// <summary>The contract that it falls under.</summary>
    public const string ContractReference = "ContractReference";
    /// <summary>Number of the contract.</summary>
    public const string ContractNumber = "ContractNumber";

    // Where.
    /// <summary>The dwelling, and the resident to call: the only place with personal data.</summary>
    public const string MaintenanceLocation = "MaintenanceLocation";
    /// <summary>The group of dwellings.</summary>
    public const string ComplexNumber = "ComplexNumber";
    /// <summary>Key of the dwelling.</summary>
    public const string PremisesNumber = "PremisesNumber";
    /// <summary>Key of the rentable unit (VHE).</summary>
    public const string RealEstateUnitNumber = "RealEstateUnitNumber";
    /// <summary>Street.</summary>
    public const string Street = "Street";
    /// <summary>House number.</summary>
    public const string HouseNumber = "HouseNumber";
    /// <summary>House letter.</summary>
    public const string HouseLetter = "HouseLetter";
    /// <summary>Suffix of the house number.</summary>
    public const string HouseNumberSuffix = "HouseNumberSuffix";
    /// <summary>Four digits and two letters.</summary>
    public const string PostalCode = "PostalCode";
    /// <summary>Town.</summary>
    public const string City = "City";
    /// <summary>The resident. Personal data.</summary>
    public const string ContactPersonName = "ContactPersonName";
    /// <summary>The resident's phone. Personal data.</summary>
    public const string PhoneNumber1 = "PhoneNumber1";
    /// <summary>The resident's other phone. Personal data.</summary>
    public const string PhoneNumber2 = "PhoneNumber2";
    /// <summary>The resident's mail address. Personal data.</summary>
    public const string EmailAddress1 = "EmailAddress1";

    // When.
    /// <summary>Days and times asked or agreed.</summary>
    public const string AppointmentDateTimeInformation = "AppointmentDateTimeInformation";
    /// <summary>In an order the latest day of completion; in a status the day of the visit.</summary>
    public const string RequiredDeliveryDate = "RequiredDeliveryDate";
    /// <summary>Time on <see cref="RequiredDeliveryDate"/>.</summary>
    public const string RequiredDeliveryTime = "RequiredDeliveryTime";
    /// <summary>The window of the visit.</summary>
    public const string DeliveryTimeFrame = "DeliveryTimeFrame";
    /// <summary>Day on which the window begins.</summary>
    public const string DeliveryDateEarliest = "DeliveryDateEarliest";
    /// <summary>Time at which the window begins.</summary>
    public const string DeliveryTimeEarliest = "DeliveryTimeEarliest";
    /// <summary>Day on which the window ends.</summary>
    public const string DeliveryDateLatest = "DeliveryDateLatest";
    /// <summary>Time at which the window ends.</summary>
    public const string DeliveryTimeLatest = "DeliveryTimeLatest";

    // Lines.
    /// <summary>One task.</summary>
    public const string InstructionLine = "InstructionLine";
    /// <summary>The line's number on its order.</summary>
    public const string LineNumber = "LineNumber";
    /// <summary>How many units.</summary>
    public const string Quantity = "Quantity";
    /// <summary>Unit of <see cref="Quantity"/>.</summary>
    public const string MeasurementUnitQuantity = "MeasurementUnitQuantity";
    /// <summary>Code in the contract's price list.</summary>
    public const string NormPriceCode = "NormPriceCode";
    /// <summary>What is to be done, in a line.</summary>
    public const string ShortDescription = "ShortDescription";
    /// <summary>What is to be done, at length.</summary>
    public const string LongDescription = "LongDescription";
    /// <summary>Location, element, defect and cause.</summary>
    public const string LedoInformation = "LEDOInformation";
    /// <summary>Where in the dwelling.</summary>
    public const string Location = "Location";
    /// <summary>The building part.</summary>
    public const string Element = "Element";
    /// <summary>What is wrong with it.</summary>
    public const string Defect = "Defect";
    /// <summary>Why.</summary>
    public const string Cause = "Cause";
    /// <summary>The line's price.</summary>
    public const string PriceInformation = "PriceInformation";
    /// <summary>EUR without VAT for the units of the price basis.</summary>
    public const string Price = "Price";
    /// <summary>What the price is for.</summary>
    public const string PriceBase = "PriceBase";
    /// <summary>How many units the price is for.</summary>
    public const string NumberOfUnitsInPriceBasis = "NumberOfUnitsInPriceBasis";
    /// <summary>Unit that the price is for.</summary>
    public const string MeasureUnitPriceBasis = "MeasureUnitPriceBasis";
    /// <summary>The line's VAT.</summary>
    public const string VatInformation = "VATInformation";
    /// <summary><c>S</c> standard, <c>E</c> exempt.</summary>
    public const string VatRate = "VATRate";
    /// <summary>VAT in percent.</summary>
    public const string VatPercentage = "VATPercentage";
    /// <summary>EUR over which VAT is due.</summary>
    public const string VatBaseAmount = "VATBaseAmount";

    // Photos.
    /// <summary>A photo or another document, on the message, the order or a line.</summary>
    public const string Attachment = "Attachment";
    /// <summary>Where it is.</summary>
    public const string Url = "URL";
    /// <summary>The file itself, in base64.</summary>
    public const string AttachedData = "AttachedData";
    /// <summary><c>PHO</c> for a photo; older lists lack it and have <c>OTA</c>, other, for it.</summary>
    public const string DocumentType = "DocumentType";
    /// <summary>The sort of file, such as <c>jpg</c>.</summary>
    public const string FileType = "FileType";
    /// <summary>The file's name.</summary>
    public const string FileName = "FileName";
    /// <summary>Something more about it: a name and a value.</summary>
    public const string AttachmentCharacteristics = "AttachmentCharacteristics";
    /// <summary>What <see cref="AttributeValue"/> is.</summary>
    public const string AttributeName = "AttributeName";
    /// <summary>The value of <see cref="AttributeName"/>.</summary>
    public const string AttributeValue = "AttributeValue";

    // Status.
    /// <summary>Code of what happened, on the order or on a line: see <see cref="StatusTable"/>.</summary>
    public const string Status = "Status";
    /// <summary>Words, or the detail's code under a main status.</summary>
    public const string StatusDescription = "StatusDescription";
    /// <summary>Day on which the work was done.</summary>
    public const string DateReady = "DateReady";
    /// <summary>EUR without VAT.</summary>
    public const string TotalAmount = "TotalAmount";
    /// <summary>Cause as found: <c>DEF</c>, <c>HUU</c>, <c>OUD</c>, <c>SLT</c>.</summary>
    public const string ReasonRepairCode = "ReasonRepairCode";
}
