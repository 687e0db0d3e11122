using System.Text.Json.Serialization;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;

namespace Hub.Domain.Work;

/// <summary>A change of an order's content: what is null stays as it was.</summary>
public sealed record OrderContentChange
{
    /// <inheritdoc cref="OrderContent.Description"/>
    public string? Description { get; init; }

    /// <inheritdoc cref="OrderContent.DwellingId"/>
    public string? DwellingId { get; init => field = KeyText.Given(value); }

    /// <inheritdoc cref="OrderContent.Complex"/>
    public string? Complex { get; init => field = KeyText.Given(value); }

    /// <inheritdoc cref="OrderContent.GivenAddress"/>
    public Address? GivenAddress { get; init; }

    /// <inheritdoc cref="OrderContent.Urgency"/>
    public string? Urgency { get; init => field = KeyText.Given(value); }

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
