using System.Text.Json.Serialization;
using Hub.Core.Dwellings;

namespace Hub.Core.Orders;

/// <summary>What sort of work an order is (VERA ONDERHOUDSOORT).</summary>
public enum OrderKind
{
    /// <summary>Repair, VERA <c>REP</c>.</summary>
    Repair,

    /// <summary>Work between two tenancies, VERA <c>MUT</c>.</summary>
    Turnover,

    /// <summary>Inspection, VERA <c>INS</c>.</summary>
    Inspection,
}

/// <summary>How an order or a line is paid (DICO InstructionAgreementMethod, VERA AFREKENWIJZESOORT).</summary>
public enum AgreementMethod
{
    /// <summary>Paid per dwelling a year: DICO <c>AFK</c>, VERA <c>AFK</c>.</summary>
    LumpSum,

    /// <summary>Priced from the contract's list: DICO <c>EHP</c>, VERA <c>NCE</c>.</summary>
    UnitPrice,

    /// <summary>Priced as a whole: DICO <c>ANS</c>, VERA <c>VPR</c>.</summary>
    FixedSum,

    /// <summary>Hours and material: DICO <c>REG</c>, VERA <c>NCR</c>.</summary>
    TimeAndMaterials,

    /// <summary>Redone at the contractor's cost: DICO <c>GAR</c>, VERA <c>GAR</c>.</summary>
    Warranty,
}

/// <summary>The keys by which the ERP itself knows the order; at least the one that names it is there.</summary>
/// <param name="Id">VERA <c>id</c>.</param>
/// <param name="ExternalId">VERA <c>idExtern</c>.</param>
/// <param name="Code">VERA <c>code</c>.</param>
public sealed record ErpKeys(string? Id = null, string? ExternalId = null, string? Code = null)
{
    /// <summary>These keys, and those of <paramref name="earlier"/> where one is not given.</summary>
    public ErpKeys Or(ErpKeys earlier) => new(Id ?? earlier.Id, ExternalId ?? earlier.ExternalId, Code ?? earlier.Code);
}

/// <summary>Where and what is broken: location, element, defect, cause (LEDO), each a code of the sector's lists.</summary>
public sealed record Ledo(string? Location = null, string? Element = null, string? Defect = null, string? Cause = null);

/// <summary>One task on an order (<em>taakregel</em>).</summary>
public sealed record OrderLine
{
    /// <summary>The line's number on its order, unique there.</summary>
    public required string Number { get; init; }

    /// <summary>What is to be done, in a line of text.</summary>
    public required string Description { get; init; }

    /// <summary>The long description, where there is one.</summary>
    public string? LongDescription { get; init; }

    /// <summary>Code in the contract's price list.</summary>
    public string? PriceCode { get; init; }

    /// <summary>How many units.</summary>
    public decimal Quantity { get; init; } = 1;

    /// <summary>Unit of <see cref="Quantity"/>, a DICO unit code such as <c>PCE</c>, <c>HUR</c>, <c>MTK</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>EUR a unit without VAT.</summary>
    public decimal? Price { get; init; }

    /// <summary>VAT in percent; null where the sender gave none.</summary>
    public decimal? VatPercentage { get; init; }

    /// <summary>Specialism (VERA SPECIALISME code), e.g. for routing.</summary>
    public string? Specialism { get; init; }

    /// <summary>How this line is paid, where it differs from the order.</summary>
    public AgreementMethod? Agreement { get; init; }

    /// <summary>What is broken.</summary>
    public Ledo? Ledo { get; init; }
}

/// <summary>A time in which somebody comes, or is asked to come.</summary>
/// <param name="From">Earliest moment.</param>
/// <param name="Until">Latest moment; not before <paramref name="From"/>.</param>
public sealed record TimeWindow(DateTimeOffset From, DateTimeOffset Until);

/// <summary>How the ERP names the contractor or the contract; all null leaves it to the hub's routing.</summary>
/// <param name="Gln">GS1 location number, 13 digits.</param>
/// <param name="Code">Relation code in the ERP.</param>
/// <param name="Id">Relation id in the ERP, or the hub's own partner id.</param>
/// <param name="ContractNumber">Number of the contract.</param>
public sealed record ContractorReference(string? Gln = null, string? Code = null, string? Id = null, string? ContractNumber = null)
{
    /// <summary>True where nothing is named.</summary>
    [JsonIgnore]
    public bool IsOpen => Gln is null && Code is null && Id is null && ContractNumber is null;
}

/// <summary>
/// What the corporation asks for: the whole content of an order, without personal data (the resident's contact is kept
/// apart, see <see cref="ResidentContact"/>).
/// </summary>
public sealed record OrderContent
{
    /// <summary>The order number in the ERP: with the ERP it is the order's identity.</summary>
    public required string Number { get; init; }

    /// <summary>The ERP's own keys, given back in every message to it.</summary>
    public ErpKeys Keys { get; init; } = new();

    /// <summary>Repair, turnover or inspection.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>What is asked, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Key of the dwelling (VHE) in the register.</summary>
    public string? DwellingId { get; init; }

    /// <summary>The complex, where the work is not in one dwelling.</summary>
    public string? Complex { get; init; }

    /// <summary>The address as the ERP sent it; the register's goes before it.</summary>
    public Address? GivenAddress { get; init; }

    /// <summary>Urgency as the contract names it (there is no national list).</summary>
    public string? Urgency { get; init; }

    /// <summary>How the order is paid.</summary>
    public AgreementMethod? Agreement { get; init; }

    /// <summary>True where VAT is reverse-charged (<em>btw verlegd</em>).</summary>
    public bool? ReverseCharge { get; init; }

    /// <summary>The day on which the corporation ordered it.</summary>
    public DateOnly? OrderedOn { get; init; }

    /// <summary>Earliest day of the work.</summary>
    public DateOnly? StartOn { get; init; }

    /// <summary>Latest day of completion (VERA uitersteGereeddatum).</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When the resident would like the visit, or when it was agreed.</summary>
    public TimeWindow? RequestedVisit { get; init; }

    /// <summary>Who is to do it.</summary>
    public ContractorReference Contractor { get; init; } = new();

    /// <summary>True where the corporation asks a price first (VERA status OFF).</summary>
    public bool QuotationAsked { get; init; }

    /// <summary>Number of the order that this one belongs to.</summary>
    public string? ParentNumber { get; init; }

    /// <summary>Remarks for the contractor. Not a place for personal data.</summary>
    public string? Remarks { get; init; }

    /// <summary>The tasks; may be empty where <see cref="Description"/> says it all.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>True where both say the same (record equality compares the list of lines by reference).</summary>
    public bool SameAs(OrderContent other) => this with { Lines = [] } == other with { Lines = [] } && Lines.SequenceEqual(other.Lines);

    /// <summary>True where lines or dates differ from what the contractor accepted, so that it must accept again.</summary>
    public bool AsksMoreThan(OrderContent accepted) =>
        !Lines.SequenceEqual(accepted.Lines) || StartOn != accepted.StartOn || DueOn != accepted.DueOn || RequestedVisit != accepted.RequestedVisit;
}

/// <summary>A change of an order's content: what is null stays as it was.</summary>
public sealed record OrderContentChange
{
    /// <inheritdoc cref="OrderContent.Description"/>
    public string? Description { get; init; }

    /// <inheritdoc cref="OrderContent.DwellingId"/>
    public string? DwellingId { get; init; }

    /// <inheritdoc cref="OrderContent.Complex"/>
    public string? Complex { get; init; }

    /// <inheritdoc cref="OrderContent.GivenAddress"/>
    public Address? GivenAddress { get; init; }

    /// <inheritdoc cref="OrderContent.Urgency"/>
    public string? Urgency { get; init; }

    /// <inheritdoc cref="OrderContent.Agreement"/>
    public AgreementMethod? Agreement { get; init; }

    /// <inheritdoc cref="OrderContent.ReverseCharge"/>
    public bool? ReverseCharge { get; init; }

    /// <inheritdoc cref="OrderContent.StartOn"/>
    public DateOnly? StartOn { get; init; }

    /// <inheritdoc cref="OrderContent.DueOn"/>
    public DateOnly? DueOn { get; init; }

    /// <inheritdoc cref="OrderContent.RequestedVisit"/>
    public TimeWindow? RequestedVisit { get; init; }

    /// <inheritdoc cref="OrderContent.Contractor"/>
    public ContractorReference? Contractor { get; init; }

    /// <inheritdoc cref="OrderContent.Remarks"/>
    public string? Remarks { get; init; }

    /// <inheritdoc cref="OrderContent.Lines"/>
    public IReadOnlyList<OrderLine>? Lines { get; init; }

    /// <summary>The content after this change.</summary>
    public OrderContent ApplyTo(OrderContent content) => content with
    {
        Description = Description ?? content.Description,
        DwellingId = DwellingId ?? content.DwellingId,
        Complex = Complex ?? content.Complex,
        GivenAddress = GivenAddress ?? content.GivenAddress,
        Urgency = Urgency ?? content.Urgency,
        Agreement = Agreement ?? content.Agreement,
        ReverseCharge = ReverseCharge ?? content.ReverseCharge,
        StartOn = StartOn ?? content.StartOn,
        DueOn = DueOn ?? content.DueOn,
        RequestedVisit = RequestedVisit ?? content.RequestedVisit,
        Contractor = Contractor ?? content.Contractor,
        Remarks = Remarks ?? content.Remarks,
        Lines = Lines ?? content.Lines,
    };
}
