namespace Hub.Domain.Figures;

/// <summary>How a deadline of an order went, as far as its events say. Time that passes is no event: see <see cref="Open"/>.</summary>
public enum DeadlineOutcome
{
    /// <summary>What it asks is not done. Missed from the deadline on, which a reader compares with its own now.</summary>
    Open,

    /// <summary>What it asks is not done, and the clock is stopped: it moves on.</summary>
    Stopped,

    /// <summary>It was kept; at the very moment is in time.</summary>
    OnTime,

    /// <summary>It was not kept.</summary>
    Missed,
}

/// <content>What was agreed on time, and whether it was kept.</content>
public sealed partial record OrderFact
{
    /// <summary>The response deadline, moved on by stopped clock up to the last event.</summary>
    public DateTimeOffset? RespondBy { get; init; }

    /// <summary>Whether that was kept; null where there is none, or where the order was cancelled before it.</summary>
    public DeadlineOutcome? ResponseOutcome { get; init; }

    /// <summary>Hours of the contract's clock from the award to the response, without stopped clock; two decimals.</summary>
    public decimal? ResponseHours { get; init; }

    /// <summary>The completion deadline, moved on by stopped clock up to the last event.</summary>
    public DateTimeOffset? CompleteBy { get; init; }

    /// <summary>Whether that was kept; as the response.</summary>
    public DeadlineOutcome? RepairOutcome { get; init; }

    /// <summary>Hours of the contract's clock from the award to technically complete, without stopped clock; two decimals.</summary>
    public decimal? RepairHours { get; init; }

    /// <summary>Turnovers: the deadline of the passed final inspection.</summary>
    public DateTimeOffset? LeadTimeBy { get; init; }

    /// <summary>Turnovers: whether that was kept; as the response.</summary>
    public DeadlineOutcome? LeadTimeOutcome { get; init; }

    /// <summary>Since when the clock is stopped; null while it runs.</summary>
    public DateTimeOffset? ClockStoppedSince { get; init; }

    /// <summary>Turnovers: calendar days from the keys received, else the placing, to the passed final inspection; one decimal.</summary>
    public decimal? TurnoverDays { get; init; }

    /// <summary>Turnovers: calendar days from the placing to the pre-inspection; one decimal.</summary>
    public decimal? PreInspectionDays { get; init; }
}

/// <content>Working days that the work or its clock stood still, by reason; ended times only, two decimals.</content>
public sealed partial record OrderFact
{
    /// <summary>For material.</summary>
    public decimal WaitMaterialDays { get; init; }

    /// <summary>For the weather.</summary>
    public decimal WaitWeatherDays { get; init; }

    /// <summary>For another contractor.</summary>
    public decimal WaitOtherContractorDays { get; init; }

    /// <summary>For the client's answer or decision.</summary>
    public decimal WaitClientDays { get; init; }

    /// <summary>For the resident.</summary>
    public decimal WaitResidentDays { get; init; }

    /// <summary>For another reason.</summary>
    public decimal WaitOtherDays { get; init; }
}
