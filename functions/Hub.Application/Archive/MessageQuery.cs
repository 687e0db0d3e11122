namespace Hub.Application.Archive;

/// <summary>Which messages to list.</summary>
/// <param name="PartnerId">Of this partner only.</param>
/// <param name="Outcome">With this outcome only.</param>
/// <param name="Before">Received before this message (paging), by its receipt id.</param>
/// <param name="Limit">At most this many.</param>
public sealed record MessageQuery(string? PartnerId = null, MessageOutcome? Outcome = null, Guid? Before = null, int Limit = 50);
