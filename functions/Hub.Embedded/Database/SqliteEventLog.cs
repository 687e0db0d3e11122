using System.Globalization;
using System.Text.Json;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>One page of the log's changes.</summary>
/// <param name="Position">Place of the last change of the page.</param>
/// <param name="Changes">The changes, in the order in which they were committed.</param>
public sealed record LogPage(long Position, IReadOnlyList<StreamChange> Changes);

/// <summary>The event log on SQLite.</summary>
public sealed class SqliteEventLog(HubDatabase database, EventCodecs codecs) : IEventLog
{
    private readonly RecentStreams _recent = new();
    private volatile TaskCompletionSource _changed = NewSignal();
    private long _published = -1;

    /// <inheritdoc/>
    public ValueTask<EventStream> LoadAsync(StreamId stream, CancellationToken cancel) =>
        ValueTask.FromResult(_recent.Find(stream) ?? database.Read(s => Load(s, stream)));

    /// <inheritdoc/>
    public ValueTask<StreamPage> ListStreamsAsync(string? cursor, int max, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var no = cursor is null ? 0 : long.Parse(cursor, CultureInfo.InvariantCulture);
        var rows = s["SELECT no, stream_id FROM streams WHERE no > ? ORDER BY no LIMIT ?"].Bind(no).Bind(max);
        var streams = new List<StreamId>();
        while (rows.Step())
        {
            no = rows.Int64(0);
            streams.Add(rows.Stream(1));
        }
        return new StreamPage(streams, no.ToString(CultureInfo.InvariantCulture));
    }));

    /// <inheritdoc/>
    public ValueTask<long> CountStreamsAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        // Numbers are given one after the other and never taken back.
        var row = s["SELECT coalesce(max(no), 0) FROM streams"];
        return row.Step() ? row.Int64(0) : 0;
    }));

    private EventStream Load(PreparedStatements s, StreamId stream) => new(s.EventsOf(stream, codecs.Of(stream.Kind)));

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindReceiptAsync(StreamId stream, string partnerId, string messageId, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => Find(s, stream, partnerId, messageId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(StreamId stream, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["""
            SELECT partner, message, hash, receipt_id, version, refusal, received_at
            FROM receipts WHERE no = ? AND refusal IS NOT NULL ORDER BY received_at
            """].Bind(s.NumberOf(stream));
        var refusals = new List<Receipt>();
        while (rows.Step()) refusals.Add(StreamRows.Receipt(rows, stream));
        return (IReadOnlyList<Receipt>)refusals;
    }));

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(
        StreamId stream, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, CancellationToken cancel) =>
        AppendAsync(stream, expectedVersion, events, receipt, null, cancel);

    /// <summary>As the port's member; where it appends, <paramref name="together"/> writes in the same transaction.</summary>
    internal async Task<AppendOutcome> AppendAsync(
        StreamId stream, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, Action<PreparedStatements>? together,
        CancellationToken cancel)
    {
        // Serialised here, on the caller's thread: the writer's is everybody's.
        var codec = codecs.Of(stream.Kind);
        var bodies = new byte[events.Count][];
        for (var i = 0; i < bodies.Length; i++) bodies[i] = codec.Write(events[i].Event);
        var refusal = receipt?.Refusal is { } r ? JsonSerializer.SerializeToUtf8Bytes(r, OrderEventJson.Default.Refusal) : null;

        var (outcome, _) = await database.WriteAsync(s =>
        {
            var result = Append(s, stream, expectedVersion, events, bodies, receipt, refusal);
            if (result.Outcome is AppendOutcome.Appended) together?.Invoke(s);
            return result;
        }, appended =>
        {
            if (appended.Last > 0) _recent.Appended(stream, expectedVersion, events, bodies.Sum(b => b.Length));
            Publish(appended);
        }, cancel);
        return outcome;
    }

    /// <summary>Changes after a place in the log, in the order of commits.</summary>
    public LogPage ReadChanges(long after, int max) => database.Read(s =>
    {
        // Not what is committed but what was published: the recent streams are behind the file for a moment after each commit,
        // and whoever follows the feed must find there what the feed names.
        var published = Published();
        var rows = s["""
            SELECT e.seq, s.stream_id, e.version FROM events e JOIN streams s ON s.no = e.no
            WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?
            """].Bind(after).Bind(published).Bind(max);
        var changes = new List<StreamChange>();
        var position = after;
        while (rows.Step())
        {
            position = rows.Int64(0);
            changes.Add(new StreamChange(rows.Stream(1), (int)rows.Int64(2)));
        }
        return new LogPage(position, changes);
    });

    /// <summary>Ends when there may be a change after this place.</summary>
    public async Task WaitAsync(long after, CancellationToken cancel)
    {
        // The signal is taken before the look: a commit in between has already set it.
        var changed = _changed;
        if (Published() > after) return;
        await changed.Task.WaitAsync(cancel);
    }

    /// <summary>Place of the latest change; 0 where there is none.</summary>
    public long LastPosition() => database.Read(s =>
    {
        var row = s["SELECT coalesce(max(seq), 0) FROM events"];
        return row.Step() ? row.Int64(0) : 0;
    });

    private long Published()
    {
        // Before the first commit of this process there is nothing in memory that could be behind.
        if (Volatile.Read(ref _published) is var published and >= 0) return published;
        Interlocked.CompareExchange(ref _published, LastPosition(), -1);
        return Volatile.Read(ref _published);
    }

    // On the writer's thread, in the order of commits.
    private void Publish((AppendOutcome Outcome, long Last) appended)
    {
        if (appended.Last == 0) return;
        Volatile.Write(ref _published, appended.Last);
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    private static (AppendOutcome Outcome, long Last) Append(
        PreparedStatements s, StreamId stream, int expectedVersion, IReadOnlyList<RecordedEvent> events, byte[][] bodies, Receipt? receipt, byte[]? refusal)
    {
        var no = expectedVersion == 0 ? s.NumberFor(stream) : s.NumberOf(stream);
        if (receipt is not null)
        {
            var known = s["SELECT 1 FROM receipts WHERE no = ? AND partner = ? AND message = ?"]
                .Bind(no).Bind(receipt.PartnerId).Bind(receipt.MessageId);
            if (known.Step()) return (AppendOutcome.ReceiptExists, 0);
        }
        var last = s["SELECT coalesce(max(version), 0) FROM events WHERE no = ?"].Bind(no);
        last.Step();
        if (last.Int64(0) != expectedVersion) return (AppendOutcome.VersionConflict, 0);

        var seq = 0L;
        for (var i = 0; i < events.Count; i++) seq = s.InsertEvent(no, events[i], bodies[i]);
        if (receipt is not null) s.InsertReceipt(no, receipt, refusal);
        return (AppendOutcome.Appended, seq);
    }

    private static Receipt? Find(PreparedStatements s, StreamId stream, string partnerId, string messageId)
    {
        var row = s["""
            SELECT partner, message, hash, receipt_id, version, refusal, received_at
            FROM receipts WHERE no = ? AND partner = ? AND message = ?
            """].Bind(s.NumberOf(stream)).Bind(partnerId).Bind(messageId);
        return row.Step() ? StreamRows.Receipt(row, stream) : null;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
