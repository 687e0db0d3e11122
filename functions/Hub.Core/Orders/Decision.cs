using Hub.Core.Contracts;
using Hub.Core.Dwellings;

namespace Hub.Core.Orders;

/// <summary>Who speaks, when, and in which message: what every event of that message carries.</summary>
public sealed record Saying(
    Sayer By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? MessageId = null, string? CorrelationId = null, string? TraceParent = null);

/// <summary>What a decision may look at beside the order: facts fetched beforehand, so that deciding stays pure.</summary>
/// <param name="Dwellings">Register rows of the dwellings that the commands and the order name.</param>
/// <param name="Router">Partners and contracts as they are now.</param>
public sealed record Surroundings(IReadOnlyDictionary<string, Dwelling> Dwellings, Router Router)
{
    /// <summary>The register's row of a dwelling, or null.</summary>
    public Dwelling? Find(string? dwellingId) => dwellingId is not null && Dwellings.TryGetValue(dwellingId, out var found) ? found : null;
}

/// <summary>What the hub makes of a message.</summary>
public abstract record Decision
{
    /// <summary>Taken: these events, none where there was nothing new.</summary>
    public sealed record Accepted(IReadOnlyList<RecordedEvent> Events, Order? Order) : Decision;

    /// <summary>Not taken: nothing of the message is.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;
}
