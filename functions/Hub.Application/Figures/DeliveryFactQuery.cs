using Hub.Application.Deliveries;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>Which facts of deliveries.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record DeliveryFactQuery(int Limit, string? Cursor = null)
{
    /// <summary>Enqueued at or after this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Enqueued before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Changed at or after this moment; a store may keep it in whole seconds, and then gives what changed in that second too.</summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>Only to this partner.</summary>
    public string? PartnerId { get; init; }
}

/// <summary>A page of facts of deliveries.</summary>
/// <param name="Items">The facts, enqueued first first.</param>
/// <param name="Cursor">Where the next page begins; null after the last.</param>
public sealed record DeliveryFactPage(IReadOnlyList<DeliveryFact> Items, string? Cursor);

/// <summary>A page of deliveries, in the order in which they were stored.</summary>
/// <param name="Items">The deliveries; none behind the last.</param>
/// <param name="Cursor">Where the page ends.</param>
public sealed record DeliveryKeyPage(IReadOnlyList<DeliveryKey> Items, string? Cursor);
