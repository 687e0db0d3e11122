namespace Hub.Application.Deliveries;

/// <summary>The deliveries to one recipient that are not done.</summary>
/// <param name="Recipient">To whom.</param>
/// <param name="Pending">Deliveries still to be made.</param>
/// <param name="Parked">Deliveries that wait for a person.</param>
/// <param name="OldestPending">When the oldest pending one was enqueued; null where none is pending.</param>
/// <param name="FailingSince">When the first of those pending that failed was first tried; null where none failed.</param>
/// <param name="ParkedSince">When the first of those parked was parked; null where none is, or an earlier version of the hub parked them.</param>
/// <param name="LastParkedAt">When the last of those parked was parked; null as <paramref name="ParkedSince"/>.</param>
public sealed record Backlog(
    Recipient Recipient, int Pending, int Parked, DateTimeOffset? OldestPending, DateTimeOffset? FailingSince = null, DateTimeOffset? ParkedSince = null,
    DateTimeOffset? LastParkedAt = null);
