namespace Hub.Formats.Canonical;

/// <summary>What is asked: the data of <c>order.placed</c> and, as <c>order.content</c>, of what a contractor is sent.</summary>
internal sealed record ContentData
{
    public required string Number { get; init; }

    [Word(typeof(Hub.Domain.Work.OrderKind))]
    public required string Kind { get; init; }

    [Text]
    public string? Description { get; init; }

    public DwellingData? Dwelling { get; init; }

    public string? Urgency { get; init; }

    [Word(typeof(Hub.Domain.Work.AgreementMethod))]
    public string? Agreement { get; init; }

    public bool? ReverseCharge { get; init; }

    public DateOnly? OrderedOn { get; init; }

    public DateOnly? StartOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public WindowData? RequestedVisit { get; init; }

    public ContractorData? Contractor { get; init; }

    public bool? QuotationAsked { get; init; }

    public string? ParentNumber { get; init; }

    [Text]
    public string? Remarks { get; init; }

    public IReadOnlyList<LineData>? Lines { get; init; }

    public KeysData? ErpKeys { get; init; }

    public ResidentData? Resident { get; init; }
}

/// <summary>What changes: the data of <c>order.amended</c>; a member that is absent stays as it was.</summary>
internal sealed record ChangeData
{
    [Text]
    public string? Description { get; init; }

    public DwellingData? Dwelling { get; init; }

    public string? Urgency { get; init; }

    [Word(typeof(Hub.Domain.Work.AgreementMethod))]
    public string? Agreement { get; init; }

    public bool? ReverseCharge { get; init; }

    public DateOnly? StartOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public WindowData? RequestedVisit { get; init; }

    public ContractorData? Contractor { get; init; }

    [Text]
    public string? Remarks { get; init; }

    public IReadOnlyList<LineData>? Lines { get; init; }

    /// <summary>From the hub only: the contractor is to accept again. Ignored in a message to the hub.</summary>
    public bool? AcceptAgain { get; init; }

    public ResidentData? Resident { get; init; }
}

/// <summary>Where the work is. <c>area</c> and <c>type</c> come from the hub's register and mean nothing in a message to the hub.</summary>
internal sealed record DwellingData
{
    public string? Id { get; init; }

    [Name]
    public string? Street { get; init; }

    [Name]
    public string? HouseNumber { get; init; }

    [Name]
    public string? HouseLetter { get; init; }

    [Name]
    public string? Suffix { get; init; }

    [Name]
    public string? PostalCode { get; init; }

    [Name]
    public string? City { get; init; }

    public string? Complex { get; init; }

    public string? Area { get; init; }

    public string? Type { get; init; }
}

/// <summary>One task.</summary>
internal sealed record LineData
{
    public required string Number { get; init; }

    [Text]
    public required string Description { get; init; }

    [Text]
    public string? LongDescription { get; init; }

    public string? PriceCode { get; init; }

    public decimal? Quantity { get; init; }

    public string? Unit { get; init; }

    // A unit price of a list may be finer than a cent (EUR 0.0125 a piece); amounts are not.
    [Money(4)]
    public decimal? Price { get; init; }

    public decimal? VatPercentage { get; init; }

    public string? Specialism { get; init; }

    [Word(typeof(Hub.Domain.Work.AgreementMethod))]
    public string? Agreement { get; init; }

    public LedoData? Ledo { get; init; }
}

/// <summary>Location, element, defect, cause.</summary>
internal sealed record LedoData
{
    public string? Location { get; init; }

    public string? Element { get; init; }

    public string? Defect { get; init; }

    public string? Cause { get; init; }
}

/// <summary>From when to when; until is not before from.</summary>
internal sealed record WindowData
{
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }
}

/// <summary>Who is to do it.</summary>
internal sealed record ContractorData
{
    [Gln]
    public string? Gln { get; init; }

    public string? Code { get; init; }

    public string? Id { get; init; }

    public string? ContractNumber { get; init; }
}

/// <summary>The keys by which the ERP knows the order.</summary>
internal sealed record KeysData
{
    public string? Id { get; init; }

    public string? ExternalId { get; init; }

    public string? Code { get; init; }
}

/// <summary>Who lives there: personal data.</summary>
internal sealed record ResidentData
{
    [Name]
    public string? Name { get; init; }

    [Name]
    public string? Phone { get; init; }

    [Name]
    public string? SecondPhone { get; init; }

    [Name(254)]
    public string? Email { get; init; }

    /// <summary>Says nothing of the person, so that no log line can.</summary>
    public override string ToString() => "ResidentData (withheld)";
}
