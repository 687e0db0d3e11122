using System.Text.Json.Serialization;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Orders;

namespace Hub.Domain.Work;

/// <summary>
/// What the corporation asks for: the whole content of an order, without personal data (the resident's contact is kept
/// apart, see <see cref="ResidentContact"/>). Its keys are in the one form of <see cref="KeyText"/>, those of messages and events of earlier versions too.
/// </summary>
public sealed record OrderContent
{
    /// <summary>The order number in the ERP: with the ERP it is the order's identity.</summary>
    public required string Number { get; init => field = KeyText.Of(value); }

    /// <summary>The ERP's own keys, given back in every message to it.</summary>
    public ErpKeys Keys { get; init; } = new();

    /// <summary>Repair, turnover or inspection.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>What is asked, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Key of the dwelling (VHE) in the register.</summary>
    public string? DwellingId { get; init => field = KeyText.Given(value); }

    /// <summary>The complex, where the work is not in one dwelling.</summary>
    public string? Complex { get; init => field = KeyText.Given(value); }

    /// <summary>The address as the ERP sent it; the register's goes before it.</summary>
    public Address? GivenAddress { get; init; }

    /// <summary>Urgency as the contract names it (there is no national list).</summary>
    public string? Urgency { get; init => field = KeyText.Given(value); }

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
    public string? ParentNumber { get; init => field = KeyText.Given(value); }

    /// <summary>Remarks for the contractor. Not a place for personal data.</summary>
    public string? Remarks { get; init; }

    /// <summary>The tasks; may be empty where <see cref="Description"/> is enough.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>True where both are the same (record equality compares the list of lines by reference).</summary>
    public bool SameAs(OrderContent other) => this with { Lines = [] } == other with { Lines = [] } && Lines.SequenceEqual(other.Lines);

    /// <summary>True where lines or dates differ from what the contractor accepted, so that it must accept again.</summary>
    public bool RequiresMoreThan(OrderContent accepted) =>
        !Lines.SequenceEqual(accepted.Lines) || StartOn != accepted.StartOn || DueOn != accepted.DueOn || RequestedVisit != accepted.RequestedVisit;
}
