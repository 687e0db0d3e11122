using Hub.Application.Deliveries;
using Hub.Application.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>Moves the moments of deliveries that a wrong clock told.</summary>
internal sealed class CosmosDeliveryDueTimes(CosmosDocuments documents)
{
    // Of a batch of 100 one is the lane's document.
    private const int MaxAtOnce = 90;

    private sealed record Moved(int Waits);

    /// <summary>Moves what waits in all lanes; how many waits were moved.</summary>
    public async Task<int> ReviewAsync(DateTimeOffset now, TimeSpan setBack, DateTimeOffset latest, CancellationToken cancel)
    {
        // Where the clock was set back, what has begun may lie ahead too, in any lane.
        var query = setBack > TimeSpan.Zero
            ? new QueryDefinition("SELECT c.laneId FROM c WHERE c.hasOpen = true")
            : new QueryDefinition("SELECT c.laneId FROM c WHERE c.waitsUntil > @latest").WithParameter("@latest", SortableMoment.Text(latest));
        var moved = 0;
        foreach (var lane in await documents.QueryAsync(query, null, CosmosJson.Default.LaneKey, null, cancel))
            moved += (await OptimisticRetry.UntilWrittenAsync(() => TryMoveAsync(lane.LaneId, now, setBack, latest, cancel), $"the lane {lane.LaneId}")).Waits;
        return moved;
    }

    private async Task<Moved?> TryMoveAsync(string laneId, DateTimeOffset now, TimeSpan setBack, DateTimeOffset latest, CancellationToken cancel)
    {
        if (await documents.ReadAsync(laneId, LaneDocument.OnlyId, CosmosJson.Default.LaneDocument, cancel) is not { } lane) return new Moved(0);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.isOpen = true ORDER BY c.version");
        var open = await documents.QueryAsync(query, laneId, CosmosJson.Default.DeliveryDocument, null, cancel);
        var changed = open.Select(d => (Before: d, After: Right(d, now, setBack, latest))).Where(d => d.Before != d.After).Take(MaxAtOnce).ToList();
        if (changed.Count == 0) return new Moved(0);

        var after = lane;
        foreach (var (_, delivery) in changed)
            if (lane.Find(delivery.Version) is { } known) after = after.With(Known(known, delivery));
        var batch = documents.Batch(laneId).Save(after, CosmosJson.Default.LaneDocument);
        foreach (var (_, delivery) in changed) batch.Upsert(delivery, CosmosJson.Default.DeliveryDocument);
        return await batch.CommitAsync(cancel) < 0 ? new Moved(changed.Count(d => d.Before.NextAttemptAt != d.After.NextAttemptAt)) : null;
    }

    private static DeliveryDocument Right(DeliveryDocument d, DateTimeOffset now, TimeSpan setBack, DateTimeOffset latest)
    {
        if (setBack > TimeSpan.Zero)
        {
            d = d with
            {
                CreatedAt = d.CreatedAt > now ? now : d.CreatedAt,
                FirstTriedAt = d.FirstTriedAt > now ? now : d.FirstTriedAt,
                FirstAttemptAt = d.FirstAttemptAt > now ? now : d.FirstAttemptAt,
                NextAttemptAt = d.NextAttemptAt > now ? d.NextAttemptAt - setBack : d.NextAttemptAt,
            };
        }
        return d.NextAttemptAt > latest ? d with { NextAttemptAt = null } : d;
    }

    private static OpenDelivery Known(OpenDelivery known, DeliveryDocument delivery) => known with
    {
        CreatedAt = delivery.CreatedAt, NextAttemptAt = delivery.NextAttemptAt, FailingSince = known.FailingSince is null ? null : delivery.FirstTriedAt,
    };
}
