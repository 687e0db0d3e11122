using Hub.Application.DueTimes;

namespace Hub.Azure.Cosmos;

/// <summary>The last moment at which the hub is known to have worked.</summary>
internal sealed record LastSeenDocument : Document
{
    public const string OnlyId = "last-seen";

    public required DateTimeOffset At { get; init; }
}

/// <summary>
/// The moments for which something waits, on Cosmos DB. They lie in many partitions, so they are moved one after the other and the moment is noted last: a
/// review that a crash ends is made again, and what waits may come too early by it, never too late.
/// </summary>
/// <remarks>
/// Where the clock was set back, deliveries and photos to be fetched come earlier. Looks at kept pictures and at contacts lie weeks and years ahead: they are
/// moved only where they lie further ahead than anything can.
/// </remarks>
public sealed class CosmosDueTimes(CosmosDatabase database) : IDueTimes
{
    private readonly CosmosDocuments _notes = database.Container(CosmosContainers.Locks);
    private readonly CosmosDeliveryDueTimes _deliveries = new(database.Container(CosmosContainers.Deliveries));
    private readonly CosmosOtherDueTimes _others = new(database);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> LastSeenAsync(CancellationToken cancel) =>
        (await _notes.ReadAsync(LastSeenDocument.OnlyId, LastSeenDocument.OnlyId, CosmosJson.Default.LastSeenDocument, cancel))?.At;

    /// <inheritdoc/>
    public async Task<int> ReviewAsync(DateTimeOffset now, TimeSpan setBack, LatestDueTimes latest, CancellationToken cancel)
    {
        var moved = await _deliveries.ReviewAsync(now, setBack, latest.Attempt, cancel) + await _others.ReviewAsync(now, setBack, latest, cancel);
        var note = new LastSeenDocument { Id = LastSeenDocument.OnlyId, At = now };
        await _notes.UpsertAsync(LastSeenDocument.OnlyId, note, CosmosJson.Default.LastSeenDocument, cancel);
        return moved;
    }
}
