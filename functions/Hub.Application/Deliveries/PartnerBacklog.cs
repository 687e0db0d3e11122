namespace Hub.Application.Deliveries;

/// <summary>What one partner is owed.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="Pending">Deliveries still to be made.</param>
/// <param name="Parked">Deliveries that wait for a person.</param>
/// <param name="OldestPending">Since when the oldest is owed.</param>
public sealed record PartnerBacklog(string PartnerId, int Pending, int Parked, DateTimeOffset? OldestPending);
