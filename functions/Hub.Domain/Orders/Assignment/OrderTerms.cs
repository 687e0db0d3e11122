using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>
/// The terms of the contract for one order, taken over when it was awarded: a later version of the contract changes nothing
/// about an order that is on its way, and what held for it can be read from its own stream years later.
/// </summary>
public sealed record OrderTerms
{
    /// <summary>Version of the contract.</summary>
    public required int ContractVersion { get; init; }

    /// <summary>How the order as a whole is paid, where it has no lines; null where that is not agreed.</summary>
    public AgreementMethod? Coverage { get; init; }

    /// <summary>Agreed times for its kind and urgency; null where the contract has none.</summary>
    public ServiceLevel? ServiceLevel { get; init; }

    /// <summary>The order's urgency, where the contract does not name it: <see cref="ServiceLevel"/> is the default then.</summary>
    public string? UnknownUrgency { get; init; }

    /// <summary>The hours of a working day.</summary>
    public WorkingHours WorkingHours { get; init; } = WorkingHours.Usual;

    /// <summary>Who may decide on what amount, the lowest first.</summary>
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    /// <summary>Photos that it must have; null for none.</summary>
    public EvidenceRule? Evidence { get; init; }

    /// <summary>Years that its photos are kept after it ended; null where the hub's setting holds.</summary>
    public int? PhotoYears { get; init; }

    /// <summary>The share of orders of its kind that is checked, 0 to 1.</summary>
    public decimal SampleShare { get; init; }

    /// <summary>The terms of an order under a contract.</summary>
    public static OrderTerms Of(Contract contract, OrderContent content, IReadOnlyList<LinePrice> prices) => new()
    {
        ContractVersion = contract.Version,
        Coverage = Pricing.OfWhole(content, contract),
        ServiceLevel = contract.ServiceLevelFor(content.Kind, content.Urgency),
        UnknownUrgency = contract.IsUnknownUrgency(content.Kind, content.Urgency) ? content.Urgency : null,
        WorkingHours = contract.WorkingHours,
        Mandates = contract.Mandates,
        Evidence = contract.Evidence.FirstOrDefault(e =>
            (e.Kind is null || e.Kind == content.Kind) && (e.Coverage is null || prices.Any(p => p.Coverage == e.Coverage))),
        PhotoYears = contract.PhotoYears,
        SampleShare = contract.Sampling.FirstOrDefault(s => s.Kind == content.Kind)?.Share ?? 0,
    };
}
