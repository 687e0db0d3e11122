using System.Text.Json.Serialization;
using Hub.Domain.Calendar;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Contracts;

/// <summary>What counts as the contractor's response.</summary>
public enum ResponseBy
{
    /// <summary>The start of the work.</summary>
    Start,

    /// <summary>The first appointment made, or the start of the work where that comes sooner.</summary>
    Appointment,
}

/// <summary>Within what time a contractor must have responded and be done, for one kind of order and one urgency.</summary>
public sealed record ServiceLevel
{
    /// <summary>Kind of order.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>Urgency in the contract's own word (there is no national list); null for every urgency that has no level of its own.</summary>
    public string? Urgency { get; init => field = KeyText.Given(value); }

    /// <summary>True where it also holds for an order whose urgency the contract does not name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDefault { get; init; }

    /// <summary>True where an order of this urgency is an emergency: its figures are shown apart from those of other repairs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEmergency { get; init; }

    /// <summary>From the award to the response.</summary>
    public AgreedTime? RespondWithin { get; init; }

    /// <summary>From the award to technically complete.</summary>
    public AgreedTime? CompleteWithin { get; init; }

    /// <summary>Turnovers: from the keys received, or else the award, to the passed final inspection.</summary>
    public AgreedTime? LeadTime { get; init; }

    /// <summary>How these times run.</summary>
    public ServiceClockKind Clock { get; init; }

    /// <summary>What counts as the response.</summary>
    public ResponseBy RespondBy { get; init; }

    /// <summary>
    /// Reasons for which the clock is stopped. <see cref="InterruptionReason.AwaitingClient"/> is also the time in which the
    /// contractor waits for an answer that it required, for a decision on extra work, or for an approval.
    /// </summary>
    public IReadOnlyList<InterruptionReason> StopsFor { get; init; } = [];

    /// <summary>How long it allows, for comparing levels with each other: a day is 24 hours, whatever the clock.</summary>
    internal TimeSpan Length => (CompleteWithin ?? LeadTime ?? RespondWithin) is { } time ? TimeSpan.FromDays(time.Days) + time.Time : TimeSpan.MaxValue;
}
