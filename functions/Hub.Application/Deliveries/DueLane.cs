namespace Hub.Application.Deliveries;

/// <summary>A lane whose first delivery is pending.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="DueAt">When that delivery is due: its next attempt, else the moment at which it was enqueued.</param>
public sealed record DueLane(LaneId Lane, DateTimeOffset DueAt);
