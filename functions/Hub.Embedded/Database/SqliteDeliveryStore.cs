using System.Collections.Concurrent;
using Hub.Application.Deliveries;
using Hub.Application.Leases;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Deliveries on SQLite. A claim is a lease; with leases in memory an attempt costs one write and not two.</summary>
public sealed class SqliteDeliveryStore(HubDatabase database, ILeases leases, TimeProvider clock) : IDeliveryStore
{
    // By id: the leases that this store itself acquired, until it settles or releases them.
    private readonly ConcurrentDictionary<string, Claim> _claims = new();

    private sealed record Claim(int Attempts, Lease Lease);

    internal const string Columns =
        "s.stream_id, recipient, version, event, state, attempts, failures, created_at, first_tried_at, next_at, done_at, note, seq, refused, "
        + "coalesce(failures_in_all, failures), coalesce(first_attempt_at, first_tried_at)";

    // The index of what is open serves a statement only where that says "state IN (0, 2)" in so many words; named like
    // this, a statement that it cannot serve is an error and not a walk through all that was ever delivered.
    internal const string Table = "deliveries d JOIN streams s ON s.no = d.no";
    private const string Open = "deliveries d INDEXED BY deliveries_open JOIN streams s ON s.no = d.no";
    private const string TheOne = "no = ? AND recipient = ? AND version = ?";

    /// <inheritdoc/>
    public Task EnqueueAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var (change, now) = (s.LastDeliveryChange(), clock.GetUtcNow());
        foreach (var d in deliveries)
        {
            s["""
                INSERT INTO deliveries (no, recipient, version, event, state, attempts, failures, created_at, change, changed_at)
                VALUES (?, ?, ?, ?, 0, 0, 0, ?, ?, ?) ON CONFLICT (no, recipient, version) DO NOTHING
                """].Bind(s.NumberFor(d.Stream)).Bind(d.Recipient.ToString()).Bind(d.Version).Bind(d.EventName).Bind(d.CreatedAt)
                .Bind(++change).Bind(now).Execute();
        }
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> PendingInLaneAsync(LaneId lane, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(
        s => List(s[$"SELECT {Columns} FROM {Table} WHERE d.no = ? AND recipient = ? AND state IN (0, 2) ORDER BY version LIMIT ?"]
            .Bind(s.NumberOf(lane.Stream)).Bind(lane.Recipient.ToString()).Bind(max))));

    /// <inheritdoc/>
    public async Task<Delivery?> TryClaimAsync(Delivery delivery, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        if (await leases.TryAcquireAsync(LeaseOf(delivery.Id), now, until, cancel) is not { } lease) return null;
        // Earlier holders that never settled made attempts too: each claim has a number of its own.
        var claim = new Claim(delivery.Attempts + (int)lease.Term, lease);
        // Looked at only now that nobody else can take it: what was read may have been settled since.
        var pending = database.Read(s =>
        {
            var row = s[$"SELECT 1 FROM deliveries WHERE {TheOne} AND state = 0 AND attempts = ?"]
                .Bind(s.NumberOf(delivery.Stream)).Bind(delivery.Recipient.ToString()).Bind(delivery.Version).Bind(delivery.Attempts);
            return row.Step();
        });
        if (!pending)
        {
            await leases.ReleaseAsync(lease, CancellationToken.None);
            return null;
        }
        _claims[delivery.Id] = claim;
        return delivery with { Attempts = claim.Attempts, FirstTriedAt = delivery.FirstTriedAt ?? now, FirstAttemptAt = delivery.FirstAttemptAt ?? now };
    }

    /// <inheritdoc/>
    public async Task<bool> SettleAsync(Delivery delivery, CancellationToken cancel)
    {
        if (_claims.GetValueOrDefault(delivery.Id) is not { } claim || claim.Attempts != delivery.Attempts) return false;
        var lease = claim.Lease;
        try
        {
            if (await leases.TryRenewAsync(claim.Lease, claim.Lease.EndsAt, cancel) is not { } renewed) return false;
            lease = renewed;
            return await database.WriteAsync(s =>
            {
                var settled = s[$"""
                    UPDATE deliveries SET state = ?, attempts = ?, failures = ?, first_tried_at = ?, next_at = ?, done_at = ?, note = ?, refused = ?,
                        failures_in_all = ?, first_attempt_at = ?, change = ?, changed_at = ?
                    WHERE {TheOne} AND attempts < ? AND state = 0
                    """].Bind((long)delivery.State).Bind(delivery.Attempts).Bind(delivery.Failures).Bind(delivery.FirstTriedAt)
                    .Bind(delivery.NextAttemptAt).Bind(delivery.DoneAt).Bind(delivery.Note).Bind(delivery.WasRefused)
                    .Bind(delivery.FailuresInAll).Bind(delivery.FirstAttemptAt).Bind(s.LastDeliveryChange() + 1).Bind(clock.GetUtcNow())
                    .Bind(s.NumberOf(delivery.Stream)).Bind(delivery.Recipient.ToString()).Bind(delivery.Version).Bind(delivery.Attempts).Execute() == 1;
                if (settled && IsDone(delivery)) s.EraseDeliveryMessage(delivery);
                return settled;
            }, cancel);
        }
        finally
        {
            // Also where the write failed: the delivery is still pending, and the sweep may try it again.
            _claims.TryRemove(KeyValuePair.Create(delivery.Id, claim));
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(Delivery read, Delivery changed, DateTimeOffset now, CancellationToken cancel)
    {
        // Held while it is changed, so that no attempt begins on what is being replaced.
        if (await leases.TryAcquireAsync(LeaseOf(read.Id), now, now + TimeSpan.FromMinutes(1), cancel) is not { } lease) return false;
        try
        {
            return await database.WriteAsync(s =>
            {
                var replaced = s[$"""
                    UPDATE deliveries SET state = ?, failures = ?, first_tried_at = ?, next_at = ?, done_at = ?, note = ?, refused = ?,
                        failures_in_all = ?, first_attempt_at = ?, change = ?, changed_at = ?
                    WHERE {TheOne} AND attempts = ? AND state = ?
                    """].Bind((long)changed.State).Bind(changed.Failures).Bind(changed.FirstTriedAt).Bind(changed.NextAttemptAt).Bind(changed.DoneAt)
                    .Bind(changed.Note).Bind(changed.WasRefused).Bind(changed.FailuresInAll).Bind(changed.FirstAttemptAt)
                    .Bind(s.LastDeliveryChange() + 1).Bind(now).Bind(s.NumberOf(read.Stream)).Bind(read.Recipient.ToString()).Bind(read.Version)
                    .Bind(read.Attempts).Bind((long)read.State).Execute() == 1;
                if (replaced && (IsDone(changed) || (read.WasRefused && !changed.WasRefused))) s.EraseDeliveryMessage(read);
                return replaced;
            }, cancel);
        }
        finally
        {
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public ValueTask<KeptMessage?> FindMessageAsync(Delivery delivery, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => s.DeliveryMessage(delivery)));

    /// <inheritdoc/>
    public Task<KeepOutcome> KeepMessageAsync(Delivery delivery, KeptMessage? read, KeptMessage message, CancellationToken cancel)
    {
        var body = message.ToJson();
        return database.WriteAsync(s => s.KeepDeliveryMessage(delivery, read, body), cancel);
    }

    /// <inheritdoc/>
    public Task EraseMessagesAsync(StreamId stream, CancellationToken cancel) => database.EraseAsync(s => s.EraseDeliveryMessages(stream), cancel);

    /// <inheritdoc/>
    public ValueTask<Delivery?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        if (!Delivery.TryParseId(id, out var stream, out var version, out var recipient)) return null;
        var row = s[$"SELECT {Columns} FROM {Table} WHERE d.no = ? AND recipient = ? AND version = ?"]
            .Bind(s.NumberOf(stream)).Bind(recipient.ToString()).Bind(version);
        return row.Step() ? Read(row) : null;
    }));

    /// <inheritdoc/>
    public ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var after = long.TryParse(query.Cursor, out var seq) ? seq : 0;
        var rows = query switch
        {
            { Stream: { } stream } => s[$"""
                SELECT {Columns} FROM {Table}
                WHERE d.no = ? AND seq > ? AND (? IS NULL OR recipient = ?) AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?
                """].Bind(s.NumberOf(stream)),
            { State: DeliveryState.Pending or DeliveryState.Parked } => s[$"""
                SELECT {Columns} FROM {Open}
                WHERE state IN (0, 2) AND seq > ? AND (? IS NULL OR recipient = ?) AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?
                """],
            _ => s[$"""
                SELECT {Columns} FROM {Table}
                WHERE seq > ? AND (? IS NULL OR recipient = ?) AND (? IS NULL OR state = ?) ORDER BY seq LIMIT ?
                """],
        };
        var state = (long?)query.State;
        rows.Bind(after).Bind(query.Recipient?.ToString()).Bind(query.Recipient?.ToString()).Bind(state).Bind(state).Bind(query.Limit + 1);
        var items = new List<Delivery>();
        var last = 0L;
        var more = false;
        while (rows.Step())
        {
            if (items.Count == query.Limit)
            {
                more = true;
                break;
            }
            items.Add(Read(rows));
            last = rows.Int64(12);
        }
        return new DeliveryPage(items, more ? last.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueLane>> OverdueLanesAsync(
        Recipient recipient, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel)
    {
        var lanes = database.Read(s =>
        {
            var rows = s[$"""
                SELECT stream_id, recipient, version, due FROM (
                    SELECT s.stream_id, recipient, version, seq, coalesce(next_at, CASE WHEN created_at > ? THEN 0 ELSE created_at END) AS due FROM {Open}
                    WHERE recipient = ? AND state IN (0, 2) AND state = 0
                      AND NOT EXISTS (
                          SELECT 1 FROM deliveries e WHERE e.no = d.no AND e.recipient = d.recipient AND e.version < d.version AND e.state IN (0, 2)))
                WHERE due <= ? ORDER BY due, seq LIMIT ?
                """].Bind(now).Bind(recipient.ToString()).Bind(dueBefore).Bind(max);
            var found = new List<(string Lease, DueLane Lane)>();
            while (rows.Step())
            {
                var lane = new LaneId(rows.Stream(0), RecipientOf(rows, 1));
                found.Add((LeaseOf(Delivery.IdFor(lane.Stream, (int)rows.Int64(2), lane.Recipient)), new DueLane(lane, rows.Time(3))));
            }
            return found;
        });
        var held = await leases.FindHeldAsync([.. lanes.Select(l => l.Lease)], now, cancel);
        return [.. lanes.Where(l => !held.Contains(l.Lease)).Select(l => l.Lane)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueLane>> MakeDueAsync(Recipient recipient, DateTimeOffset first, TimeSpan step, int max, CancellationToken cancel) =>
        database.WriteAsync(s =>
        {
            var lanes = Lanes(s[$"""
                SELECT s.stream_id, recipient FROM {Open} WHERE recipient = ? AND state IN (0, 2) AND state = 0 AND next_at > ? ORDER BY seq LIMIT ?
                """].Bind(recipient.ToString()).Bind(first).Bind(max));
            var due = new List<DueLane>(lanes.Count);
            foreach (var lane in lanes)
            {
                DateTimeOffset? at = first + step * due.Count;
                s["UPDATE deliveries SET next_at = ? WHERE no = ? AND recipient = ? AND state = 0 AND next_at > ?"]
                    .Bind(step == TimeSpan.Zero ? null : at).Bind(s.NumberOf(lane.Stream)).Bind(lane.Recipient.ToString()).Bind(at).Execute();
                due.Add(new DueLane(lane, at.Value));
            }
            return (IReadOnlyList<DueLane>)due;
        }, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Delivery>> MailboxAsync(Recipient recipient, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s => List(
        s[$"""
            SELECT {Columns} FROM {Open}
            WHERE recipient = ? AND state IN (0, 2) AND state = 0
              AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.no = d.no AND e.recipient = d.recipient AND e.version < d.version AND e.state = 2)
            ORDER BY seq LIMIT ?
            """].Bind(recipient.ToString()).Bind(max))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Backlog>> BacklogAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["""
            SELECT recipient, sum(state = 0), sum(state = 2), min(CASE state WHEN 0 THEN created_at END),
                min(CASE WHEN state = 0 AND failures > 0 THEN first_tried_at END),
                min(CASE state WHEN 2 THEN done_at END), max(CASE state WHEN 2 THEN done_at END)
            FROM deliveries WHERE state IN (0, 2) GROUP BY recipient ORDER BY recipient
            """];
        var backlog = new List<Backlog>();
        while (rows.Step())
        {
            backlog.Add(new Backlog(
                RecipientOf(rows, 0), (int)rows.Int64(1), (int)rows.Int64(2), rows.TimeOrNull(3), rows.TimeOrNull(4), rows.TimeOrNull(5), rows.TimeOrNull(6)));
        }
        return (IReadOnlyList<Backlog>)backlog;
    }));

    /// <inheritdoc/>
    public ValueTask<bool> HasDeliveredSinceAsync(Recipient recipient, DateTimeOffset since, CancellationToken cancel) => ValueTask.FromResult(database.Read(
        s => s["SELECT 1 FROM deliveries INDEXED BY deliveries_delivered WHERE state = 1 AND recipient = ? AND done_at >= ? LIMIT 1"]
            .Bind(recipient.ToString()).Bind(since).Step()));

    internal static Recipient RecipientOf(PreparedStatement row, int column) => Recipient.TryParse(row.Text(column), out var recipient)
        ? recipient
        : throw new InvalidOperationException($"Column {column} of a delivery holds no recipient.");

    private static bool IsDone(Delivery delivery) => delivery.State is DeliveryState.Delivered or DeliveryState.Skipped;

    private static string LeaseOf(string deliveryId) => $"delivery/{deliveryId}";

    private static IReadOnlyList<Delivery> List(PreparedStatement rows)
    {
        var found = new List<Delivery>();
        while (rows.Step()) found.Add(Read(rows));
        return found;
    }

    private static IReadOnlyList<LaneId> Lanes(PreparedStatement rows)
    {
        var found = new HashSet<LaneId>();
        while (rows.Step()) found.Add(new LaneId(rows.Stream(0), RecipientOf(rows, 1)));
        return [.. found];
    }

    internal static Delivery Read(PreparedStatement row) => new()
    {
        Stream = row.Stream(0),
        Recipient = RecipientOf(row, 1),
        Version = (int)row.Int64(2),
        EventName = row.Text(3),
        State = (DeliveryState)row.Int64(4),
        Attempts = (int)row.Int64(5),
        Failures = (int)row.Int64(6),
        CreatedAt = row.Time(7),
        FirstTriedAt = row.TimeOrNull(8),
        NextAttemptAt = row.TimeOrNull(9),
        DoneAt = row.TimeOrNull(10),
        Note = row.TextOrNull(11),
        WasRefused = row.Int64(13) != 0,
        FailuresInAll = (int)row.Int64(14),
        FirstAttemptAt = row.TimeOrNull(15),
    };
}
