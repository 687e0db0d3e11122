using Hub.Application.Intake;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Vera.Reading;

/// <summary>What one document has, whichever operation it came with; null is absent.</summary>
internal sealed record OrderDraft
{
    public OrderKind? Kind { get; init; }
    public OrderStatus? Status { get; init; }

    /// <summary>True where by the document itself the hub sent this status: returned, it asks for nothing.</summary>
    public bool StatusIsFromHub { get; init; }

    public string? Description { get; init; }
    public string? ParentNumber { get; init; }
    public AgreementMethod? Agreement { get; init; }
    public bool? ReverseCharge { get; init; }
    public DateOnly? OrderedOn { get; init; }
    public DateOnly? StartOn { get; init; }
    public DateOnly? DueOn { get; init; }
    public TimeWindow? Visit { get; init; }
    public Address? Address { get; init; }
    public string? DwellingId { get; init; }
    public string? Complex { get; init; }
    public ContractorReference Contractor { get; init; } = new();
    public string? ContractorPlace { get; init; }
    public ResidentContact? Contact { get; init; }
    public string? Urgency { get; init; }
    public string? Remarks { get; init; }
    public string? Answer { get; init; }
    public string? Explanation { get; init; }

    /// <summary>The explicit answer of the document; null where it leaves it to the status.</summary>
    public bool? QuotationAsked { get; init; }

    /// <summary>Decisions and facts; read in a PATCH only.</summary>
    public MandateDecisions Decisions { get; init; } = new();

    /// <summary>What is settled; read in a PATCH only.</summary>
    public SettlementReader? Settlement { get; init; }

    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>Photos; no content of the order.</summary>
    public IReadOnlyList<IncomingPhoto> Photos { get; init; } = [];

    public OrderContent Content(string number, ErpKeys keys, OrderKind kind) => new()
    {
        Number = number,
        Keys = keys,
        Kind = kind,
        Description = Description,
        DwellingId = DwellingId,
        Complex = Complex,
        GivenAddress = Address,
        Urgency = Urgency,
        Agreement = Agreement,
        ReverseCharge = ReverseCharge,
        OrderedOn = OrderedOn,
        StartOn = StartOn,
        DueOn = DueOn,
        RequestedVisit = Visit,
        Contractor = Contractor,
        QuotationAsked = QuotationAsked ?? Status is OrderStatus.Quoting,
        ParentNumber = ParentNumber,
        Remarks = Remarks,
        Lines = Lines,
    };

    /// <summary>The change that the document asks for; null where it names no content that can change.</summary>
    public OrderContentChange? Change()
    {
        var change = new OrderContentChange
        {
            Description = Description,
            DwellingId = DwellingId,
            Complex = Complex,
            GivenAddress = Address,
            Urgency = Urgency,
            Agreement = Agreement,
            ReverseCharge = ReverseCharge,
            StartOn = StartOn,
            DueOn = DueOn,
            RequestedVisit = Visit,
            Contractor = Contractor.IsOpen ? null : Contractor,
            Remarks = Remarks,
            Lines = Lines.Count == 0 ? null : Lines,
        };
        return change == Nothing ? null : change;
    }

    private static readonly OrderContentChange Nothing = new();
}
