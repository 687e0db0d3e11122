using Hub.Application.Deliveries;
using Hub.Application.Streams;
using Hub.Domain.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Deliveries on Cosmos DB: a partition of the container <c>deliveries</c> is a lane, with a document for the lane (<see cref="LaneDocument"/>), one for each
/// delivery and one for each kept message. Each change is one batch that names the ETag of the lane's document.
/// </summary>
/// <remarks>A claim is written into the lane's document alone: it costs a point read and a write.</remarks>
public sealed class CosmosDeliveryStore(CosmosDatabase database) : IDeliveryStore
{
    // Of a batch of 100 one is the lane's document.
    private const int MaxAtOnce = 90;

    // Lanes at once: each is a few requests.
    private const int MaxLanesAtOnce = 8;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Deliveries);
    private readonly CosmosDeliveryQueries _queries = new(database.Container(CosmosContainers.Deliveries));
    private readonly MonotonousClock _clock = new(database.Clock);

    /// <inheritdoc/>
    public Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel)
    {
        // Places are given here, in the order in which they come.
        var lanes = deliveries.Select(d => (Delivery: d, Position: $"{SortableMoment.Text(_clock.Next())}/{d.Id}")).GroupBy(d => d.Delivery.Lane)
            .SelectMany(l => l.Chunk(MaxAtOnce));
        return Parallel.ForEachAsync(lanes, Concurrently(cancel), async (some, c) => await EnqueueAsync(some, c));
    }

    private async Task EnqueueAsync((Delivery Delivery, string Position)[] deliveries, CancellationToken cancel)
    {
        var lane = deliveries[0].Delivery.Lane;
        var partition = lane.ToString();
        var known = new HashSet<int>();
        await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var read = await ReadLaneAsync(lane, cancel);
            var added = deliveries.Where(d => !known.Contains(d.Delivery.Version) && read.Find(d.Delivery.Version) is null)
                .DistinctBy(d => d.Delivery.Version).ToList();
            if (added.Count == 0) return "nothing";
            var batch = _documents.Batch(partition).Save(
                read.With(read.Open.Concat(added.Select(d => OpenDelivery.Of(d.Delivery, d.Position)))), CosmosJson.Default.LaneDocument);
            foreach (var (delivery, position) in added) batch.Create(DeliveryDocument.Of(delivery, position), CosmosJson.Default.DeliveryDocument);
            var failed = await batch.CommitAsync(cancel);
            if (failed < 0) return "written";
            // One that was enqueued before and is done by now: which of them are there is asked only here, it is seldom.
            if (failed > 0)
            {
                foreach (var (delivery, _) in added)
                    if (await ReadAsync(delivery, cancel) is not null) known.Add(delivery.Version);
            }
            return null;
        }, $"the lane {lane}");
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> PendingInLaneAsync(LaneId lane, int max, CancellationToken cancel) => _queries.OpenInLaneAsync(lane, max, cancel);

    /// <inheritdoc/>
    public async Task<Delivery?> TryClaimAsync(Delivery delivery, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < OptimisticRetry.Most; attempt++)
        {
            var lane = await ReadLaneAsync(delivery.Lane, cancel);
            if (lane.Find(delivery.Version) is not { IsParked: null } open || open.Attempts != delivery.Attempts || open.ClaimedUntil > now) return null;
            var number = open.LastClaim + 1;
            var claimed = lane.With(open with { LastClaim = number, ClaimedUntil = until });
            if (await _documents.SaveAsync(lane.LaneId, claimed, CosmosJson.Default.LaneDocument, cancel) is not null)
                return delivery with { Attempts = number, FirstTriedAt = delivery.FirstTriedAt ?? now, FirstAttemptAt = delivery.FirstAttemptAt ?? now };
        }
        return null;
    }

    /// <inheritdoc/>
    public Task<bool> SettleAsync(Delivery delivery, CancellationToken cancel) => ChangeAsync(delivery, (lane, _) =>
        lane.Find(delivery.Version) is { ClaimedUntil: not null } open && open.LastClaim == delivery.Attempts
            ? Changed(lane, delivery, open, IsDone(delivery))
            : null, cancel);

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(Delivery read, Delivery changed, DateTimeOffset now, CancellationToken cancel) => ChangeAsync(read, (lane, stored) =>
    {
        var open = lane.Find(read.Version);
        if (stored is null || (stored.State, stored.Attempts) != (read.State, read.Attempts) || open?.ClaimedUntil > now) return null;
        var next = stored.ToDelivery() with
        {
            State = changed.State, Failures = changed.Failures, FirstTriedAt = changed.FirstTriedAt, NextAttemptAt = changed.NextAttemptAt,
            DoneAt = changed.DoneAt, Note = changed.Note, WasRefused = changed.WasRefused,
        };
        open ??= OpenDelivery.Of(next, stored.Position);
        return Changed(lane, next, open, IsDone(changed) || (read.WasRefused && !changed.WasRefused));
    }, cancel, readsDelivery: true);

    /// <inheritdoc/>
    public async ValueTask<KeptMessage?> FindMessageAsync(Delivery delivery, CancellationToken cancel) =>
        (await _documents.ReadAsync(delivery.Lane.ToString(), MessageDocument.IdOf(delivery.Version), CosmosJson.Default.MessageDocument, cancel))?.ToMessage();

    /// <inheritdoc/>
    public async Task<KeepOutcome> KeepMessageAsync(Delivery delivery, KeptMessage? read, KeptMessage message, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < OptimisticRetry.Most; attempt++)
        {
            var lane = await ReadLaneAsync(delivery.Lane, cancel);
            if (lane.Find(delivery.Version) is not { IsParked: null } open) return KeepOutcome.NotPending;
            var kept = open.HasMessage is true ? await FindMessageAsync(delivery, cancel) : null;
            if ((kept?.WrittenFor, kept?.NamesPerson) != (read?.WrittenFor, read?.NamesPerson)) return KeepOutcome.AnotherKept;
            var batch = _documents.Batch(lane.LaneId).Save(lane.With(open with { HasMessage = true }), CosmosJson.Default.LaneDocument)
                .Upsert(MessageDocument.Of(delivery, message), CosmosJson.Default.MessageDocument);
            if (await batch.CommitAsync(cancel) < 0) return KeepOutcome.Kept;
        }
        return KeepOutcome.AnotherKept;
    }

    /// <inheritdoc/>
    public async Task EraseMessagesAsync(StreamId stream, CancellationToken cancel)
    {
        foreach (var place in await _queries.MessagesNamingPersonAsync(stream, cancel))
        {
            if (!LaneId.TryParse(place.LaneId, out var lane)) continue;
            await OptimisticRetry.UntilWrittenAsync(async () =>
            {
                var read = await ReadLaneAsync(lane, cancel);
                // Where the delivery was done meanwhile, its message went with it.
                if (read.Find(place.Version) is not { HasMessage: true } open) return "nothing";
                var batch = _documents.Batch(place.LaneId).Save(read.With(open with { HasMessage = null }), CosmosJson.Default.LaneDocument)
                    .Delete(MessageDocument.IdOf(place.Version));
                return await batch.CommitAsync(cancel) < 0 ? "erased" : null;
            }, $"the lane {lane}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Delivery?> FindAsync(string id, CancellationToken cancel) =>
        Delivery.TryParseId(id, out var stream, out var version, out var recipient)
            ? (await ReadAsync(new LaneId(stream, recipient), version, cancel))?.ToDelivery()
            : null;

    /// <inheritdoc/>
    public ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel) => _queries.ListAsync(query, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueLane>> OverdueLanesAsync(
        Recipient recipient, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel) =>
        _queries.OverdueAsync(recipient, now, dueBefore, max, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueLane>> MakeDueAsync(Recipient recipient, DateTimeOffset first, TimeSpan step, int max, CancellationToken cancel)
    {
        DueLane[] due = [.. (await _queries.WaitingAsync(recipient, first, max, cancel)).Select((lane, i) => new DueLane(lane, first + step * i))];
        await Parallel.ForEachAsync(
            due, Concurrently(cancel), async (lane, c) => await BringForwardAsync(lane.Lane, lane.DueAt, step == TimeSpan.Zero ? null : lane.DueAt, c));
        return due;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> MailboxAsync(Recipient recipient, int max, CancellationToken cancel) =>
        _queries.MailboxAsync(recipient, max, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Backlog>> BacklogAsync(CancellationToken cancel) => _queries.BacklogAsync(cancel);

    /// <inheritdoc/>
    public ValueTask<bool> HasDeliveredSinceAsync(Recipient recipient, DateTimeOffset since, CancellationToken cancel) =>
        _queries.HasDeliveredSinceAsync(recipient, since, cancel);

    // What waits beyond a moment waits until another one.
    private Task BringForwardAsync(LaneId lane, DateTimeOffset beyond, DateTimeOffset? next, CancellationToken cancel) =>
        OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var read = await ReadLaneAsync(lane, cancel);
            OpenDelivery[] waiting = [.. read.Open.Where(d => d.IsParked is null && d.NextAttemptAt > beyond).Take(MaxAtOnce)];
            if (waiting.Length == 0) return "nothing";
            var moved = read.With(read.Open.Except(waiting).Concat(waiting.Select(d => d with { NextAttemptAt = next })));
            var batch = _documents.Batch(read.LaneId).Save(moved, CosmosJson.Default.LaneDocument);
            foreach (var delivery in waiting)
            {
                if (await ReadAsync(lane, delivery.Version, cancel) is { } stored)
                    batch.Upsert(stored with { NextAttemptAt = next }, CosmosJson.Default.DeliveryDocument);
            }
            return await batch.CommitAsync(cancel) < 0 && waiting.Length < MaxAtOnce ? "written" : null;
        }, $"the lane {lane}");

    /// <summary>Changes a delivery with its lane until the lane is as it was read.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="change">The batch that changes it; null where it may not be changed any more.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="readsDelivery">True where the change needs the delivery's document.</param>
    private async Task<bool> ChangeAsync(
        Delivery delivery, Func<LaneDocument, DeliveryDocument?, CosmosBatch?> change, CancellationToken cancel, bool readsDelivery = false)
    {
        for (var attempt = 0; attempt < OptimisticRetry.Most; attempt++)
        {
            var lane = await ReadLaneAsync(delivery.Lane, cancel);
            var stored = readsDelivery ? await ReadAsync(delivery, cancel) : null;
            if (change(lane, stored) is not { } batch) return false;
            if (await batch.CommitAsync(cancel) < 0) return true;
        }
        return false;
    }

    private CosmosBatch Changed(LaneDocument lane, Delivery delivery, OpenDelivery open, bool erasesMessage)
    {
        var next = OpenDelivery.Of(delivery, open.Position, open);
        if (erasesMessage) next = next with { HasMessage = null };
        var batch = _documents.Batch(lane.LaneId)
            .Save(IsDone(delivery) ? lane.Without(delivery.Version) : lane.With(next), CosmosJson.Default.LaneDocument)
            .Upsert(DeliveryDocument.Of(delivery, open.Position), CosmosJson.Default.DeliveryDocument);
        return erasesMessage && open.HasMessage is true ? batch.Delete(MessageDocument.IdOf(delivery.Version)) : batch;
    }

    private async Task<LaneDocument> ReadLaneAsync(LaneId lane, CancellationToken cancel) =>
        await _documents.ReadAsync(lane.ToString(), LaneDocument.OnlyId, CosmosJson.Default.LaneDocument, cancel) ?? LaneDocument.Empty(lane);

    private Task<DeliveryDocument?> ReadAsync(Delivery delivery, CancellationToken cancel) => ReadAsync(delivery.Lane, delivery.Version, cancel);

    private Task<DeliveryDocument?> ReadAsync(LaneId lane, int version, CancellationToken cancel) =>
        _documents.ReadAsync(lane.ToString(), DeliveryDocument.IdOf(version), CosmosJson.Default.DeliveryDocument, cancel);

    private static bool IsDone(Delivery delivery) => delivery.State is DeliveryState.Delivered or DeliveryState.Skipped;

    private static ParallelOptions Concurrently(CancellationToken cancel) => new() { MaxDegreeOfParallelism = MaxLanesAtOnce, CancellationToken = cancel };
}
