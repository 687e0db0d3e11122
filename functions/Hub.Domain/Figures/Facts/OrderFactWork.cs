using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <content>What it costs. All amounts in EUR without VAT.</content>
public sealed partial record OrderFact
{
    /// <summary>Lines as ordered, without extra work, as far as prices are known.</summary>
    public decimal OrderedAmount { get; init; }

    /// <summary>What the lines under the lump sum would have cost.</summary>
    public decimal InsideLumpSum { get; init; }

    /// <summary>Agreed outside lump sum and warranty, with extra work.</summary>
    public decimal OutsideLumpSum { get; init; }

    /// <summary>Extra work that was agreed on.</summary>
    public decimal ExtraWorkAmount { get; init; }

    /// <summary>What was settled; null while nothing is, or no total is known.</summary>
    public decimal? SettledAmount { get; init; }

    /// <summary>Lines outside the lump sum without a price.</summary>
    public int UnpricedLines { get; init; }
}

/// <content>How often what happened, for the present contractor where it is about one.</content>
public sealed partial record OrderFact
{
    /// <summary>How often a contractor refused it.</summary>
    public int Refusals { get; init; }

    /// <summary>How often it was opened again after a completion.</summary>
    public int Reopenings { get; init; }

    /// <summary>Visits at which was worked; several starts on one day are one.</summary>
    public int Visits { get; init; }

    /// <summary>Visits at which nobody opened.</summary>
    public int NoAccessVisits { get; init; }

    /// <summary>Appointments; one that was moved is another one.</summary>
    public int AppointmentsMade { get; init; }

    /// <summary>Appointments that the contractor moved before their window began.</summary>
    public int AppointmentsMoved { get; init; }

    /// <summary>Appointments in whose window work began, or nobody opened.</summary>
    public int AppointmentsKept { get; init; }

    /// <summary>Appointments that the contractor did not keep, or cancelled.</summary>
    public int AppointmentsMissed { get; init; }

    /// <summary>Appointments that the resident cancelled.</summary>
    public int AppointmentsCancelledByResident { get; init; }

    /// <summary>Photos of before the work, deleted ones left out.</summary>
    public int PhotosBefore { get; init; }

    /// <summary>Photos of after the work, deleted ones left out.</summary>
    public int PhotosAfter { get; init; }

    /// <summary>Requests for extra work.</summary>
    public int ExtraWorkRequests { get; init; }

    /// <summary>Requests that were agreed to, wholly or in part.</summary>
    public int ExtraWorkApprovals { get; init; }

    /// <summary>Working hours of the contract from request to decision, of the slowest decision of the corporation; null where it took none.</summary>
    public decimal? ExtraWorkHours { get; init; }
}

/// <content>How well it was done.</content>
public sealed partial record OrderFact
{
    /// <summary>True where the contract asks photos of it.</summary>
    public bool EvidenceNeeded { get; init; }

    /// <summary>True where none of those is missing.</summary>
    public bool EvidenceComplete { get; init; }

    /// <summary>When it was first picked for a check.</summary>
    public DateTimeOffset? SamplePickedAt { get; init; }

    /// <summary>When the inspector first gave a verdict.</summary>
    public DateTimeOffset? InspectedAt { get; init; }

    /// <summary>True where that verdict was good; null without one.</summary>
    public bool? PassedFirstTime { get; init; }

    /// <summary>How often the inspector did not agree.</summary>
    public int InspectionFailures { get; init; }

    /// <summary>Repairs: the first new repair of the same dwelling and element within 30 days.</summary>
    public Guid? RepeatOrderId { get; init; }

    /// <summary>Repairs: when those 30 days are over; until then the verdict is provisional.</summary>
    public DateTimeOffset? FirstTimeFixFinalAt { get; init; }

    /// <summary>
    /// Repairs that are complete: true where they took one visit, were not opened again, and no repair of the same dwelling and element followed within
    /// 30 days. Null for other orders.
    /// </summary>
    public bool? FirstTimeFix => Kind is OrderKind.Repair && CompletedAt is not null
        ? Visits == 1 && Reopenings == 0 && RepeatOrderId is null && !HasUnnamedRepeat
        : null;

    // One that counts for whoever reads the row, who must not see which order it is.
    internal bool HasUnnamedRepeat { get; private init; }

    /// <summary>The row without the name of the order that followed; it counts as before.</summary>
    public OrderFact WithoutRepeatOrder() => this with { RepeatOrderId = null, HasUnnamedRepeat = HasUnnamedRepeat || RepeatOrderId is not null };
}
