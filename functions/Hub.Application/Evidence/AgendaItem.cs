using Hub.Domain.Streams;

namespace Hub.Application.Evidence;

/// <summary>What is to be looked at.</summary>
public enum AgendaKind
{
    /// <summary>A picture in the store, by its hash: whether its subject still has it, and for how long.</summary>
    Picture,

    /// <summary>A photo to be fetched, by its id.</summary>
    Fetch,
}

/// <summary>Something about photos that the hub must look at.</summary>
/// <param name="Stream">The stream of the subject that the photo belongs to.</param>
/// <param name="Kind">What.</param>
/// <param name="Item">Its key: see <see cref="AgendaKind"/>; at most 100 characters.</param>
/// <param name="DueAt">Not before this moment.</param>
/// <param name="Failures">How often it failed so far.</param>
/// <param name="FirstTriedAt">When it was first tried or looked at; null while it was not.</param>
/// <param name="PartnerId">Who named the address that it is fetched from; null for a picture, and where an earlier version of the hub wrote it.</param>
/// <param name="Note">Why it failed last, for whoever waits for it; null where it did not.</param>
public sealed record AgendaItem(
    StreamId Stream, AgendaKind Kind, string Item, DateTimeOffset DueAt, int Failures = 0, DateTimeOffset? FirstTriedAt = null, string? PartnerId = null, string? Note = null);
