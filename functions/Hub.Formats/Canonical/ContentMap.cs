using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Canonical;

/// <summary>Between the order's content and its JSON. An optional text that is blank counts as absent.</summary>
internal static class ContentMap
{
    public static ContentData ToData(OrderContent content, Dwelling? dwelling, ResidentContact? resident = null) => new()
    {
        Number = content.Number,
        Kind = WireNames.Kind[content.Kind],
        Description = content.Description,
        Dwelling = DwellingOf(content, dwelling),
        Urgency = content.Urgency,
        Agreement = WireNames.Agreement.Word(content.Agreement),
        ReverseCharge = content.ReverseCharge,
        OrderedOn = content.OrderedOn,
        StartOn = content.StartOn,
        DueOn = content.DueOn,
        RequestedVisit = Window(content.RequestedVisit),
        Contractor = ContractorOf(content.Contractor),
        QuotationAsked = content.QuotationAsked ? true : null,
        ParentNumber = content.ParentNumber,
        Remarks = content.Remarks,
        Lines = Lines(content.Lines),
        ErpKeys = content.Keys == new ErpKeys() ? null : new KeysData { Id = content.Keys.Id, ExternalId = content.Keys.ExternalId, Code = content.Keys.Code },
        Resident = Resident(resident),
    };

    public static ChangeData ToChange(OrderAmended e) => new()
    {
        Description = e.Content.Description,
        Dwelling = DwellingOf(e.Content, e.Dwelling),
        Urgency = e.Content.Urgency,
        Agreement = WireNames.Agreement.Word(e.Content.Agreement),
        ReverseCharge = e.Content.ReverseCharge,
        StartOn = e.Content.StartOn,
        DueOn = e.Content.DueOn,
        RequestedVisit = Window(e.Content.RequestedVisit),
        Contractor = ContractorOf(e.Content.Contractor),
        Remarks = e.Content.Remarks,
        Lines = Lines(e.Content.Lines),
        AcceptAgain = e.AcceptAgain ? true : null,
    };

    public static OrderContent ToContent(ContentData data) => new()
    {
        Number = data.Number,
        Keys = data.ErpKeys is { } k ? new ErpKeys(Given(k.Id), Given(k.ExternalId), Given(k.Code)) : new ErpKeys(),
        Kind = WireNames.Kind[data.Kind],
        Description = Given(data.Description),
        DwellingId = Given(data.Dwelling?.Id),
        Complex = Given(data.Dwelling?.Complex),
        GivenAddress = AddressOf(data.Dwelling),
        Urgency = Given(data.Urgency),
        Agreement = WireNames.Agreement.Value(data.Agreement),
        ReverseCharge = data.ReverseCharge,
        OrderedOn = data.OrderedOn,
        StartOn = data.StartOn,
        DueOn = data.DueOn,
        RequestedVisit = Window(data.RequestedVisit),
        Contractor = Contractor(data.Contractor) ?? new ContractorReference(),
        QuotationAsked = data.QuotationAsked ?? false,
        ParentNumber = Given(data.ParentNumber),
        Remarks = Given(data.Remarks),
        Lines = Lines(data.Lines) ?? [],
    };

    public static OrderContentChange ToContentChange(ChangeData data) => new()
    {
        Description = Given(data.Description),
        DwellingId = Given(data.Dwelling?.Id),
        Complex = Given(data.Dwelling?.Complex),
        GivenAddress = AddressOf(data.Dwelling),
        Urgency = Given(data.Urgency),
        Agreement = WireNames.Agreement.Value(data.Agreement),
        ReverseCharge = data.ReverseCharge,
        StartOn = data.StartOn,
        DueOn = data.DueOn,
        RequestedVisit = Window(data.RequestedVisit),
        Contractor = Contractor(data.Contractor),
        Remarks = Given(data.Remarks),
        Lines = Lines(data.Lines),
    };

    public static WindowData? Window(TimeWindow? window) => window is null ? null : new WindowData { From = window.From, Until = window.Until };

    public static TimeWindow? Window(WindowData? window) => window is null ? null : new TimeWindow(window.From, window.Until);

    public static ResidentContact? Resident(ResidentData? resident)
    {
        if (resident is null) return null;
        var contact = new ResidentContact(Given(resident.Name), Given(resident.Phone), Given(resident.SecondPhone), Given(resident.Email));
        return contact.IsEmpty ? null : contact;
    }

    public static ResidentData? Resident(ResidentContact? contact) => contact is null or { IsEmpty: true }
        ? null
        : new ResidentData { Name = contact.Name, Phone = contact.Phone, SecondPhone = contact.SecondPhone, Email = contact.Email };

    public static IReadOnlyList<LineData>? Lines(IReadOnlyList<OrderLine>? lines) => lines is null ? null : [.. lines.Select(Line)];

    public static IReadOnlyList<OrderLine>? Lines(IReadOnlyList<LineData>? lines) => lines is null ? null : [.. lines.Select(Line)];

    /// <summary>An amount in EUR with two decimals, halves away from zero.</summary>
    public static decimal? Money(decimal? amount) =>
        amount is { } a ? Pricing.Cents(a) + 0.00m : null;

    /// <summary>The text, or null where it is blank.</summary>
    public static string? Given(string? text) => KeyText.Of(text).Length == 0 ? null : text;

    /// <summary>Lines at the price that was found for them, where they name none themselves.</summary>
    public static IReadOnlyList<OrderLine>? Priced(IReadOnlyList<OrderLine>? lines, IReadOnlyList<LinePrice>? prices) => lines is null || prices is null
        ? lines
        : [.. lines.Select(l => l with { Price = l.Price ?? prices.FirstOrDefault(p => p.Number == l.Number)?.Price })];

    public static IReadOnlyList<DifferenceData>? Differences(IReadOnlyList<CostDifference>? differences) =>
        differences is null ? null : [.. differences.Select(d => new DifferenceData
        {
            Kind = WireNames.Difference[d.Kind],
            LineNumber = d.LineNumber,
            Agreed = Differing(d.Kind, d.Agreed),
            Claimed = Differing(d.Kind, d.Claimed),
            Sentence = d.Sentence,
        })];

    // Units as they are; EUR with two decimals, and more only where a price has them.
    private static decimal? Differing(CostDifferenceKind kind, decimal? value) =>
        value is not { } v ? null : kind is CostDifferenceKind.Quantity or CostDifferenceKind.Unit ? Plain(v) : Plain(v) + 0.00m;

    private static LineData Line(OrderLine line) => new()
    {
        Number = line.Number,
        Description = line.Description,
        LongDescription = line.LongDescription,
        PriceCode = line.PriceCode,
        Quantity = Plain(line.Quantity),
        Unit = line.Unit,
        Price = line.Price is { } price ? Plain(decimal.Round(price, 4, MidpointRounding.AwayFromZero)) + 0.00m : null,
        VatPercentage = line.VatPercentage is { } vat ? Plain(vat) : null,
        Specialism = line.Specialism,
        Agreement = WireNames.Agreement.Word(line.Agreement),
        Ledo = line.Ledo is { } l ? new LedoData { Location = l.Location, Element = l.Element, Defect = l.Defect, Cause = l.Cause } : null,
    };

    private static OrderLine Line(LineData line) => new()
    {
        Number = line.Number,
        Description = line.Description,
        LongDescription = Given(line.LongDescription),
        PriceCode = Given(line.PriceCode),
        Quantity = line.Quantity ?? 1,
        Unit = PriceUnits.Find(KeyText.Given(line.Unit)) is { } code && KeyText.SameCode(code, line.Unit) ? code : line.Unit,
        Price = line.Price,
        VatPercentage = line.VatPercentage,
        Specialism = Given(line.Specialism),
        Agreement = WireNames.Agreement.Value(line.Agreement),
        Ledo = line.Ledo is { } l ? new Ledo(Given(l.Location), Given(l.Element), Given(l.Defect), Given(l.Cause)) : null,
    };

    // Equal numbers give equal bytes: 1, 1.0 and 1.00 are all written 1.
    internal static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private static DwellingData? DwellingOf(OrderContent content, Dwelling? register)
    {
        var address = register?.Address ?? content.GivenAddress;
        var data = new DwellingData
        {
            Id = content.DwellingId ?? register?.Id,
            Street = address?.Street,
            HouseNumber = address?.HouseNumber,
            HouseLetter = address?.HouseLetter,
            Suffix = address?.Suffix,
            PostalCode = address?.PostalCode,
            City = address?.City,
            Complex = content.Complex ?? register?.Complex,
            Area = register?.Area,
            Type = register?.Type,
        };
        return data == new DwellingData() ? null : data;
    }

    private static Address? AddressOf(DwellingData? data)
    {
        if (data is null) return null;
        var address = new Address(Given(data.Street), Given(data.HouseNumber), Given(data.HouseLetter), Given(data.Suffix),
            Given(data.PostalCode), Given(data.City));
        return address == new Address() ? null : address;
    }

    private static ContractorData? ContractorOf(ContractorReference contractor) => contractor.IsOpen
        ? null
        : new ContractorData { Gln = contractor.Gln, Code = contractor.Code, Id = contractor.Id, ContractNumber = contractor.ContractNumber };

    private static ContractorReference? Contractor(ContractorData? data) =>
        data is null ? null : new ContractorReference(Given(data.Gln), Given(data.Code), Given(data.Id), Given(data.ContractNumber));
}
