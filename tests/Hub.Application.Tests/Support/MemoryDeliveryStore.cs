using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Following;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Tests.Support;

/// <summary>Deliveries in memory, as the port says.</summary>
internal sealed class MemoryDeliveryStore : IDeliveryStore
{
    private readonly List<Delivery> _all = [];
    private readonly Dictionary<string, DateTimeOffset> _held = [];
    private readonly Dictionary<string, KeptMessage> _messages = [];

    public IReadOnlyList<Delivery> All => _all;

    public bool IsHeld(string id) => _held.ContainsKey(id);

    /// <summary>An order for which nothing can be written down.</summary>
    public OrderId? Poisoned { get; set; }

    /// <summary>What happens right after a delivery was written down.</summary>
    public Action AfterWrite { get; set; } = () => { };

    /// <summary>How often it was asked whether something was delivered.</summary>
    public int DeliveredQueries { get; private set; }

    /// <summary>What happens right after a message was kept.</summary>
    public Action AfterKeep { get; set; } = () => { };

    public Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel)
    {
        if (deliveries.Any(d => d.Stream == Poisoned)) throw new InvalidOperationException("This delivery cannot be written down.");
        foreach (var delivery in deliveries)
            if (_all.All(d => d.Id != delivery.Id)) _all.Add(delivery);
        return Task.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Delivery>> PendingInLaneAsync(LaneId lane, int max, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<Delivery>>(
        [.. Open.Where(d => d.Lane == lane).OrderBy(d => d.Version).Take(max)]);

    public Task<Delivery?> TryClaimAsync(Delivery delivery, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        if (At(delivery.Id) is not { State: DeliveryState.Pending } stored || stored.Attempts != delivery.Attempts || Holds(delivery.Id, now)) return Task.FromResult<Delivery?>(null);
        _held[delivery.Id] = until;
        return Task.FromResult<Delivery?>(Put(stored with { Attempts = stored.Attempts + 1, FirstTriedAt = stored.FirstTriedAt ?? now, FirstAttemptAt = stored.FirstAttemptAt ?? now }));
    }

    public Task<bool> SettleAsync(Delivery delivery, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (At(delivery.Id) is not { State: DeliveryState.Pending } stored || stored.Attempts != delivery.Attempts) return Task.FromResult(false);
        _held.Remove(delivery.Id);
        if (delivery.State is DeliveryState.Delivered or DeliveryState.Skipped) _messages.Remove(delivery.Id);
        Put(delivery);
        AfterWrite();
        return Task.FromResult(true);
    }

    public Task<bool> ReplaceAsync(Delivery read, Delivery changed, DateTimeOffset now, CancellationToken cancel)
    {
        if (At(read.Id) is not { } stored || stored.State != read.State || stored.Attempts != read.Attempts || Holds(read.Id, now)) return Task.FromResult(false);
        if (changed.State is DeliveryState.Delivered or DeliveryState.Skipped || (read.WasRefused && !changed.WasRefused)) _messages.Remove(read.Id);
        Put(changed);
        AfterWrite();
        return Task.FromResult(true);
    }

    public ValueTask<KeptMessage?> FindMessageAsync(Delivery delivery, CancellationToken cancel) => ValueTask.FromResult(_messages.GetValueOrDefault(delivery.Id));

    public Task<KeepOutcome> KeepMessageAsync(Delivery delivery, KeptMessage? read, KeptMessage message, CancellationToken cancel)
    {
        if (At(delivery.Id)?.State is not DeliveryState.Pending) return Task.FromResult(KeepOutcome.NotPending);
        if (_messages.GetValueOrDefault(delivery.Id) != read) return Task.FromResult(KeepOutcome.AnotherKept);
        _messages[delivery.Id] = message;
        AfterKeep();
        return Task.FromResult(KeepOutcome.Kept);
    }

    public Task EraseMessagesAsync(StreamId stream, CancellationToken cancel)
    {
        foreach (var delivery in _all.Where(d => d.Stream == stream && _messages.GetValueOrDefault(d.Id)?.NamesPerson is true)) _messages.Remove(delivery.Id);
        return Task.CompletedTask;
    }

    public ValueTask<Delivery?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(At(id));

    public ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel)
    {
        var after = int.Parse(query.Cursor ?? "-1", CultureInfo.InvariantCulture);
        var found = _all.Index().Where(d => d.Index > after && (query.State is null || d.Item.State == query.State)
            && (query.Recipient is null || d.Item.Recipient == query.Recipient) && (query.Stream is null || d.Item.Stream == query.Stream))
            .Take(query.Limit + 1).ToList();
        return ValueTask.FromResult(new DeliveryPage(
            [.. found.Take(query.Limit).Select(d => d.Item)],
            found.Count > query.Limit ? found[query.Limit - 1].Index.ToString(CultureInfo.InvariantCulture) : null));
    }

    public ValueTask<IReadOnlyList<DueLane>> OverdueLanesAsync(Recipient recipient, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<DueLane>>([.. Open.GroupBy(d => d.Lane).Select(l => l.MinBy(d => d.Version)!)
            .Where(d => d.Recipient == recipient && d.State is DeliveryState.Pending && !Holds(d.Id, now))
            .Select(d => new DueLane(d.Lane, d.NextAttemptAt ?? d.CreatedAt)).Where(l => l.DueAt <= dueBefore)]);

    public Task<IReadOnlyList<DueLane>> MakeDueAsync(Recipient recipient, DateTimeOffset first, TimeSpan step, int max, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var waiting = _all.Where(d => d.Recipient == recipient && d.State is DeliveryState.Pending && d.NextAttemptAt > first).ToList();
        var lanes = waiting.Select(d => d.Lane).Distinct().Select((lane, place) => new DueLane(lane, first + step * place)).ToList();
        foreach (var delivery in waiting)
        {
            var due = lanes.First(l => l.Lane == delivery.Lane).DueAt;
            if (due < delivery.NextAttemptAt) Put(delivery with { NextAttemptAt = step == TimeSpan.Zero ? null : due });
        }
        return Task.FromResult<IReadOnlyList<DueLane>>(lanes);
    }

    public ValueTask<IReadOnlyList<Delivery>> MailboxAsync(Recipient recipient, int max, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<Delivery>>(
        [.. Open.Where(d => d.Recipient == recipient && d.State is DeliveryState.Pending
            && !Open.Any(e => e.Lane == d.Lane && e.Version < d.Version && e.State is DeliveryState.Parked)).Take(max)]);

    public ValueTask<IReadOnlyList<Backlog>> BacklogAsync(CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<Backlog>>([.. Open.GroupBy(d => d.Recipient).Select(BacklogOf)]);

    private static Backlog BacklogOf(IGrouping<Recipient, Delivery> recipient)
    {
        var pending = recipient.Where(d => d.State is DeliveryState.Pending).ToList();
        return new Backlog(recipient.Key, pending.Count, recipient.Count() - pending.Count, pending.Min(d => (DateTimeOffset?)d.CreatedAt),
            pending.Where(d => d.Failures > 0).Min(d => d.FirstTriedAt), recipient.Where(d => d.State is DeliveryState.Parked).Min(d => d.DoneAt),
            recipient.Where(d => d.State is DeliveryState.Parked).Max(d => d.DoneAt));
    }

    public ValueTask<bool> HasDeliveredSinceAsync(Recipient recipient, DateTimeOffset since, CancellationToken cancel)
    {
        DeliveredQueries++;
        return ValueTask.FromResult(_all.Any(d => d.State is DeliveryState.Delivered && d.Recipient == recipient && d.DoneAt >= since));
    }

    private IEnumerable<Delivery> Open => _all.Where(d => d.State is DeliveryState.Pending or DeliveryState.Parked);

    private Delivery? At(string id) => _all.FirstOrDefault(d => d.Id == id);

    private bool Holds(string id, DateTimeOffset now) => _held.TryGetValue(id, out var until) && until > now;

    private Delivery Put(Delivery delivery) => _all[_all.FindIndex(d => d.Id == delivery.Id)] = delivery;
}

/// <summary>Remembers which lanes were signalled, and for when.</summary>
internal sealed class MemorySignal : ISignal
{
    public List<(LaneId Lane, DateTimeOffset? At)> Signals { get; } = [];

    public Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Signals.AddRange(lanes.Select(l => (l, at)));
        return Task.CompletedTask;
    }
}

/// <summary>Pending projections in memory.</summary>
internal sealed class MemoryPendingProjections : IPendingProjections
{
    private readonly Dictionary<(string Follower, StreamId Stream), PendingProjection> _noted = [];
    private long _revision;

    /// <summary>The first version that is pending, by follower and stream.</summary>
    public IReadOnlyDictionary<(string Follower, StreamId Stream), int> All => _noted.ToDictionary(p => p.Key, p => p.Value.FromVersion);

    public Task AddAsync(string follower, StreamId stream, int fromVersion, CancellationToken cancel)
    {
        var earliest = _noted.TryGetValue((follower, stream), out var noted) ? Math.Min(noted.FromVersion, fromVersion) : fromVersion;
        _noted[(follower, stream)] = new PendingProjection(stream, earliest, ++_revision);
        return Task.CompletedTask;
    }

    public ValueTask<IReadOnlyDictionary<StreamId, PendingProjection>> FindAsync(
        string follower, IReadOnlyCollection<StreamId> streams, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyDictionary<StreamId, PendingProjection>>(
            _noted.Where(p => p.Key.Follower == follower && streams.Contains(p.Key.Stream)).ToDictionary(p => p.Key.Stream, p => p.Value));

    public ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<PendingProjection>>(
            [.. _noted.Where(p => p.Key.Follower == follower).Select(p => p.Value).OrderBy(p => p.Revision).Take(max)]);

    public Task RemoveAsync(string follower, PendingProjection read, CancellationToken cancel)
    {
        if (_noted.GetValueOrDefault((follower, read.Stream))?.Revision == read.Revision) _noted.Remove((follower, read.Stream));
        return Task.CompletedTask;
    }
}
