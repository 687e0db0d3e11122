using Hub.Application.Deliveries;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>
/// What is open in a lane. Every change of one of the lane's deliveries is a batch with this document, so its ETag orders them all; and queries over many
/// lanes (which are due, what waits, how much) ask these documents alone.
/// </summary>
internal sealed record LaneDocument : Document
{
    /// <summary>The only id: a lane has one such document.</summary>
    public const string OnlyId = "lane";

    /// <summary>The partition: the lane's text form.</summary>
    public required string LaneId { get; init; }

    /// <summary>The recipient's text form.</summary>
    public required string Recipient { get; init; }

    /// <summary>Deliveries that are pending or parked, in the order of their versions.</summary>
    public IReadOnlyList<OpenDelivery> Open { get; init; } = [];

    /// <summary>When the first one is due; null where it is parked or there is none.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>True where the first one is due because it was enqueued, and waits for no attempt; else null.</summary>
    public bool? IsUntried { get; init; }

    /// <summary>Until when the first one is claimed; null where nobody claimed it.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>Version of the first one that is parked; null where none is.</summary>
    public int? FirstParked { get; init; }

    /// <summary>The latest moment for which one of them waits; null where none waits for another attempt.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>Place of the first of those that wait, see <see cref="DeliveryDocument.Position"/>.</summary>
    public string? WaitsSince { get; init; }

    /// <summary>True where there is any; else null.</summary>
    public bool? HasOpen { get; init; }

    /// <summary>A lane in which nothing is open.</summary>
    public static LaneDocument Empty(LaneId lane) => new() { Id = OnlyId, LaneId = lane.ToString(), Recipient = lane.Recipient.ToString() };

    public OpenDelivery? Find(int version) => Open.FirstOrDefault(d => d.Version == version);

    /// <summary>The lane with other open deliveries, and what follows from them.</summary>
    public LaneDocument With(IEnumerable<OpenDelivery> deliveries)
    {
        List<OpenDelivery> open = [.. deliveries.OrderBy(d => d.Version)];
        var head = open is [{ IsParked: null } first, ..] ? first : null;
        var waiting = open.Where(d => d is { IsParked: null, NextAttemptAt: not null }).ToList();
        return this with
        {
            Open = open,
            Due = head?.NextAttemptAt ?? head?.CreatedAt,
            IsUntried = head is { NextAttemptAt: null } ? true : null,
            ClaimedUntil = head?.ClaimedUntil,
            FirstParked = open.FirstOrDefault(d => d.IsParked is true)?.Version,
            WaitsUntil = waiting.Max(d => d.NextAttemptAt),
            WaitsSince = waiting.Min(d => d.Position),
            HasOpen = open.Count > 0 ? true : null,
        };
    }

    /// <summary>The lane with one delivery in the place of the one with its version.</summary>
    public LaneDocument With(OpenDelivery delivery) => With(Open.Where(d => d.Version != delivery.Version).Append(delivery));

    /// <summary>The lane without one.</summary>
    public LaneDocument Without(int version) => With(Open.Where(d => d.Version != version));
}

/// <summary>What a lane knows of a delivery that is pending or parked.</summary>
internal sealed record OpenDelivery
{
    public required int Version { get; init; }

    /// <summary>Its place among all, see <see cref="DeliveryDocument.Position"/>.</summary>
    public required string Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True where it is parked; null where it is pending.</summary>
    public bool? IsParked { get; init; }

    /// <summary>When it was parked; null where it is pending.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Attempts as its document has them: of those that were settled.</summary>
    public int Attempts { get; init; }

    /// <summary>Number of the last claim: each claim has one of its own, also where the one before was never settled.</summary>
    public int LastClaim { get; init; }

    /// <summary>Until when it is claimed; null where nobody claimed it.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was first tried, where it failed; else null.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>True where a message is kept for it; else null.</summary>
    public bool? HasMessage { get; init; }

    /// <summary>What the lane knows of a delivery that nobody claims.</summary>
    public static OpenDelivery Of(Delivery delivery, string position, OpenDelivery? before = null) => new()
    {
        Version = delivery.Version,
        Position = position,
        CreatedAt = delivery.CreatedAt,
        IsParked = delivery.State is DeliveryState.Parked ? true : null,
        ParkedAt = delivery.State is DeliveryState.Parked ? delivery.DoneAt : null,
        Attempts = delivery.Attempts,
        LastClaim = Math.Max(delivery.Attempts, before?.LastClaim ?? 0),
        NextAttemptAt = delivery.NextAttemptAt,
        FailingSince = delivery.Failures > 0 ? delivery.FirstTriedAt : null,
        HasMessage = before?.HasMessage,
    };
}
