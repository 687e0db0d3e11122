using System.Text.Json;
using Hub.Core.Orders;
using Hub.Sqlite;

namespace Hub.Embedded;

/// <summary>One page of the log's changes.</summary>
/// <param name="Position">Place of the last change of the page.</param>
/// <param name="Changes">The changes, in the order in which they were committed.</param>
public sealed record LogPage(long Position, IReadOnlyList<OrderChange> Changes);

/// <summary>The order log on SQLite.</summary>
public sealed class SqliteOrderLog(HubDatabase database) : IOrderLog
{
    private volatile TaskCompletionSource _news = NewSignal();
    private long _last = -1;

    /// <inheritdoc/>
    public ValueTask<OrderStream> LoadAsync(OrderId order, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["""
            SELECT version, body, by_role, by_partner, occurred_at, recorded_at, causation, correlation, trace
            FROM events WHERE order_id = ? ORDER BY version
            """].Bind(order);
        var events = new List<RecordedEvent>();
        while (rows.Step())
        {
            events.Add(new RecordedEvent
            {
                OrderId = order,
                Version = (int)rows.Int64(0),
                Event = OrderEventJson.Read(rows.Bytes(1)),
                By = new Sayer((PartyRole)rows.Int64(2), rows.TextOrNull(3)),
                OccurredAt = rows.Time(4),
                RecordedAt = rows.Time(5),
                CausationId = rows.TextOrNull(6),
                CorrelationId = rows.TextOrNull(7),
                TraceParent = rows.TextOrNull(8),
            });
        }
        return new OrderStream(events);
    }));

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindReceiptAsync(OrderId order, string partnerId, string messageId, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => Find(s, order, partnerId, messageId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(OrderId order, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["""
            SELECT partner, message, hash, receipt_id, version, refusal, received_at
            FROM receipts WHERE order_id = ? AND refusal IS NOT NULL ORDER BY received_at
            """].Bind(order);
        var refusals = new List<Receipt>();
        while (rows.Step()) refusals.Add(Receipt(rows, order));
        return (IReadOnlyList<Receipt>)refusals;
    }));

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(
        OrderId order, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, CancellationToken cancel)
    {
        // Serialised here, on the caller's thread: the writer's is everybody's.
        var bodies = new byte[events.Count][];
        for (var i = 0; i < bodies.Length; i++) bodies[i] = OrderEventJson.Write(events[i].Event);
        var refusal = receipt?.Refusal is { } r ? JsonSerializer.SerializeToUtf8Bytes(r, OrderEventJson.Default.Refusal) : null;

        var (outcome, _) = await database.WriteAsync(s => Append(s, order, expectedVersion, events, bodies, receipt, refusal), Tell, cancel);
        return outcome;
    }

    /// <summary>Changes after a place in the log, in the order of commits.</summary>
    public LogPage ReadChanges(long after, int max) => database.Read(s =>
    {
        var rows = s["SELECT seq, order_id, version FROM events WHERE seq > ? ORDER BY seq LIMIT ?"].Bind(after).Bind(max);
        var changes = new List<OrderChange>();
        var position = after;
        while (rows.Step())
        {
            position = rows.Int64(0);
            changes.Add(new OrderChange(rows.Guid(1), (int)rows.Int64(2)));
        }
        return new LogPage(position, changes);
    });

    /// <summary>Ends when there may be a change after this place.</summary>
    public async Task WaitAsync(long after, CancellationToken cancel)
    {
        // The signal is taken before the look: a commit in between has already set it.
        var news = _news;
        if (Volatile.Read(ref _last) < 0) Interlocked.CompareExchange(ref _last, LastPosition(), -1);
        if (Volatile.Read(ref _last) > after) return;
        await news.Task.WaitAsync(cancel);
    }

    /// <summary>Place of the latest change; 0 where there is none.</summary>
    public long LastPosition() => database.Read(s =>
    {
        var row = s["SELECT coalesce(max(seq), 0) FROM events"];
        return row.Step() ? row.Int64(0) : 0;
    });

    // On the writer's thread, in the order of commits.
    private void Tell((AppendOutcome Outcome, long Last) appended)
    {
        if (appended.Last == 0) return;
        Volatile.Write(ref _last, appended.Last);
        var news = _news;
        _news = NewSignal();
        news.SetResult();
    }

    private static (AppendOutcome, long Last) Append(
        Statements s, OrderId order, int expectedVersion, IReadOnlyList<RecordedEvent> events, byte[][] bodies, Receipt? receipt, byte[]? refusal)
    {
        if (receipt is not null)
        {
            var known = s["SELECT 1 FROM receipts WHERE order_id = ? AND partner = ? AND message = ?"]
                .Bind(order).Bind(receipt.PartnerId).Bind(receipt.MessageId);
            if (known.Step()) return (AppendOutcome.ReceiptExists, 0);
        }
        var last = s["SELECT coalesce(max(version), 0) FROM events WHERE order_id = ?"].Bind(order);
        last.Step();
        if (last.Int64(0) != expectedVersion) return (AppendOutcome.VersionConflict, 0);

        var seq = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            s["""
                INSERT INTO events (order_id, version, body, by_role, by_partner, occurred_at, recorded_at, causation, correlation, trace)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """]
                .Bind(order).Bind(e.Version).Bind(bodies[i]).Bind((long)e.By.Role).Bind(e.By.PartnerId)
                .Bind(e.OccurredAt).Bind(e.RecordedAt).Bind(e.CausationId).Bind(e.CorrelationId).Bind(e.TraceParent)
                .Execute();
            seq = s.LastRowId;
        }
        if (receipt is not null)
        {
            s["INSERT INTO receipts (order_id, partner, message, hash, receipt_id, version, refusal, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"]
                .Bind(order).Bind(receipt.PartnerId).Bind(receipt.MessageId).Bind(receipt.BodyHash).Bind(receipt.ReceiptId)
                .Bind(receipt.Version).Bind(refusal).Bind(receipt.ReceivedAt)
                .Execute();
        }
        return (AppendOutcome.Appended, seq);
    }

    private static Receipt? Find(Statements s, OrderId order, string partnerId, string messageId)
    {
        var row = s["""
            SELECT partner, message, hash, receipt_id, version, refusal, received_at
            FROM receipts WHERE order_id = ? AND partner = ? AND message = ?
            """].Bind(order).Bind(partnerId).Bind(messageId);
        return row.Step() ? Receipt(row, order) : null;
    }

    private static Receipt Receipt(Statement row, OrderId order) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Guid(3), order, (int)row.Int64(4),
        row.IsNull(5) ? null : JsonSerializer.Deserialize(row.Bytes(5), OrderEventJson.Default.Refusal), row.Time(6));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
